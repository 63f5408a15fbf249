/** Steps of the optimiser in an epoch; the last patches that do not fill a batch are left out. */
export const stepsPerEpoch = ({ splits }: { splits: { train: number } }, batchSize: number) =>
  Math.floor(splits.train / batchSize)
