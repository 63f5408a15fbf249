import type { CheckpointChoice, Prior } from '../../../../src-preload/contract/index.ts'

/** Whose latents a prior is of: `epoch 98, the best`, or that the run has been trained further. */
export function fitWords({ latents, fits, checkpoint }: Pick<Prior, 'latents' | 'fits' | 'checkpoint'>): string {
  if (!latents) return `the ${checkpoint} checkpoint, not encoded yet`
  const { epoch } = latents
  if (fits.length === 0) return `epoch ${epoch}, no checkpoint any more`
  return `epoch ${epoch}, the ${fits.length > 1 ? 'best and last' : fits[0]}`
}

/** Why a prior can't be drawn from with a checkpoint; null if it can. */
export function whyNotDrawn(prior: Prior, checkpoint: CheckpointChoice): string | null {
  const { latents, fits, config, epoch } = prior
  if (!latents || (config && epoch === 0)) return 'it has not been trained yet'
  if (fits.includes(checkpoint)) return null
  if (fits.length > 0) return `it fits the ${fits[0]} checkpoint`
  return 'the run was trained further: train the prior again'
}
