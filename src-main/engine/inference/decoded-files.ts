import { join } from 'node:path'
import type { LatentChoice } from '../contract.ts'

/** The files of decoded latents. */
export const decodedFiles = (folder: string, kind: LatentChoice['kind']) => ({
  /** float32 [count, size, size], standardised; with a last axis if there are several channels. */
  pictures: join(folder, `${kind}.npy`),
  /** What was decoded, float32 [count, latents]: latents, or the normal numbers of a flow or a prior. */
  latents: join(folder, `${kind}-latents.npy`),
})
