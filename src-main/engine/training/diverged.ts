import { EngineError } from '../runtime/errors.ts'

/**
 * The error that ends a diverged training.
 * @param what a clause: where, and what became what
 */
export function diverged(what: string): EngineError {
  return new EngineError(
    'diverged',
    `The training diverged: ${what}. Checkpoints of complete epochs are kept; start again with a lower learning rate.`,
  )
}
