import { join } from 'node:path'

/** The files of a set of reconstructions. */
export const reconstructionFiles = (folder: string) => ({
  /**
   * float32 [count, size, size], or [count, size, size, channels], standardised: the patches, the means of their decoded samples, and the standard
   * deviations.
   */
  originals: join(folder, 'originals.npy'),
  reconstructions: join(folder, 'reconstructions.npy'),
  deviations: join(folder, 'deviations.npy'),
  /** float32 [count, latents]: posterior mean and ln of its width. */
  latentMean: join(folder, 'latent-mean.npy'),
  latentLogWidth: join(folder, 'latent-log-width.npy'),
  /** index (in the dataset), meanSquaredError: one row per patch. */
  table: join(folder, 'reconstructions.csv'),
})
