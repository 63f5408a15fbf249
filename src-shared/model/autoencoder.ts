import type { TrainingConfig } from './configuration.ts'

/** Whether a model has an encoder, latents of its own choice, and a decoder; a flow has none of them. */
export const isAutoencoder = ({ architecture }: Pick<TrainingConfig, 'architecture'>) =>
  architecture === 'paper' || architecture === 'spatial'

/** Why a model can't do what needs an encoder or a decoder; null if it can. */
export const whyNoAutoencoder = (config: Pick<TrainingConfig, 'architecture'>) =>
  isAutoencoder(config) ? null : 'a flow has no encoder and no decoder'

/** Why a model makes no patches of its own; null if it does. */
export const whyNoDraws = ({ observation }: Pick<TrainingConfig, 'observation'>) =>
  observation === 'none' ? null : 'it was trained to fill holes, and draws nothing without what is seen of a patch'

/** Why a model fills no holes by drawing; null if it does. */
export const whyNoFills = ({ observation }: Pick<TrainingConfig, 'observation'>) =>
  observation === 'none' ? 'it was not trained to fill holes' : null

/** Whether a model is a flow that draws patches of noise alone, and so has a density of them. */
export const drawsPatches = (config: Pick<TrainingConfig, 'architecture' | 'space' | 'observation'>) =>
  config.architecture === 'flow' && config.space === 'patches' && whyNoDraws(config) === null
