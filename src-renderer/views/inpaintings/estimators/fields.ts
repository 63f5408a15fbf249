import type { ChainMass, LikelihoodWidth } from '../../../../src-preload/contract/index.ts'
import type { EstimatorKind } from '../../../../src-shared/inpainting/estimator-facts.ts'

/** A number among the settings of an estimator. */
export interface NumberField {
  name: string
  label: string
  min: number
  max?: number
}

/** A setting with a few values, each with the words for it. */
export interface ChoiceField<Value extends string = string> {
  name: string
  label: string
  choices: readonly (readonly [value: Value, words: string])[]
}

const seed: NumberField = { name: 'seed', label: 'Seed', min: 0 }
const realisations = (min: number): NumberField => ({ name: 'samples', label: 'Realisations', min, max: 1000 })
const search: readonly NumberField[] = [
  { name: 'starts', label: 'Starts', min: 1, max: 64 },
  { name: 'maxIterations', label: 'Max. iterations', min: 1, max: 10_000 },
]
const width: ChoiceField<LikelihoodWidth> = {
  name: 'width',
  label: 'Width of the likelihood',
  choices: [
    ['noise', 'Noise of the data'],
    ['noise-and-decoder', 'Noise, and what the decoder leaves out'],
  ],
}

const mass: ChoiceField<ChainMass> = {
  name: 'mass',
  label: 'Mass',
  choices: [
    ['laplace', 'Precision of Laplace’s approximation'],
    ['diagonal', 'Learned for every latent'],
    ['unit', '1 for every latent'],
  ],
}

/** The settings of the kinds that have any, besides the checkpoint of a model. */
export const settingFields: Partial<Record<EstimatorKind, readonly (NumberField | ChoiceField)[]>> = {
  wiener: [
    {
      name: 'covariance',
      label: 'Covariance',
      choices: [
        ['patches', 'Of all pixels of the training patches'],
        ['stationary', 'Stationary, from their power spectrum'],
      ],
    },
    realisations(0),
    seed,
  ],
  map: [width, ...search, seed],
  laplace: [width, ...search, realisations(1), seed],
  hmc: [
    width,
    { name: 'chains', label: 'Chains', min: 2, max: 16 },
    { name: 'warmUp', label: 'Warm-up', min: 0, max: 100_000 },
    { name: 'draws', label: 'Draws of a chain', min: 4, max: 100_000 },
    { name: 'leapfrogSteps', label: 'Leapfrog steps', min: 1, max: 1000 },
    mass,
    realisations(1),
    seed,
  ],
  flow: [realisations(2), { name: 'solverSteps', label: 'Solver steps', min: 1, max: 10_000 }, seed],
}
