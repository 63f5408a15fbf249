import { EngineError } from '../../../src-main/engine/runtime/errors.ts'

/** The engine's error that the action ends with. */
export function failure(action: () => unknown): EngineError {
  try {
    action()
  } catch (error) {
    if (error instanceof EngineError) return error
    throw error
  }
  throw new Error('nothing was thrown')
}
