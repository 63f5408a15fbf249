import { refused } from '../../../src-preload/rpc/errors.ts'
import { whyNoAutoencoder } from '../../../src-shared/model/autoencoder.ts'
import type { TrainingConfig } from '../../../src-shared/model/configuration.ts'

/**
 * Reconstruction, validation and inpainting encode patches and decode latents.
 * @param run its folder or name
 * @throws CirrusError refused for a run of a flow
 */
export function requireAutoencoder(run: string, config: Pick<TrainingConfig, 'architecture'>): void {
  const why = whyNoAutoencoder(config)
  if (why) throw refused(run, '', `${why}: it can only be sampled and interpolated; choose another run`)
}
