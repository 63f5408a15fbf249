import { apodise } from '../statistics/apodise.ts'
import { createSpectrumEstimator, type SpectrumEstimator } from '../statistics/flat-sky-spectrum.ts'
import { compareSamples } from '../statistics/kolmogorov-smirnov.ts'
import { evenThresholds, minkowskiFunctionals } from '../statistics/minkowski-functionals.ts'

/** What a picture has in a hole, in its unit; compared with the truth by `compareInHole`. */
export interface HoleMeasures {
  /** Sum of squares of the steps from pixel to pixel, both in the hole. */
  steps: number
  /** Sum of squares of the steps over the hole's border. */
  seam: number
  /** Length of the contours at thresholds from -3 to 5 standard deviations, summed: V1 up to a factor. */
  contours: number
  /** Power in each of three bands, from a third to a twentieth of the patch's side; null if the hole is too small. */
  powers: Float64Array | null
}

/** How a picture differs from the truth in a hole; ratios are 1 and the distance 0 if it does not. */
export interface HoleComparison {
  /** Root mean square step from pixel to pixel, over that of the truth: gradient strength. */
  gradient: number | null
  /** The same over the border of the hole: a seam is above 1. */
  seam: number | null
  /** Length of the contours over that of the truth: the Minkowski functional V1. */
  contours: number | null
  /** Power over that of the truth, geometric mean of three bands. */
  power: number | null
  /** Kolmogorov-Smirnov distance of the values. */
  histogram: number
}

/** Waves along the side of a patch where the bands begin and end. */
const waves = [3, 6, 12, 20]
const thresholds = evenThresholds()

/**
 * Measures pictures [size, size] in one hole.
 * @param mask 1 = observed, 0 = hole; pixels of the hole at the border of the patch have no step beyond it
 */
export function createHoleMeasures(mask: ArrayLike<number>, size: number) {
  const hole = Float64Array.from({ length: mask.length }, (_, i) => 1 - mask[i])
  const spectrum = spectrumIn(hole, size)
  return {
    /** @param picture filled: the data where observed */
    of: (picture: ArrayLike<number>): HoleMeasures => ({
      ...stepsOf(picture, hole, size),
      contours: contoursOf(picture, hole, size),
      powers: spectrum && spectrum.spectrum(Float64Array.from(picture)),
    }),
    values: (picture: ArrayLike<number>) => Float64Array.from(picture).filter((_, i) => hole[i] === 1),
  }
}

/** Compares a filled picture with the truth in a hole. */
export function compareInHole(
  truth: ArrayLike<number>,
  picture: ArrayLike<number>,
  mask: ArrayLike<number>,
  size: number,
): HoleComparison {
  const measures = createHoleMeasures(mask, size)
  const [own, wanted] = [measures.of(picture), measures.of(truth)]
  return {
    gradient: ratio(Math.sqrt(own.steps), Math.sqrt(wanted.steps)),
    seam: ratio(Math.sqrt(own.seam), Math.sqrt(wanted.seam)),
    contours: ratio(own.contours, wanted.contours),
    power: own.powers && wanted.powers && meanRatio(own.powers, wanted.powers),
    histogram: compareSamples(measures.values(truth), measures.values(picture)).distance,
  }
}

const ratio = (value: number, of: number) => (of > 0 ? value / of : null)

/** Null if a power is not positive, as decoupling can make it in a small hole. */
function meanRatio(powers: Float64Array, of: Float64Array): number | null {
  const logs = powers.map((power, band) => Math.log(power / of[band]))
  const mean = logs.reduce((sum, value) => sum + value, 0) / logs.length
  return Number.isFinite(mean) && powers.every((power) => power > 0) ? Math.exp(mean) : null
}

function stepsOf(picture: ArrayLike<number>, hole: Float64Array, size: number): Pick<HoleMeasures, 'steps' | 'seam'> {
  const found = { steps: 0, seam: 0 }
  const step = (from: number, to: number) => {
    const within = hole[from] + hole[to]
    if (within === 0) return
    found[within === 2 ? 'steps' : 'seam'] += (picture[to] - picture[from]) ** 2
  }
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const at = row * size + column
      if (column + 1 < size) step(at, at + 1)
      if (row + 1 < size) step(at, at + size)
    }
  }
  return found
}

function contoursOf(picture: ArrayLike<number>, hole: Float64Array, size: number): number {
  const within = hole.map((inside, i) => (inside === 1 ? picture[i] : NaN))
  try {
    return minkowskiFunctionals(within, size, size, thresholds).v1.reduce((sum, length) => sum + length, 0)
  } catch (error) {
    // A hole without four neighbouring pixels has no contours.
    if (error instanceof RangeError) return 0
    throw error
  }
}

/** The spectrum of what is in a hole, whose border is tapered; null if the bands can't be told apart in it. */
function spectrumIn(hole: Float64Array, size: number): SpectrumEstimator | null {
  // On a patch of side 2 pi, multipoles are waves along the side.
  const patch = { rows: size, columns: size, lx: 2 * Math.PI, ly: 2 * Math.PI }
  const bands = waves.slice(1).map((to, i) => ({ from: waves[i], to }))
  const mask = apodise(hole, size, size, { length: size / 16, pixel: 1 })
  if (2 * waves[waves.length - 1] > size || hole.reduce((sum, one) => sum + one, 0) < (size / 6) ** 2) return null
  try {
    return createSpectrumEstimator(patch, mask, bands)
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}
