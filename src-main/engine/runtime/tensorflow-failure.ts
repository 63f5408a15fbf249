import { arrayIn, remedies, machineFailureIn } from '../failure.ts'
import { EngineError } from './errors.ts'

/**
 * What a call of TensorFlow threw, as an error of the engine: 'out-of-memory' and 'device-failed' with what to do, the
 * rest as 'graph'.
 * @param what what failed, the beginning of a sentence
 */
export function tensorflowFailure(cause: unknown, what: string): EngineError {
  const details = cause instanceof Error ? cause.message : String(cause)
  const failure = machineFailureIn(details)
  if (failure === null) return new EngineError('graph', `${what}: ${details}`, { details, cause })
  const array = arrayIn(details)
  const said =
    failure === 'out-of-memory'
      ? `The device has not enough memory${array ? `: TensorFlow could not have ${array}` : ''}.`
      : 'The graphics card failed.'
  return new EngineError(failure, `${said} ${remedies[failure]}`, { details, cause })
}

/** Throws what work threw that calls TensorFlow outside of a compiled graph too; failures of the machine as ours. */
export function throwTold(error: unknown): never {
  if (error instanceof EngineError || machineFailureIn(String(error)) === null) throw error
  throw tensorflowFailure(error, 'TensorFlow failed')
}
