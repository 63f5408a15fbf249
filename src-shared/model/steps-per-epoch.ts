/** Steps of the optimiser in an epoch; patches that do not fill a last batch are left out. @param patches for training */
export const stepsPerEpoch = (patches: number, batchSize: number): number => Math.floor(patches / batchSize)
