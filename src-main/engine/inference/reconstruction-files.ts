import { join } from 'node:path'

/** The files of a set of reconstructions. */
export const reconstructionFiles = (folder: string) => ({
  /** float32 [count, size, size], standardised: the patches, the means of their decoded samples, standard deviations. */
  originals: join(folder, 'originals.npy'),
  reconstructions: join(folder, 'reconstructions.npy'),
  deviations: join(folder, 'deviations.npy'),
  /** float32 [count, latents]: the posterior's mean and ln of its width. */
  latentMean: join(folder, 'latent-mean.npy'),
  latentLogWidth: join(folder, 'latent-log-width.npy'),
  /** index (in the dataset), meanSquaredError: a row for each patch. */
  table: join(folder, 'reconstructions.csv'),
})
