import { scaledWords, type Scale, type Standardisation } from '../../../src-shared/sky/scale.ts'
import type { EpochMetrics } from '../../../src-preload/contract/runs.ts'
import type { TrainingConfig } from '../../../src-shared/model/configuration.ts'
import type { SpectrumRecipe } from '../../../src-shared/statistics/spectrum-recipe.ts'
import { counted } from '../../../src-shared/text/counted.ts'
import { rankNote } from '../../../src-shared/validation/rank-note.ts'
import type { ValidationResults } from '../../../src-shared/validation/results.ts'
import type {
  NearestToSample,
  ValidatedPatch,
  ValidationArray,
  ValidationPictures,
} from '../../../src-preload/contract/validations.ts'

/** Decoded points between two patches and their ends (Eq. 11), [steps + 2, size, size], standardised. */
export interface Interpolation {
  from: number
  to: number
  steps: number
  pictures: readonly Float32Array[]
}

/** A complete validation, with everything its figures show. */
export interface Validated {
  /** Id of the run. */
  run: string
  split: string
  epoch: number
  samples: number
  /** Name of the prior that samples are drawn from; null is N(0, 1). */
  prior: string | null
  /** Side of a patch in pixels and degrees, and the map's unit. */
  size: number
  width: number
  unit: string
  /** How values were scaled before standardisation. */
  scale: Scale
  softening: number | null
  standardisation: Standardisation
  /** How power spectra were measured. */
  spectra: SpectrumRecipe
  config: TrainingConfig
  metrics: readonly EpochMetrics[]
  results: ValidationResults
  /** In the order of the arrays. */
  patches: readonly ValidatedPatch[]
  /** In the order of the samples. */
  nearest: readonly NearestToSample[]
  /** Null if the run's checkpoint is no longer the one that was validated. */
  interpolation: Interpolation | null
  /** An array of the contract, row-major; null if there is none (such as a covariance of too many latents). */
  array(name: ValidationArray): Promise<Float32Array | null>
  /** Some pictures of a kind, standardised. */
  pictures(name: ValidationPictures, places: readonly number[]): Promise<Float32Array[]>
}

/** "339 test patches of 8° × 8°, 256 px": the subject of all figures. */
export const subjectOf = ({ patches, split, width, size }: Validated) =>
  `${counted(patches.length, `${split} patch`, `${split} patches`)} of ${width}° × ${width}° (${size} px)`

/** How its pictures lie, as the beginning of a sentence; patches made elsewhere may not be on the sky. */
export const directionsOf = ({ patches }: Pick<Validated, 'patches'>) =>
  patches.some(({ lon, rotation }) => lon === null || rotation) ? 'Row 0 at the bottom; ' : 'North up, east left; '

/** The definition of a standardised value, for captions. */
export const standardisedOf = (of: Pick<Validated, 'scale' | 'softening' | 'standardisation'>) => {
  const value = of.scale === 'log' ? 'ln I' : scaledWords(of, 'I')
  if (of.standardisation === 'none') return `scaled values, ${value}, as the model sees them (std)`
  return of.standardisation === 'patch'
    ? `standardised units, ${value} of each patch minus its mean, over its standard deviation (std)`
    : `standardised units, ${value} minus the mean of the training patches, over their standard deviation (std)`
}

/** `rankNote` as the last sentence of a caption. */
export const rankSentence = ({ results }: Pick<Validated, 'results'>) => {
  const note = rankNote(results)
  return note === '' ? '' : ` ${note}`
}
