import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { run } from './child.mjs'
import { lastLines } from './missing.mjs'

/** Time after which a failed download is retried, in ms. */
const patience = 12 * 3600 * 1000

const binaryNames = { linux: 'electron', darwin: 'Electron.app/Contents/MacOS/Electron' }

/**
 * Electron's binary, or null: from ELECTRON_OVERRIDE_DIST_PATH, or downloaded by its npm package.
 * @param {import('./checkout.mjs').Checkout} place
 * @param {NodeJS.ProcessEnv} [env]
 */
export function findElectron(place, env = process.env) {
  const folder = env.ELECTRON_OVERRIDE_DIST_PATH || join(place.modules, 'electron', 'dist')
  const binary = join(folder, binaryNames[process.platform] ?? 'electron')
  return existsSync(binary) ? binary : null
}

/** @param {NodeJS.ProcessEnv} [env] */
export const hasDisplay = (env = process.env) =>
  process.platform === 'darwin' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY)

/**
 * Why Electron cannot show the window here; null if it can. Electron does not run as root: its sandbox would be off.
 * @param {import('./checkout.mjs').Checkout} place
 * @param {{ env?: NodeJS.ProcessEnv, root?: boolean }} [machine]
 */
export function whyNoElectron(place, { env = process.env, root = process.getuid?.() === 0 } = {}) {
  if (!hasDisplay(env)) return 'there is no display'
  if (root && process.platform === 'linux') return 'Electron does not run as root'
  if (!findElectron(place, env)) return 'Electron is not installed and could not be downloaded'
  return null
}

const memoryOf = (place) => join(place.modules, '.cirrus-electron')

/**
 * True if there is nothing to download: there is no display, the binary exists, or a failure is recorded.
 * @param {import('./checkout.mjs').Checkout} place
 */
export function electronSettled(place) {
  if (!hasDisplay() || findElectron(place)) return true
  const tried = statSync(memoryOf(place), { throwIfNoEntry: false })
  return Boolean(tried && Date.now() - tried.mtimeMs < patience)
}

/**
 * Downloads Electron's binary through its own npm package. A failure is recorded for twelve hours, so that a machine
 * without access starts quickly; `rm node_modules/.cirrus-electron` clears it.
 * @param {import('./checkout.mjs').Checkout} place
 * @param {import('./report.mjs').Report} report
 */
export async function getElectron(place, report) {
  if (electronSettled(place)) return
  const memory = memoryOf(place)
  const { version } = JSON.parse(readFileSync(join(place.modules, 'electron', 'package.json'), 'utf8'))
  const step = report.step(`Electron ${version}`)
  const result = await run(place.node, [join(place.modules, 'electron', 'install.js')], { cwd: place.root })
  if (result.status === 0 && findElectron(place)) {
    rmSync(memory, { force: true })
    step.done()
  } else {
    writeFileSync(memory, result.output)
    step.failed()
    const reason = result.output.split('\n').find((line) => /error|failed/i.test(line)) ?? lastLines(result.output, 1)
    report.say(`    could not be downloaded (${reason.trim()}): Cirrus opens in the browser; tried again in 12 hours`)
  }
}
