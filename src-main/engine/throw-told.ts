import { CirrusError } from '../../src-preload/rpc/errors.ts'
import { SkyError } from '../../src-shared/sky/sky-error.ts'
import { FileFormatError } from '../files/file-format-error.ts'
import { isFullDisk, sayFileError } from '../files/system-error.ts'
import { machineFailureIn } from './failure.ts'
import { EngineError } from './runtime/errors.ts'
import { tensorflowFailure } from './runtime/tensorflow-failure.ts'

/**
 * Rethrows an error of the engine's work as one that users see: of files and what is in them, and failures of the machine
 * in calls of TensorFlow outside a compiled graph. Anything else is a bug and stays as it is.
 */
export function throwTold(error: unknown): never {
  if (error instanceof CirrusError) throw error
  const isRefusal = error instanceof FileFormatError || error instanceof SkyError
  const sentence = isRefusal ? error.message : sayFileError(error)
  if (sentence !== null) {
    throw new EngineError(isFullDisk(error) ? 'disk-full' : 'file', sentence, { details: String(error), cause: error })
  }
  if (machineFailureIn(String(error)) === null) throw error
  throw tensorflowFailure(error, 'TensorFlow failed')
}
