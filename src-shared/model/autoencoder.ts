import type { TrainingConfig } from './configuration.ts'

/** Whether a model has an encoder, latents of its own choice, and a decoder; a flow has none of them. */
export const isAutoencoder = ({ architecture }: Pick<TrainingConfig, 'architecture'>) =>
  architecture === 'paper' || architecture === 'spatial'

/** Why a model can't do what needs an encoder or a decoder; null if it can. */
export const whyNoAutoencoder = (config: Pick<TrainingConfig, 'architecture'>) =>
  isAutoencoder(config) ? null : 'a flow has no encoder and no decoder'
