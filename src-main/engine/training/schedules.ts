import type { TrainingConfig } from '../../../src-shared/model/configuration.ts'

/**
 * The learning rate after a whole or fractional number of epochs: a linear warm-up from 0, then a decay from its
 * maximum to `decayFloor` times it over `decayEpochs`, along half a cosine (Loshchilov & Hutter 2017, Eq. 5) or
 * exponentially.
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

/** The weight of the KL term after a number of epochs: linear from 0 over the warm-up (Bowman et al. 2016). */
export function klWeightAt({ klWeight, klWarmUpEpochs }: TrainingConfig, epochs: number): number {
  return epochs < klWarmUpEpochs ? (klWeight * epochs) / klWarmUpEpochs : klWeight
}

/**
 * The decay of the running mean of weights after a number of steps: at first the mean is young, and forgets faster than
 * the setting says.
 */
export const averagingAt = ({ averaging }: Pick<TrainingConfig, 'averaging'>, steps: number): number =>
  Math.min(averaging, steps / (steps + 10))

/** The scheduled values of one step. */
export interface StepSchedule {
  learningRate: number
  klWeight: number
  averaging: number
}

/** Values at a step of an epoch: the first step of a warm-up has one step's worth, not zero. */
export function scheduleAt(config: TrainingConfig, epoch: number, step: number, stepsPerEpoch: number): StepSchedule {
  const epochs = epoch - 1 + (step + 1) / stepsPerEpoch
  return {
    learningRate: learningRateAt(config, epochs),
    klWeight: klWeightAt(config, epochs),
    averaging: averagingAt(config, epochs * stepsPerEpoch),
  }
}
