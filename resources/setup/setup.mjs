import { join } from 'node:path'
import { approveBinding, bindingReady, installBinding, loadTensorFlow } from './binding.mjs'
import { checkout } from './checkout.mjs'
import { sha256 } from './checksum.mjs'
import { dependenciesReady, installDependencies } from './dependencies.mjs'
import { electronSettled, getElectron } from './electron.mjs'
import { chooseTensorFlow } from './flavour.mjs'
import { interruptible } from './interrupt.mjs'
import { withLock } from './lock.mjs'
import { SetupError } from './missing.mjs'
import { createReport } from './report.mjs'
import { cachedTensorFlow, getTensorFlow } from './tensorflow.mjs'
import { buildWindow, windowBuilt } from './web.mjs'

/**
 * Makes the checkout ready to run, doing only what is not done yet, and silently if nothing is left. Waits for another
 * set-up of the same checkout.
 * @param {{ stream?: NodeJS.WriteStream, window?: boolean, electron?: boolean, check?: boolean }} [options]
 *   stream: where to report; window: build the page too; electron: fetch its binary if there is a display;
 *   check: load TensorFlow even if it was loaded before
 */
export async function setUp({ stream = process.stdout, window = false, electron = false, check = false } = {}) {
  const place = checkout()
  const report = createReport(stream)
  requireNode18()
  const choice = chooseTensorFlow()
  const steps = async () => {
    await installDependencies(place, report)
    await connectTensorFlow(place, choice, report, check)
    if (electron) await getElectron(place, report)
    if (window) await buildWindow(place, report)
  }
  const lock = join(place.cache, `checkout-${sha256(place.root).slice(0, 8)}.lock`)
  const waiting = (holder) =>
    report.say(`Another set-up of this checkout is running (process ${holder.pid}): waiting for it`)
  await interruptible(async () => {
    const finished =
      tensorflowConnected(place, choice) && (!window || windowBuilt(place)) && (!electron || electronSettled(place))
    // A checkout that is set up needs neither a lock nor a writable cache.
    if (check || !finished) await withLock(lock, steps, waiting)
  }, report.say)
  return place
}

function tensorflowConnected(place, choice) {
  if (!dependenciesReady(place)) return false
  const cached = cachedTensorFlow(place, choice)
  return cached.state === 'ready' && bindingReady(place, cached.folder)
}

async function connectTensorFlow(place, choice, report, check) {
  let folder = await getTensorFlow(place, choice, report)
  if (bindingReady(place, folder) && !check) return
  if (!bindingReady(place, folder)) await installBinding(place, folder, choice.libraries, report)
  const step = report.step('TensorFlow, loaded')
  let loaded
  try {
    loaded = await loadTensorFlow(place)
  } catch (error) {
    step.note(`${error.message} Checking its files and building the binding again.`)
    folder = await getTensorFlow(place, choice, report, { deep: true })
    await installBinding(place, folder, choice.libraries, report, { afresh: true })
    loaded = await loadTensorFlow(place)
  }
  approveBinding(place, folder)
  step.done(`${loaded.tensorflow} on the ${loaded.gpu ? 'GPU' : 'CPU'}`)
  if (choice.flavour === 'cuda' && !loaded.gpu)
    step.note(
      `The GPU cannot be used${loaded.missing.length ? `: ${loaded.missing.join(', ')} could not be loaded` : ''}. ` +
        'Training runs on the CPU.',
    )
}

function requireNode18() {
  if (Number(process.versions.node.split('.')[0]) < 18)
    throw new SetupError(
      `Node ${process.versions.node} is too old: Cirrus needs Node 18 or later to start.`,
      'https://nodejs.org',
    )
}

/**
 * Prints why the set-up failed: the message, the command that helps, and the other program's output.
 * @param {unknown} error
 */
export function explain(error) {
  if (!(error instanceof SetupError)) throw error
  const details = error.details ? `\n${error.details.replace(/^/gm, '    ')}` : ''
  console.error(`${error.message}${error.remedy ? `\n  → ${error.remedy}` : ''}${details}`)
}
