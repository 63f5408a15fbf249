import { EngineError } from '../../../src-main/engine/runtime/errors.ts'

/** The EngineError that the action throws. */
export function failure(action: () => unknown): EngineError {
  try {
    action()
  } catch (error) {
    if (error instanceof EngineError) return error
    throw error
  }
  throw new Error('nothing was thrown')
}
