import type { Blur } from '../../../../src-shared/inpainting/blur.ts'
import type { PatchNoise } from '../../../../src-shared/inpainting/patch-noise.ts'

/** What a fill that needs no trained model is given, in units in which what is seen is standardised. */
interface SeenPatch {
  /** [size, size]; not read in the hole. */
  data: Float32Array
  /** [size, size], 1 = observed, 0 = hole. */
  mask: Uint8Array
  size: number
}

/** A surface over the hole of each channel; pictures are [size, size, channels]. */
export interface SurfaceTask extends SeenPatch {
  kind: 'diffusion' | 'biharmonic'
  channels: number
}

/** A Gaussian fill, with the prior of a dataset's training patches; pictures are [size, size, channels]. */
export interface WienerTask extends SeenPatch {
  kind: 'wiener'
  /** A covariance that depends on the distance between pixels only, or that of all of a patch's pixels. */
  covariance: 'stationary' | 'patches'
  /** Of the data, of each channel. */
  noises: readonly PatchNoise[]
  /** What each channel is seen through; null if it is seen directly. */
  blurs: readonly (Blur | null)[]
  /** Folder of the dataset. */
  dataset: string
  /** Number of realisations to draw, and their seed. */
  samples: number
  seed: number
}

export type FillTask = SurfaceTask | WienerTask

export interface Filled {
  /** [size, size] */
  fill: Float32Array
  /** [size, size], where it is known: NaN elsewhere. */
  deviation?: Float32Array
  /** [samples, size, size] */
  samples?: Float32Array
}

/** Told the share that is done, and with what. */
export type FillProgress = (fraction: number, note: string) => void
