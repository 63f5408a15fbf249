/** How values are scaled before standardisation: by the natural logarithm, or not at all. */
export type Scale = 'log' | 'linear'

/**
 * The default scale of a column: `log` if all its values are positive.
 * @param min smallest value; null if there is none
 */
export const defaultScale = ({ min }: { min: number | null }): Scale => (min !== null && min <= 0 ? 'linear' : 'log')

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
 * @param scaled buffer for the scaled values, for callers with many patches
 */
export function standardise(
  values: Float64Array | Float32Array,
  scale: Scale,
  out: Float32Array,
  scaled: Float64Array = new Float64Array(values.length),
): Standard | Refusal {
  const count = values.length
  let sum = 0
  let positive = true
  for (let i = 0; i < count; i++) {
    const value = values[i]
    if (!Number.isFinite(value)) return 'missing pixels'
    if (value <= 0) positive = false
    const x = scale === 'log' ? Math.log(value) : value
    scaled[i] = x
    sum += x
  }
  if (scale === 'log' && !positive) return 'values not above zero'
  const mean = sum / count
  let squares = 0
  for (let i = 0; i < count; i++) squares += (scaled[i] - mean) ** 2
  const std = Math.sqrt(squares / count)
  // Rounding alone gives a constant patch a spread of some 1e-16 of its mean.
  if (std <= 1e-14 * Math.abs(mean)) return 'constant'
  for (let i = 0; i < count; i++) out[i] = (scaled[i] - mean) / std
  return { mean, std }
}

/** Standardised values back in map units. */
export function toMapUnits(standardised: ArrayLike<number>, { mean, std }: Standard, scale: Scale): Float32Array {
  const values = new Float32Array(standardised.length)
  // Not `from` with a function: it takes ten times as long, and datasets have a hundred million pixels.
  for (let i = 0; i < values.length; i++) {
    const x = standardised[i] * std + mean
    values[i] = scale === 'log' ? Math.exp(x) : x
  }
  return values
}
