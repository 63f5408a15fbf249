import { EngineError } from '../runtime/errors.ts'

/**
 * What ends a training whose numbers have left all bounds.
 * @param what a clause: where which number became what
 */
export function diverged(what: string): EngineError {
  return new EngineError(
    'diverged',
    `The training diverged: ${what}. Checkpoints of complete epochs are kept; start again with a lower learning rate.`,
  )
}
