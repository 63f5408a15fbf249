import type { EstimateResult, EstimatorOf, ObjectivePoint } from '../../../../src-preload/contract/estimators.ts'
import type { Blur } from '../../../../src-shared/inpainting/blur.ts'
import type { PatchNoise } from '../../../../src-shared/inpainting/patch-noise.ts'
import type { EstimatorKind } from '../../../../src-shared/inpainting/estimator-facts.ts'
import type { Channel } from '../../../../src-shared/sky/channels.ts'
import type { Engine } from '../../host/engine.ts'
import type { EstimatePictures } from '../estimate-folder.ts'

/**
 * What an estimator is given of a problem, in units in which what is seen is standardised. Pictures are [size, size, channels],
 * with the channels of a pixel beside each other.
 */
export interface Given {
  /** 0 in the hole. */
  data: Float32Array
  /** 1 = observed, 0 = hole. */
  mask: Uint8Array
  size: number
  channels: readonly Channel[]
  /** Of the data, of each channel. */
  noises: readonly PatchNoise[]
  /** What each channel is seen through; null if it is seen directly. */
  blurs: readonly (Blur | null)[]
  /** Folder of the dataset that the patch is of. */
  dataset: string
  /** Folder of the run whose model is used; null for kinds that need none. */
  run: string | null
  /** Folder of the estimate, for what only this kind writes (latents, chains). */
  folder: string
  engine: Engine
  signal?: AbortSignal
  progress(fraction: number, note: string): void
  /** A point of the objective's curve, kept in objective.csv and shown while it grows. */
  onPoint(point: ObjectivePoint): void
}

/** What an estimator makes: its pictures in the units it was given, and what only it knows of how it went. */
export type Made = Pick<EstimatePictures, 'fill'> &
  Partial<Pick<EstimatePictures, 'deviation' | 'samples'> & Pick<EstimateResult, 'model' | 'minimum' | 'chains'>>

/**
 * Estimates a patch. A new kind needs: its settings in `estimatorSchema` (src-preload/contract/estimators.ts), its facts
 * in `estimatorFacts` (src-shared/inpainting/estimator-facts.ts), its file here with such a function, its line in
 * table.ts, and its settings in the window (src-renderer/views/inpaintings/estimators) and the terminal
 * (src-main/terminal/estimator-options.ts). All checks that need no files, such as those of the model's architecture and
 * of the blur, are done before it is called; pictures are taken back to the dataset's units, compared and written after it.
 * @throws CirrusError cancelled if the signal is aborted, and others for what went wrong
 */
export type EstimatorFunction<Kind extends EstimatorKind> = (
  settings: EstimatorOf<Kind>,
  given: Given,
) => Promise<Made> | Made
