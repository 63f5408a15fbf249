import type { TrainingConfig } from './configuration.ts'
import { detailKinds } from './haar.ts'

// A flow from coarse to fine draws a patch's coarsest picture, and then octave by octave the details of Haar's wavelets
// that double its resolution, given the picture so far (the idea of Wavelet Flow: Yu et al. 2020, arXiv:2010.13821).

type Octaves = Pick<TrainingConfig, 'architecture' | 'size' | 'channels' | 'octaves'>

/** Pixels on a side of the coarsest picture. */
export const coarsestSize = ({ size, octaves }: Pick<Octaves, 'size' | 'octaves'>) => size / 2 ** octaves

/** What one flow of a chain makes: [side, side, channels] numbers, of variance 1. */
export interface Level {
  /** 0 for the coarsest picture, else the octave. */
  octave: number
  side: number
  channels: number
}

/** The flows of a model in the order in which they draw; one alone without octaves. */
export const levelsOf = (config: Pick<Octaves, 'size' | 'channels' | 'octaves'>): Level[] =>
  Array.from({ length: config.octaves + 1 }, (_, octave) => ({
    octave,
    side: octave === 0 ? coarsestSize(config) : coarsestSize(config) * 2 ** (octave - 1),
    channels: octave === 0 ? config.channels : detailKinds * config.channels,
  }))

/** Numbers of a level of a patch. */
export const levelLength = ({ side, channels }: Level) => side ** 2 * channels

/** Places on a side of the crops that an octave is trained on. */
export const cropSide = ({ side }: Pick<Level, 'side'>, { octaveCrop }: Pick<TrainingConfig, 'octaveCrop'>) =>
  Math.min(side, octaveCrop)

/**
 * Size of the coarsest picture that octaves are chosen for: most of a network's work is at its finest resolution, and a
 * step from 16 to 64 px takes two fifths of one at 64 px. And most octaves.
 */
const usual = { coarsest: 16, octaves: 4 }

/** Octaves of patches of a size for which none were named. */
export function usualOctaves(size: number, { encoderFilters }: Pick<TrainingConfig, 'encoderFilters'>): number {
  const step = 2 ** (encoderFilters.length - 1)
  let octaves = 0
  const isTooFine = () => size / 2 ** octaves > usual.coarsest && octaves < usual.octaves
  while (isTooFine() && (size / 2 ** (octaves + 1)) % step === 0) octaves++
  return octaves
}

/** The setting that makes octaves and patches incompatible, and why; null if they fit. */
export function octaveMisfit(
  config: Octaves & Pick<TrainingConfig, 'space' | 'encoderFilters' | 'octaveFilters' | 'octaveCrop'>,
): { field: 'octaves' | 'octaveFilters' | 'octaveCrop'; reason: string } | null {
  const { octaves, space, size, encoderFilters, octaveFilters, octaveCrop } = config
  if (octaves === 0) return null
  if (space === 'latents') return { field: 'octaves', reason: 'only a flow on patches has octaves, not one on latents' }
  const multiple = 2 ** (octaves + encoderFilters.length - 1)
  if (size % multiple !== 0) {
    const reason = `${octaves} of them and ${encoderFilters.length} resolutions need a multiple of ${multiple} px; the patches have ${size}`
    return { field: 'octaves', reason }
  }
  const step = 2 ** (octaveFilters.length - 1)
  const wrong = levelsOf(config)
    .slice(1)
    .map((level) => cropSide(level, config))
    .find((side) => side % step !== 0)
  if (wrong === undefined) return null
  const field = wrong === octaveCrop ? ('octaveCrop' as const) : ('octaveFilters' as const)
  return { field, reason: `${octaveFilters.length} resolutions need a multiple of ${step} places; there are ${wrong}` }
}

/**
 * ln of the determinant of the map from a patch to the numbers of its levels: what a patch's ln p has beyond the sum of
 * its levels'. Haar's wavelets are orthonormal but for the means, which are half of theirs; subtracting from details what
 * interpolates means doesn't change the determinant.
 * @param scales of each octave, by which details are divided, [3 channels]
 */
export function logDeterminant(
  config: Pick<Octaves, 'size' | 'channels' | 'octaves'>,
  scales: readonly ArrayLike<number>[],
): number {
  return levelsOf(config)
    .slice(1)
    .reduce((sum, { side }, i) => {
      const logScales = Array.from(scales[i]).reduce((total, scale) => total + Math.log(scale), 0)
      return sum - side ** 2 * (config.channels * Math.LN2 + logScales)
    }, 0)
}
