import {
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { sha256 } from './checksum.mjs'
import { run } from './child.mjs'
import { withLock } from './lock.mjs'
import { howToInstall, lastLines, SetupError } from './missing.mjs'
import { asStep } from './report.mjs'

/** The N-API version, in whose folder tfjs-node looks for its addon. */
const nodeApi = 8

const flags = {
  linux: ['-shared', '-Wl,-rpath,$ORIGIN/../../deps/lib'],
  darwin: ['-bundle', '-undefined', 'dynamic_lookup', '-Wl,-rpath,@loader_path/../../deps/lib'],
}
const commonFlags = ['-std=c++17', '-O2', '-fPIC', `-DNAPI_VERSION=${nodeApi}`, '-DBUILDING_NODE_EXTENSION']

const addonOf = (place) => join(place.tfjs, 'lib', `napi-v${nodeApi}`, 'tfjs_binding.node')
const librariesOf = (place) => join(place.tfjs, 'deps', 'lib')
const stampOf = (place) => join(place.tfjs, '.cirrus-binding.json')

/**
 * True if this checkout's tfjs-node has an addon that has been loaded with these libraries before.
 * @param {import('./checkout.mjs').Checkout} place
 * @param {string} tensorflow folder of the libraries
 */
export function bindingReady(place, tensorflow) {
  try {
    const stamp = JSON.parse(readFileSync(stampOf(place), 'utf8'))
    return (
      stamp.tensorflow === tensorflow &&
      stamp.size === statSync(addonOf(place)).size &&
      readlinkSync(librariesOf(place)) === tensorflow
    )
  } catch {
    return false
  }
}

/**
 * Puts the addon and the link to TensorFlow's libraries into node_modules, compiling the addon if the cache has none.
 * @param {import('./checkout.mjs').Checkout} place
 * @param {string} tensorflow folder of the libraries and include/
 * @param {string[]} libraries their file names
 * @param {import('./report.mjs').Report} report
 * @param {{ afresh?: boolean }} [options] afresh: compile even if the cache has one
 */
export async function installBinding(place, tensorflow, libraries, report, { afresh = false } = {}) {
  const cached = cachedAddon(place, tensorflow, libraries)
  if (afresh || !existsSync(cached))
    await withLock(join(place.cache, 'binding.lock'), async () => {
      if (!afresh && existsSync(cached)) return
      await asStep(report, 'the TensorFlow binding, compiled', () => compile(place, tensorflow, libraries, cached))
    })
  rmSync(stampOf(place), { force: true })
  linkFolder(tensorflow, librariesOf(place))
  mkdirSync(join(addonOf(place), '..'), { recursive: true })
  copyFileSync(cached, `${addonOf(place)}.new`)
  renameSync(`${addonOf(place)}.new`, addonOf(place))
}

/**
 * Loads TensorFlow in a separate process, as the engine does.
 * @param {import('./checkout.mjs').Checkout} place
 * @returns {Promise<{ tensorflow: string, gpu: boolean, missing: string[] }>} `missing`: GPU libraries that could not be
 *   loaded
 */
export async function loadTensorFlow(place) {
  const result = await run(place.node, [join(place.root, 'resources', 'setup', 'probe.mjs')], {
    cwd: place.root,
    env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: '0', TF_FORCE_GPU_ALLOW_GROWTH: 'true' },
  })
  const line = result.stdout.split('\n').find((text) => text.startsWith('{"tensorflow"'))
  if (result.status !== 0 || !line)
    throw new SetupError('TensorFlow does not load.', undefined, lastLines(result.output, 6))
  const missing = [...result.output.matchAll(/Could not load dynamic library '([^']+)'/g)].map((match) => match[1])
  return { ...JSON.parse(line), missing: [...new Set(missing)] }
}

/**
 * Records that the addon was loaded, so that the next start need not try it.
 * @param {import('./checkout.mjs').Checkout} place
 * @param {string} tensorflow
 */
export function approveBinding(place, tensorflow) {
  writeFileSync(stampOf(place), JSON.stringify({ tensorflow, size: statSync(addonOf(place)).size }))
}

function cachedAddon(place, tensorflow, libraries) {
  const { version } = JSON.parse(readFileSync(join(place.tfjs, 'package.json'), 'utf8'))
  const built = libraries.map((library) => statSync(join(tensorflow, library))).map(({ size }) => size)
  const key = sha256(JSON.stringify([tensorflow, built, commonFlags, flags[process.platform], sources(place)]))
  const name = `binding-tfjs-${version}-${process.platform}-${process.arch}-napi${nodeApi}-${key.slice(0, 8)}.node`
  return join(place.cache, name)
}

const sources = (place) =>
  readdirSync(join(place.tfjs, 'binding'))
    .filter((name) => name.endsWith('.cc'))
    .sort()

async function compile(place, tensorflow, libraries, target) {
  const compiler = process.env.CXX || (process.platform === 'darwin' ? 'clang++' : 'g++')
  const draft = `${target}.partial`
  const result = await run(compiler, [
    ...commonFlags,
    ...flags[process.platform],
    `-I${join(place.modules, 'node-api-headers', 'include')}`,
    `-I${join(tensorflow, 'include')}`,
    ...sources(place).map((name) => join(place.tfjs, 'binding', name)),
    ...libraries.map((library) => join(tensorflow, library)),
    ...['-o', draft],
  ])
  if (!result.found)
    throw new SetupError(
      `A C++ compiler (${compiler}) is missing: it builds the binding to TensorFlow.`,
      howToInstall('compiler'),
    )
  if (result.status !== 0) {
    rmSync(draft, { force: true })
    throw new SetupError(
      `${compiler} could not build the binding to TensorFlow.`,
      undefined,
      lastLines(result.output, 8),
    )
  }
  renameSync(draft, target)
}

/** The folder is linked, not its files: libtensorflow looks for CUDA in ../nvidia relative to its own location. */
function linkFolder(target, link) {
  mkdirSync(join(link, '..'), { recursive: true })
  if (lstatSync(link, { throwIfNoEntry: false })?.isSymbolicLink() === false) rmSync(link, { recursive: true })
  rmSync(`${link}.new`, { force: true })
  symlinkSync(target, `${link}.new`)
  renameSync(`${link}.new`, link)
}
