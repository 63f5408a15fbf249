import { arrayIn, remedies, machineFailureIn } from '../failure.ts'
import { EngineError } from './errors.ts'

/**
 * Turns an error thrown by a TensorFlow call into an engine error: 'out-of-memory' and 'device-failed' with advice,
 * anything else as 'graph'.
 * @param what what failed, as the beginning of a sentence
 */
export function tensorflowFailure(cause: unknown, what: string): EngineError {
  const details = cause instanceof Error ? cause.message : String(cause)
  const failure = machineFailureIn(details)
  if (failure === null) return new EngineError('graph', `${what}: ${details}`, { details, cause })
  const array = arrayIn(details)
  const said =
    failure === 'out-of-memory'
      ? `The device does not have enough memory${array ? `: TensorFlow could not allocate ${array}` : ''}.`
      : 'The GPU failed.'
  return new EngineError(failure, `${said} ${remedies[failure]}`, { details, cause })
}
