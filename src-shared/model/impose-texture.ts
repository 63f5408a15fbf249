import { moments } from '../statistics/moments.ts'
import { blockDetails, blockMeans, joinOctave } from './haar.ts'
import { strengthOf, textureName, textureOctaves } from './texture.ts'

// A flow gives patches the texture that they are told only on average, and most of all makes bright structure too rare. So
// the skewness of their pixels and the strength of their details are imposed on them, as their mean and variance are.
// Imposing the fourth moment and the sparsity of details as well was tried: it brought higher-order spectra nearer to the
// sky's, but a classifier told such samples from sky more often.

/** Values by name; those that are missing are left as they are. */
type Texture = Readonly<Partial<Record<string, number>>>

/** How often pixels and details, which change each other, take turns. */
const rounds = 4

/** How near the skewness is to what was told when no further step is taken. */
const near = 1e-4

/** Furthest shift of pixels, and in one step. */
const furthest = { shift: 0.6, step: 0.3 } as const

/**
 * A patch with the skewness and the details that it was told, a mean of 0 and a variance of 1. Details are as told exactly,
 * the skewness nearly.
 * @param patch [size, size]; one without contrast stays so
 */
export function imposeTexture(patch: Float32Array, told: Texture, size: number): Float32Array {
  const skewness = told[textureName.skewness]
  let picture = imposeDetails(patch, told, size)
  for (let round = 0; skewness !== undefined && round < rounds; round++) {
    picture = imposeDetails(imposeSkewness(picture, skewness), told, size)
  }
  return picture
}

/** Gives each octave's details their strength, and the coarsest picture what is left of the variance. */
function imposeDetails(patch: Float32Array, told: Texture, size: number): Float32Array {
  const octaves = textureOctaves(size)
  const shapes = octaves.map((octave) => ({ size: size / 2 ** (octave - 1), channels: 1 }))
  let picture = patch
  let left = 1
  const details = octaves.map((octave, i) => {
    const found = blockDetails(picture, shapes[i])
    picture = blockMeans(picture, shapes[i])
    const { rms } = strengthOf(found)
    const wanted = told[textureName.detail(octave)] ?? rms
    // Of the three kinds of details, each a fourth of a block's sum of squares.
    left -= (3 / 4) * wanted ** 2
    return rms > 0 ? found.map((value) => (value * wanted) / rms) : found
  })
  const spread = Math.sqrt(Math.max(left, 0))
  const coarsest = standardised(picture).map((value) => value * spread)
  const joined = details.reduceRight((coarse, detail, i) => joinOctave(coarse, detail, shapes[i]), coarsest)
  return left > 0 ? joined : standardised(joined)
}

/**
 * Pixels through sinh(asinh(x) + s), standardised again (Jones & Pewsey 2009, Biometrika 96, 761), with the s that gives
 * them their skewness: Newton's method.
 */
function imposeSkewness(patch: Float32Array, skewness: number): Float32Array {
  const bent = patch.map(Math.asinh)
  let shift = 0
  for (let step = 0; step < 5; step++) {
    const { value, slope } = skewnessAt(bent, shift)
    const miss = skewness - value
    if (Math.abs(miss) < near || !(slope > 0)) break
    shift = clamp(shift + clamp(miss / slope, furthest.step), furthest.shift)
  }
  return standardised(bent.map((value) => Math.sinh(value + shift)))
}

/** Skewness of sinh(u + shift), and its derivative with respect to the shift. */
function skewnessAt(bent: Float32Array, shift: number): { value: number; slope: number } {
  const shaped = Float64Array.from(bent, (u) => Math.sinh(u + shift))
  const { mean, variance, skewness } = moments(shaped)
  const rates = shaped.map((y) => Math.sqrt(1 + y ** 2))
  const meanRate = moments(rates).mean
  let [ofSecond, ofThird] = [0, 0]
  shaped.forEach((y, i) => {
    const d = y - mean
    ofSecond += (2 * d * (rates[i] - meanRate)) / shaped.length
    ofThird += (3 * d ** 2 * (rates[i] - meanRate)) / shaped.length
  })
  return { value: skewness, slope: ofThird / variance ** 1.5 - (1.5 * skewness * ofSecond) / variance }
}

/** Values with a mean of 0 and a variance of 1; all 0 if they are the same. */
function standardised(values: Float32Array): Float32Array {
  const { mean, variance } = moments(values)
  const std = Math.sqrt(variance)
  return values.map((value) => (std > 0 ? (value - mean) / std : 0))
}

const clamp = (value: number, most: number) => Math.min(most, Math.max(-most, value))
