import type { Blur } from './blur.ts'
import { estimatorFacts, type EstimatorKind } from './estimator-facts.ts'

/** What matters of data to an estimator. */
export interface DataFacts {
  /** What each channel is seen through; null if it is seen directly. */
  blurs: readonly (Blur | null)[]
  noise: NoiseKind
  /** Pixels on a side of the patch. */
  size: number
  /** Channels of the patch. */
  channels: number
  /** Whether nothing is seen of some channel. */
  unseen: boolean
  /** Whether all of every channel is seen: there is no hole. */
  whole: boolean
}

/** Data of one channel that are seen directly with white noise, as most are; what else is known of others is given. */
export const plainData = (facts: Pick<DataFacts, 'size'> & Partial<DataFacts>): DataFacts => ({
  ...{ blurs: [], noise: 'white', channels: 1, unseen: false, whole: false },
  ...facts,
})

/** Noise with one standard deviation, with one for each pixel, or with a power spectrum. */
export type NoiseKind = 'white' | 'map' | 'spectrum'

/** Most pixels on a side of patches for which a matrix of all their pairs of pixels is decomposed: it takes seconds, and some 400 MB. */
export const mostExactSize = 64

/**
 * Which noise an estimator takes: any, as it does not use it; that of one standard deviation; or all kinds, a spectrum in
 * patches of any size or of up to `mostExactSize`.
 */
const noiseTaken = {
  mean: 'any',
  diffusion: 'any',
  biharmonic: 'any',
  wiener: 'all',
  map: 'exact',
  laplace: 'exact',
  hmc: 'exact',
  flow: 'white',
} as const satisfies Record<EstimatorKind, 'any' | 'white' | 'all' | 'exact'>

/**
 * Why an estimator can't use data, to follow its title; null if it can.
 * @param covariance of a Wiener filter: large patches take a spectrum only if it is stationary
 */
export function whyNotData(
  { kind, covariance }: { kind: EstimatorKind; covariance?: string },
  { blurs, noise, size, channels, unseen, whole }: DataFacts,
): string | null {
  const { undoes } = estimatorFacts[kind]
  if (undoes === 'neither' && blurs.some((blur) => blur !== null)) return 'can’t undo a beam or a pixel window'
  if (whole && estimatorFacts[kind].fillsAlone) return 'fills holes, and there is none'
  if (undoes === 'beam' && blurs.some((blur) => blur !== null && blur.pixelWindow !== null)) {
    return 'can’t undo a pixel window'
  }
  if (channels > 1 && kind === 'wiener') {
    const most = Math.floor(mostExactSize / Math.sqrt(channels))
    if (size > most) return `takes patches of ${channels} channels of up to ${most} px`
    if (covariance === 'stationary') return 'takes the covariance of the patches alone for several channels'
    if (noise === 'spectrum') return 'takes no noise spectrum for several channels'
  }
  if (unseen && estimatorFacts[kind].fillsAlone) return 'can’t fill a channel of which nothing is seen'
  const taken = noiseTaken[kind]
  if (noise === 'white' || taken === 'any') return null
  if (taken === 'white') return 'takes noise of one standard deviation alone'
  if (noise === 'map' || size <= mostExactSize) return null
  if (taken === 'exact') return `takes a noise spectrum for patches of up to ${mostExactSize} px`
  return covariance === 'patches'
    ? `takes a noise spectrum for patches of more than ${mostExactSize} px with the stationary covariance alone`
    : null
}
