/** How values are scaled before standardisation: by the natural logarithm, not at all, or by asinh(value / softening). */
export const scaleNames = ['log', 'linear', 'asinh'] as const
export type Scale = (typeof scaleNames)[number]

/**
 * A scale with its parameter. asinh is linear for values far below its softening (in their unit), and the logarithm of
 * 2 value / softening far above; it takes any value (Lupton, Gunn & Szalay 1999).
 */
export type Scaling = { scale: Scale; softening?: number | null }

/** The scaled value. @throws never: NaN where it has none */
export const scaled = (value: number, { scale, softening }: Scaling): number =>
  scale === 'log' ? Math.log(value) : scale === 'linear' ? value : Math.asinh(value / softening!)

/** The value that was scaled. */
export const unscaled = (x: number, { scale, softening }: Scaling): number =>
  scale === 'log' ? Math.exp(x) : scale === 'linear' ? x : softening! * Math.sinh(x)

/** The formula of a scaled value. @param value its symbol */
export const scaledWords = ({ scale, softening }: Scaling, value: string): string =>
  ({ log: `log(${value})`, linear: value, asinh: `asinh(${value} / ${softening})` })[scale]

/** The formula that undoes it. @param x symbol of the scaled value */
export const unscaledWords = ({ scale, softening }: Scaling, x: string): string =>
  ({ log: `exp(${x})`, linear: x, asinh: `${softening} sinh(${x})` })[scale]

/** The change of a value with its scaled value, at this value: the factor of small errors. */
export const slopeAt = (value: number, { scale, softening }: Scaling): number =>
  scale === 'log' ? value : scale === 'linear' ? 1 : Math.hypot(value, softening!)

/** The change of a value with its standardised value, at the standardised value z: the factor of small errors of z. */
export const slopeAtStandardised = (z: number, { mean, std }: Standard, scaling: Scaling): number =>
  std * slopeAt(unscaled(z * std + mean, scaling), scaling)

/**
 * The default scale of a column: `log` if all its values are positive.
 * @param min smallest value; null if there is none
 */
export const defaultScale = ({ min }: { min: number | null }): 'log' | 'linear' =>
  min !== null && min <= 0 ? 'linear' : 'log'

/**
 * How scaled values become those of patches.npy: each patch with its own mean and standard deviation; all with those of
 * the training patches; or as they are.
 */
export const standardisations = ['patch', 'dataset', 'none'] as const
export type Standardisation = (typeof standardisations)[number]

/**
 * Mean and standard deviation (of all pixels, not n - 1) of the scaled values of a patch: x = z std + mean undoes it.
 */
export type Standard = { mean: number; std: number }

/** Why a patch can't be standardised; the first reason that applies. */
export type Refusal = 'missing pixels' | 'too few good pixels' | 'values not above zero' | 'constant'

/**
 * Scales a patch and standardises it, (x - mean) / std, with float64 sums.
 * @param values map units; not modified
 * @param out standardised values, same length
 * @param buffer for the scaled values, for callers with many patches
 */
export function standardise(
  values: Float64Array | Float32Array,
  scaling: Scaling,
  out: Float32Array,
  buffer: Float64Array = new Float64Array(values.length),
): Standard | Refusal {
  const count = values.length
  let sum = 0
  let positive = true
  for (let i = 0; i < count; i++) {
    const value = values[i]
    if (!Number.isFinite(value)) return 'missing pixels'
    if (value <= 0) positive = false
    const x = scaled(value, scaling)
    buffer[i] = x
    sum += x
  }
  if (scaling.scale === 'log' && !positive) return 'values not above zero'
  const mean = sum / count
  let squares = 0
  for (let i = 0; i < count; i++) squares += (buffer[i] - mean) ** 2
  const std = Math.sqrt(squares / count)
  // Rounding alone gives a constant patch a spread of some 1e-16 of its mean.
  if (std <= 1e-14 * Math.abs(mean)) return 'constant'
  for (let i = 0; i < count; i++) out[i] = (buffer[i] - mean) / std
  return { mean, std }
}

/** Standardised values back in map units. */
export function toMapUnits(standardised: ArrayLike<number>, { mean, std }: Standard, scaling: Scaling): Float32Array {
  const values = new Float32Array(standardised.length)
  // Not `from` with a function: it takes ten times as long, and datasets have a hundred million pixels.
  for (let i = 0; i < values.length; i++) {
    values[i] = unscaled(standardised[i] * std + mean, scaling)
  }
  return values
}
