import type { Dataset } from '../../../src-preload/contract/index.ts'

/** Steps of the optimiser in an epoch; the last patches that do not fill a batch are left out. */
export const stepsPerEpoch = ({ splits }: Pick<Dataset, 'splits'>, batchSize: number) =>
  Math.floor(splits.train / batchSize)
