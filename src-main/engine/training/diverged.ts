import { EngineError } from '../runtime/errors.ts'

/** What ends a training whose negative ELBO is no number any more. */
export function diverged(epoch: number, step: number, value: number): EngineError {
  return new EngineError(
    'diverged',
    `The training diverged: at epoch ${epoch}, step ${step} the negative ELBO became ${value}. The last checkpoint is kept; start again with a lower learning rate.`,
  )
}
