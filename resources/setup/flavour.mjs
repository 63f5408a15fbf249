import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { SetupError } from './missing.mjs'
import { tensorflowVersion } from './tensorflow-wheels.mjs'

const manylinux = (arch) =>
  ['2_28', '2_27', '2_24', '2_17', '2_12', '2_5']
    .map((glibc) => `manylinux_${glibc}_${arch}`)
    .concat(['2014', '2010', '1'].map((name) => `manylinux${name}_${arch}`))

/**
 * Wheels on PyPI, by platform and flavour. `bytes`: free disk space needed for download and unpacking together. CUDA
 * wheels exist for Linux on x64 only; elsewhere the wheel `tensorflow` is the CPU one.
 */
const wheels = {
  'linux-x64-cpu': { name: 'tensorflow-cpu', tags: manylinux('x86_64'), bytes: 1.5e9 },
  'linux-x64-cuda': { name: 'tensorflow', tags: manylinux('x86_64'), bytes: 8e9 },
  'linux-arm64-cpu': { name: 'tensorflow', tags: manylinux('aarch64'), bytes: 1.5e9 },
  'darwin-arm64-cpu': { name: 'tensorflow', tags: ['macosx_12_0_arm64', 'macosx_11_0_arm64'], bytes: 1.5e9 },
}

const libraryNames = {
  linux: ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'],
  darwin: ['libtensorflow_cc.2.dylib', 'libtensorflow_framework.2.dylib'],
}

/**
 * Which TensorFlow fits this machine. `CIRRUS_TENSORFLOW` = cpu, cuda, or the path of a folder with the libraries and
 * `include/`; by default CUDA if there is an NVIDIA driver, otherwise the CPU.
 * @param {{ env?: NodeJS.ProcessEnv, platform?: string, arch?: string, driver?: boolean }} [machine]
 * @returns {{ flavour: 'cpu' | 'cuda' | 'own', platform: string, libraries: string[], requirement?: string,
 *   tags?: string[], bytes?: number, folder?: string }}
 */
export function chooseTensorFlow(machine = {}) {
  const { env = process.env, platform = process.platform, arch = process.arch } = machine
  const wish = env.CIRRUS_TENSORFLOW
  const name = `${platform}-${arch}`
  const libraries = libraryNames[platform]
  if (!libraries)
    throw new SetupError(
      `Cirrus runs on Linux and macOS, not on ${platform}; on Windows it runs inside WSL.`,
      platform === 'win32' ? 'wsl --install' : undefined,
    )
  if (wish && wish !== 'cpu' && wish !== 'cuda')
    return { flavour: 'own', platform: name, libraries, folder: ownFolder(wish, libraries) }
  const driver = machine.driver ?? hasNvidiaDriver(env)
  const flavour = wish ?? (driver && wheels[`${name}-cuda`] ? 'cuda' : 'cpu')
  const wheel = wheels[`${name}-${flavour}`]
  if (!wheel)
    throw new SetupError(
      flavour === 'cuda'
        ? `TensorFlow with CUDA exists for Linux on x64 only, not for ${name}.`
        : `There is no TensorFlow ${tensorflowVersion} for ${name}: give the folder of one you have built.`,
      flavour === 'cuda' ? 'export CIRRUS_TENSORFLOW=cpu' : 'export CIRRUS_TENSORFLOW=/folder/with/libtensorflow',
    )
  return {
    flavour,
    platform: name,
    libraries,
    requirement: `${wheel.name}==${tensorflowVersion}`,
    tags: wheel.tags,
    bytes: wheel.bytes,
  }
}

/** @param {NodeJS.ProcessEnv} [env] */
export function hasNvidiaDriver(env = process.env) {
  return existsSync('/proc/driver/nvidia/version') || findProgram('nvidia-smi', env) !== null
}

/**
 * Full path of a program on the PATH, or null.
 * @param {string} name
 * @param {NodeJS.ProcessEnv} [env]
 */
export function findProgram(name, env = process.env) {
  for (const folder of (env.PATH ?? '').split(delimiter)) {
    const path = join(folder, name)
    try {
      accessSync(path, constants.X_OK)
      return path
    } catch {
      // Not in this folder.
    }
  }
  return null
}

function ownFolder(wish, libraries) {
  for (const folder of [wish, join(wish, 'tensorflow')])
    if (libraries.every((library) => existsSync(join(folder, library))) && existsSync(join(folder, 'include')))
      return folder
  throw new SetupError(
    `CIRRUS_TENSORFLOW is ${wish}, but ${libraries[0]}, ${libraries[1]} and include/ are not there.`,
    'unset CIRRUS_TENSORFLOW',
  )
}
