import type { EstimatorKind } from '../../../../src-shared/inpainting/estimator-facts.ts'

/** A number among the settings of an estimator. */
export interface NumberField {
  name: string
  label: string
  min: number
  max?: number
}

const seed: NumberField = { name: 'seed', label: 'Seed', min: 0 }
const realisations = (min: number): NumberField => ({ name: 'samples', label: 'Realisations', min, max: 1000 })

/** The numbers among an estimator's settings, for kinds that have settings. */
export const numberFields: Partial<Record<EstimatorKind, readonly NumberField[]>> = {
  wiener: [realisations(0), seed],
  map: [
    { name: 'starts', label: 'Starts', min: 1, max: 64 },
    { name: 'maxIterations', label: 'Max. iterations', min: 1, max: 10_000 },
    seed,
  ],
  flow: [realisations(2), { name: 'solverSteps', label: 'Solver steps', min: 1, max: 10_000 }, seed],
}
