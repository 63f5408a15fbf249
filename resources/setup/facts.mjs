import { execFileSync } from 'node:child_process'
import { checkout } from './checkout.mjs'
import { findChromium } from './chromium.mjs'
import { bindingReady } from './binding.mjs'
import { freeBytes } from './disk.mjs'
import { findElectron, whyNoElectron } from './electron.mjs'
import { chooseTensorFlow, findProgram, hasNvidiaDriver } from './flavour.mjs'
import { howToInstall } from './missing.mjs'
import { cachedTensorFlow } from './tensorflow.mjs'
import { tensorflowVersion } from './tensorflow-wheels.mjs'

/**
 * What the set-up knows about this machine, for `cirrus doctor`. Versions are null for missing programs; `missing`
 * lists what is needed and the command to install it.
 */
export function setupFacts(place = checkout(), env = process.env) {
  const python = versionOf('python3', ['--version'], env)
  const pip = python && versionOf('python3', ['-m', 'pip', '--version'], env)
  const compiler = versionOf(env.CXX || (process.platform === 'darwin' ? 'clang++' : 'g++'), ['-dumpfullversion'], env)
  const chromium = findChromium(env)
  const tensorflow = tensorflowFacts(place, env)
  const needs = [
    { what: 'Python 3, whose pip downloads TensorFlow', there: python, command: howToInstall('python') },
    { what: 'pip, which downloads TensorFlow', there: pip, command: howToInstall('pip') },
    {
      what: 'a C++ compiler, which builds the binding to TensorFlow',
      there: compiler,
      command: howToInstall('compiler'),
    },
    { what: 'Chromium, for the end-to-end tests', there: chromium, command: howToInstall('chromium') },
  ]
  return {
    node: { version: process.versions.node, pinned: versionOf(place.node, ['--version'], env) },
    python,
    pip,
    compiler,
    tensorflow,
    nvidiaDriver: hasNvidiaDriver(env),
    chromium,
    electron: { binary: findElectron(place, env), obstacle: whyNoElectron(place, { env }) },
    disk: { cache: place.cache, freeBytes: freeBytes(place.cache) },
    missing: needs.filter(({ there }) => !there).map(({ what, command }) => ({ what, command })),
  }
}

function tensorflowFacts(place, env) {
  try {
    const choice = chooseTensorFlow({ env })
    const cached = cachedTensorFlow(place, choice)
    return {
      version: tensorflowVersion,
      flavour: choice.flavour,
      state: cached.state,
      folder: cached.state === 'ready' ? cached.folder : null,
      damage: cached.state === 'broken' ? cached.damage : null,
      bindingReady: cached.state === 'ready' && bindingReady(place, cached.folder),
    }
  } catch (error) {
    const damage = error instanceof Error ? error.message : String(error)
    return { version: tensorflowVersion, flavour: null, state: 'broken', folder: null, damage, bindingReady: false }
  }
}

/** @returns {string | null} the first version number that a program prints */
function versionOf(program, args, env) {
  if (!program.includes('/') && !findProgram(program, env)) return null
  try {
    const text = execFileSync(program, args, { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
    return text.match(/\d+(\.\d+)+/)?.[0] ?? text.trim()
  } catch {
    return null
  }
}
