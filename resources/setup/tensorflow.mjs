import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sha256, sha256OfFile } from './checksum.mjs'
import { run } from './child.mjs'
import { requireSpace } from './disk.mjs'
import { downloadWheel } from './download-wheel.mjs'
import { withLock } from './lock.mjs'
import { lastLines, SetupError } from './missing.mjs'
import { asStep, megabytes } from './report.mjs'
import { tensorflowVersion } from './tensorflow-wheels.mjs'

const unpacker = join(dirname(fileURLToPath(import.meta.url)), 'unpack-wheel.py')

/**
 * Needed files: the two libraries of TensorFlow and the headers included by the binding; of NVIDIA's wheels all but
 * headers.
 */
const neededOfTensorFlow =
  'tensorflow/libtensorflow_(cc|framework)\\.(so\\.2|2\\.dylib)' +
  '|tensorflow/include/(tensorflow/c|tensorflow/core/platform|tsl/platform|xla/tsl/c)/.*\\.h'
const neededOfNvidia = 'nvidia/(?!.*/include/).*'

/**
 * The TensorFlow in the cache for a choice, checked by file sizes. `folder` contains the libraries and `include/`;
 * `damage` says why it cannot be used.
 * @param {import('./checkout.mjs').Checkout} place
 * @param {ReturnType<typeof import('./flavour.mjs').chooseTensorFlow>} choice
 * @returns {{ state: 'ready', room: string, folder: string } | { state: 'missing' } |
 *   { state: 'broken', room: string, damage: string }}
 */
export function cachedTensorFlow(place, choice) {
  if (choice.flavour === 'own') return { state: 'ready', room: choice.folder, folder: choice.folder }
  const prefix = `${cacheName(choice)}-`
  const names = existsSync(place.cache) ? readdirSync(place.cache) : []
  const name = names.find((entry) => entry.startsWith(prefix) && /^[0-9a-f]{8}$/.test(entry.slice(prefix.length)))
  if (!name) return { state: 'missing' }
  const room = join(place.cache, name)
  const damage = damageOf(room)
  return damage ? { state: 'broken', room, damage } : { state: 'ready', room, folder: join(room, 'tensorflow') }
}

/**
 * The folder of TensorFlow's libraries, downloaded and unpacked into the cache if needed. Waits for another checkout
 * that is doing the same.
 * @param {import('./checkout.mjs').Checkout} place
 * @param {ReturnType<typeof import('./flavour.mjs').chooseTensorFlow>} choice
 * @param {import('./report.mjs').Report} report
 * @param {{ deep?: boolean }} [options] deep: check the contents too, not only the sizes
 */
export async function getTensorFlow(place, choice, report, { deep = false } = {}) {
  const found = cachedTensorFlow(place, choice)
  if (found.state === 'ready' && (!deep || choice.flavour === 'own')) return found.folder
  const waiting = () => report.say('  · another Cirrus is downloading TensorFlow: waiting for it')
  return withLock(join(place.cache, 'tensorflow.lock'), () => fetchUnlessThere(place, choice, report, deep), waiting)
}

async function fetchUnlessThere(place, choice, report, deep) {
  const found = cachedTensorFlow(place, choice)
  const damage =
    found.state === 'broken' ? found.damage : deep && found.state === 'ready' && (await changed(found.room))
  if (damage) {
    report.say(`  · TensorFlow in the cache is damaged (${damage}): downloading it again`)
    rmSync(found.room, { recursive: true, force: true })
  } else if (found.state === 'ready') return found.folder
  const what = choice.flavour === 'cuda' ? 'with CUDA' : 'for the CPU'
  const room = await asStep(report, `TensorFlow ${tensorflowVersion} ${what}`, (step) => fetchAll(place, choice, step))
  return join(room, 'tensorflow')
}

async function fetchAll(place, choice, step) {
  // Finished wheels stay in the partial folder, so that an interrupted download of several continues with the next one.
  const partial = join(place.cache, `${cacheName(choice)}.partial`)
  mkdirSync(join(partial, 'content'), { recursive: true })
  requireSpace(place.cache, choice.bytes)
  const main = await fetchOne(partial, choice.requirement, choice.tags, neededOfTensorFlow, step)
  const parts = [main]
  if (choice.flavour === 'cuda') {
    const libraries = cudaRequirements(main.requires)
    for (const [index, requirement] of libraries.entries()) {
      const counted = {
        ...step,
        progress: (text, fraction) => step.progress(`${index + 1}/${libraries.length} ${text}`, fraction),
      }
      parts.push(await fetchOne(partial, requirement, choice.tags, neededOfNvidia, counted))
    }
  }
  const files = Object.assign({}, ...parts.map((part) => part.files))
  for (const library of choice.libraries)
    if (!files[`tensorflow/${library}`])
      throw new SetupError(`${main.wheel} does not contain ${library}: Cirrus cannot use this build of TensorFlow.`)
  const manifest = JSON.stringify({ version: tensorflowVersion, wheels: parts.map((part) => part.wheel), files })
  writeFileSync(join(partial, 'content', 'manifest.json'), manifest)
  const room = join(place.cache, `${cacheName(choice)}-${sha256(manifest).slice(0, 8)}`)
  renameSync(join(partial, 'content'), room)
  rmSync(partial, { recursive: true, force: true })
  return room
}

/**
 * The requirements of the wheel `tensorflow` for its extra `and-cuda`, with pinned versions.
 * @param {string[]} requires the Requires-Dist lines of its metadata
 */
export const cudaRequirements = (requires) =>
  requires
    .filter((line) => /extra\s*==\s*["']and-cuda["']/.test(line) && /^nvidia-/.test(line))
    .map((line) => line.split(';')[0].replace(/[\s()]/g, ''))

async function fetchOne(partial, requirement, tags, needed, step) {
  const note = join(partial, `${requirement.match(/^[\w-]+/)[0]}.json`)
  if (existsSync(note)) return JSON.parse(readFileSync(note, 'utf8'))
  const wheel = await downloadWheel(requirement, tags, partial, step)
  const result = await run('python3', [unpacker, wheel, join(partial, 'content'), needed], {
    onLine: (line) => {
      const [, done, whole] = line.match(/^bytes (\d+) (\d+)$/) ?? []
      if (whole) step.progress(`unpacking ${megabytes(Number(done), Number(whole))}`)
    },
  })
  if (result.status !== 0) {
    if (!/No space left/.test(result.output)) rmSync(wheel, { force: true })
    throw new SetupError(`${requirement} could not be unpacked.`, undefined, lastLines(result.output, 3))
  }
  const unpacked = result.stdout.trim().split('\n').pop()
  writeFileSync(`${note}.new`, unpacked)
  renameSync(`${note}.new`, note)
  rmSync(wheel)
  return JSON.parse(unpacked)
}

function damageOf(room) {
  let manifest
  try {
    manifest = JSON.parse(readFileSync(join(room, 'manifest.json'), 'utf8'))
  } catch {
    return 'its manifest cannot be read'
  }
  for (const [path, { size }] of Object.entries(manifest.files)) {
    if (path.endsWith('.h')) continue
    const found = sizeOf(join(room, path))
    if (found !== size) return `${path} has ${found ?? 'no'} instead of ${size} bytes`
  }
  return null
}

async function changed(room) {
  const { files } = JSON.parse(readFileSync(join(room, 'manifest.json'), 'utf8'))
  for (const [path, { sha256: checksum }] of Object.entries(files))
    if (!existsSync(join(room, path)) || (await sha256OfFile(join(room, path))) !== checksum)
      return `${path} has a different checksum than when it was unpacked`
  return null
}

const sizeOf = (path) => statSync(path, { throwIfNoEntry: false })?.size

const cacheName = (choice) => `tensorflow-${tensorflowVersion}-${choice.flavour}-${choice.platform}`
