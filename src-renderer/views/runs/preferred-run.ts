import { isAutoencoder } from '../../../src-shared/model/autoencoder.ts'
import type { Run } from '../../../src-preload/contract/index.ts'
import { remembered } from '../../stores/remembered.ts'

const lastRun = () => remembered<string | null>('runs.last', null)

/** Remembers the run whose page was opened last. */
export const rememberRun = (id: string) => {
  lastRun().value = id
}

/** By validation loss, lowest first; runs without one come last, and flows, whose loss is another, after all others. */
export const bestFirst = (a: Run, b: Run) =>
  Number(isAutoencoder(b.config)) - Number(isAutoencoder(a.config)) ||
  (a.bestValidationLoss ?? Infinity) - (b.bestValidationLoss ?? Infinity) ||
  0

/** The run that a form preselects: the last one opened, else the one with the lowest validation loss. */
export function preferredRun(runs: readonly Run[]): Run | undefined {
  const last = lastRun().value
  return runs.find(({ id }) => id === last) ?? [...runs].sort(bestFirst)[0]
}
