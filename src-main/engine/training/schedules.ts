import type { TrainingConfig } from '../../../src-shared/model/configuration.ts'

/**
 * The learning rate after so many epochs, whole or not: linear from 0 over the warm-up, then falling from its height to
 * `decayFloor` times it over `decayEpochs`, along half a cosine (Loshchilov & Hutter 2017, Eq. 5) or as a power.
 */
export function learningRateAt(config: TrainingConfig, epochs: number): number {
  const { learningRate, learningRateWarmUpEpochs, learningRateDecay, decayEpochs, decayFloor } = config
  if (epochs < learningRateWarmUpEpochs) return (learningRate * epochs) / learningRateWarmUpEpochs
  const done = Math.min(1, (epochs - learningRateWarmUpEpochs) / decayEpochs)
  switch (learningRateDecay) {
    case 'none':
      return learningRate
    case 'cosine':
      return learningRate * (decayFloor + (1 - decayFloor) * 0.5 * (1 + Math.cos(Math.PI * done)))
    case 'exponential':
      return learningRate * decayFloor ** done
  }
}

/** The weight of the KL term after so many epochs: linear from 0 over the warm-up (Bowman et al. 2016). */
export function klWeightAt({ klWeight, klWarmUpEpochs }: TrainingConfig, epochs: number): number {
  return epochs < klWarmUpEpochs ? (klWeight * epochs) / klWarmUpEpochs : klWeight
}

/** What the schedules say to one step. */
export interface StepSchedule {
  learningRate: number
  klWeight: number
}

/** Of a step of an epoch: a warm-up's first step has one step's worth, not nothing. */
export function scheduleAt(config: TrainingConfig, epoch: number, step: number, stepsPerEpoch: number): StepSchedule {
  const epochs = epoch - 1 + (step + 1) / stepsPerEpoch
  return { learningRate: learningRateAt(config, epochs), klWeight: klWeightAt(config, epochs) }
}
