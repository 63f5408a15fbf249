import { blockDetails, blockMeans, joinOctave } from './haar.ts'
import { strengthOf, textureName, textureOctaves } from './texture.ts'

// A flow gives patches the texture that they are told only on average, and most of all makes bright structure too rare.
// So what they were told is imposed on them, as their mean and variance are: by monotonous functions of the pixels and of
// the details of each octave, close to the identity.

/** Values by name; those that are missing are left as they are. */
type Texture = Readonly<Partial<Record<string, number>>>

/** How often pixels and details, which change each other, take turns. */
const rounds = 4

/**
 * A patch with the texture that it was told, a mean of 0 and a variance of 1. Its details have what they are told exactly
 * (but for a sparsity out of reach), its pixels nearly.
 * @param patch [size, size], with some contrast
 */
export function imposeTexture(patch: Float32Array, told: Texture, size: number): Float32Array {
  const shapesPixels = told[textureName.skewness] !== undefined || told[textureName.fourthMoment] !== undefined
  let picture = imposeDetails(patch, told, size)
  for (let round = 0; shapesPixels && round < rounds; round++) {
    picture = imposeDetails(imposeMoments(picture, told), told, size)
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
    const sparsity = told[textureName.sparsity(octave)]
    const shaped = sparsity === undefined ? found : withSparsity(found, sparsity)
    const { rms } = strengthOf(shaped)
    const wanted = told[textureName.detail(octave)] ?? rms
    // Of the three kinds of details, each a fourth of a block's sum of squares.
    left -= (3 / 4) * wanted ** 2
    return rms > 0 ? shaped.map((value) => (value * wanted) / rms) : shaped
  })
  const means = standardised(picture)
  const spread = Math.sqrt(Math.max(left, 0))
  const joined = details.reduceRight(
    (coarse, detail, i) => joinOctave(coarse, detail, shapes[i]),
    means.map((value) => value * spread),
  )
  return left > 0 ? joined : standardised(joined)
}

/** How near what is imposed is to what was told, relatively, when no further step is taken. */
const near = 1e-4

/** Details to the power that gives them a sparsity, their signs kept: Newton's method, between a half and 2. */
function withSparsity(details: Float32Array, sparsity: number): Float32Array {
  const logs = details.map((value) => (value === 0 ? -Infinity : Math.log(Math.abs(value))))
  const target = Math.log(sparsity)
  let power = 1
  for (let step = 0; step < 4; step++) {
    let [first, firstLog, second, secondLog] = [0, 0, 0, 0]
    for (const log of logs) {
      if (log === -Infinity) continue
      const value = Math.exp(power * log)
      first += value
      firstLog += value * log
      second += value * value
      secondLog += value * value * log
    }
    if (!(second > 0)) return details
    const ratio = Math.log(first / logs.length) - Math.log(second / logs.length) / 2
    const slope = firstLog / first - secondLog / second
    if (!(slope < 0) || Math.abs(ratio - target) < near) break
    power = clamp(power - (ratio - target) / slope, 0.5, 2)
  }
  if (power === 1) return details
  return details.map((value, i) => (value === 0 ? 0 : Math.sign(value) * Math.exp(power * logs[i])))
}

/** Bounds of the transformation of pixels: shift, and weight of the tails. */
const bounds = { shift: 0.6, tails: [0.7, 1.4] } as const

/**
 * Pixels through sinh(w asinh(x) + s), standardised again (Jones & Pewsey 2009, Biometrika 96, 761), with the s and w that
 * give them their skewness and fourth moment: Newton's method.
 */
function imposeMoments(patch: Float32Array, told: Texture): Float32Array {
  const bent = patch.map(Math.asinh)
  const [skewness, fourth] = [told[textureName.skewness], told[textureName.fourthMoment]]
  let [shift, tails] = [0, 1]
  for (let step = 0; step < 5; step++) {
    const { values, byShift, byTails } = momentsOf(bent, shift, tails)
    const misses = [
      skewness === undefined ? null : skewness - values[0],
      // The logarithm is nearer to a straight line.
      fourth === undefined ? null : Math.log(fourth / values[1]),
    ]
    if (misses.every((miss) => Math.abs(miss ?? 0) < near)) break
    const rates = [
      [byShift[0], byTails[0]],
      [byShift[1] / values[1], byTails[1] / values[1]],
    ]
    const [ds, dw] = newtonStep(misses, rates)
    shift = clamp(shift + clamp(ds, -0.3, 0.3), -bounds.shift, bounds.shift)
    tails = clamp(tails + clamp(dw, -0.2, 0.2), bounds.tails[0], bounds.tails[1])
  }
  return standardised(bent.map((value) => Math.sinh(tails * value + shift)))
}

/** The change of shift and tails that takes both misses, or the one that is known, to 0. */
function newtonStep([a, b]: readonly (number | null)[], rates: readonly (readonly number[])[]): [number, number] {
  const [[as, aw], [bs, bw]] = rates
  if (a !== null && b !== null) {
    const determinant = as * bw - aw * bs
    return Math.abs(determinant) > 1e-9 ? [(a * bw - b * aw) / determinant, (b * as - a * bs) / determinant] : [0, 0]
  }
  if (a !== null) return [as > 0 ? a / as : 0, 0]
  if (b !== null) return [0, bw > 0 ? b / bw : 0]
  return [0, 0]
}

/** Skewness and fourth moment of y = sinh(tails u + shift), and their derivatives. */
function momentsOf(bent: Float32Array, shift: number, tails: number) {
  const count = bent.length
  const shaped = Float64Array.from(bent, (u) => Math.sinh(tails * u + shift))
  let mean = 0
  for (const y of shaped) mean += y / count
  let [meanByShift, meanByTails] = [0, 0]
  for (let i = 0; i < count; i++) {
    const slope = Math.sqrt(1 + shaped[i] ** 2) / count
    meanByShift += slope
    meanByTails += slope * bent[i]
  }
  const central = new Float64Array(3)
  const byShift = new Float64Array(3)
  const byTails = new Float64Array(3)
  for (let i = 0; i < count; i++) {
    const d = shaped[i] - mean
    const slope = Math.sqrt(1 + shaped[i] ** 2)
    const [ofShift, ofTails] = [slope - meanByShift, slope * bent[i] - meanByTails]
    for (let k = 0, power = d / count; k < 3; k++, power *= d) {
      central[k] += power * d
      byShift[k] += (k + 2) * power * ofShift
      byTails[k] += (k + 2) * power * ofTails
    }
  }
  const [m2, m3, m4] = central
  const derivative = ([d2, d3, d4]: Float64Array) => [
    d3 / m2 ** 1.5 - (1.5 * m3 * d2) / m2 ** 2.5,
    d4 / m2 ** 2 - (2 * m4 * d2) / m2 ** 3,
  ]
  return { values: [m3 / m2 ** 1.5, m4 / m2 ** 2], byShift: derivative(byShift), byTails: derivative(byTails) }
}

/** Values with a mean of 0 and a variance of 1; all 0 if they are the same. */
function standardised(values: Float32Array): Float32Array {
  let [sum, squares] = [0, 0]
  for (const value of values) sum += value
  const mean = sum / values.length
  for (const value of values) squares += (value - mean) ** 2
  const std = Math.sqrt(squares / values.length)
  return values.map((value) => (std > 0 ? (value - mean) / std : 0))
}

const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value))
