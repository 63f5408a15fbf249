import './environment.ts'
import { createRequire } from 'node:module'
import type * as Tfjs from '@tensorflow/tfjs-node-gpu'
import { isInPackage } from '../in-package.ts'
import { EngineError } from './errors.ts'
import type { NativeBackend, NativeBinding } from './native-binding.ts'

export interface TensorFlow {
  tf: typeof Tfjs
  backend: NativeBackend
  binding: NativeBinding
}

let loaded: TensorFlow | undefined

/**
 * TensorFlow, loaded at the first call and kept: a process has one context, which only its main thread may use.
 * @throws EngineError 'tensorflow-missing' if the addon or one of TensorFlow's libraries cannot be loaded
 */
export function tensorflow(): TensorFlow {
  loaded ??= load(createRequire(import.meta.url))
  return loaded
}

const inCheckout =
  'Run "npm start" in Cirrus\'s folder, which fetches and builds what is missing, or "cirrus doctor" for a diagnosis.'
const inPackage = 'TensorFlow in the settings, and "cirrus doctor", say how to get it.'

/**
 * Like `tensorflow`, but with a given `require` and without caching.
 * @param place address of this module: in an archive if Cirrus was installed
 */
export function load(require: (name: string) => unknown, place: string = import.meta.url): TensorFlow {
  let tf: typeof Tfjs
  try {
    tf = require('@tensorflow/tfjs-node-gpu') as typeof Tfjs
  } catch (cause) {
    const details = cause instanceof Error ? cause.message : String(cause)
    const library = /(lib[\w.+-]+\.(?:so|dylib)[\w.]*)/.exec(details)?.[1]
    const what = library ? `its library ${library} cannot be loaded` : "Cirrus's addon for it is not built"
    throw new EngineError(
      'tensorflow-missing',
      `TensorFlow is not ready: ${what}. ${isInPackage(place) ? inPackage : inCheckout}`,
      { details, cause },
    )
  }
  const backend = tf.backend() as unknown as NativeBackend
  return { tf, backend, binding: backend.binding }
}
