/** How values are scaled before they are standardised: their natural logarithm, or as they are. */
export type Scale = 'log' | 'linear'

/** The scale that suits a column: a logarithm where all its values are positive. @param min its least value; null without any */
export const defaultScale = ({ min }: { min: number | null }): Scale => (min !== null && min <= 0 ? 'linear' : 'log')

/** Mean and standard deviation (of all pixels, not n - 1) of the scaled values of a patch: x = z std + mean takes it back. */
export type Standard = { mean: number; std: number }

/** Why a patch can't be standardised; the first of these reasons that holds. */
export type Refusal = 'missing pixels' | 'values not above zero' | 'constant'

/**
 * Scales a patch and standardises it, (x - mean) / std, with float64 sums.
 * @param values map units; left as they were
 * @param out standardised values, same length
 * @param scaled room for the scaled values, for callers that do many patches
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
  // Rounding alone leaves a constant patch with a spread of some 1e-16 of its mean.
  if (std <= 1e-14 * Math.abs(mean)) return 'constant'
  for (let i = 0; i < count; i++) out[i] = (scaled[i] - mean) / std
  return { mean, std }
}

/** Standardised values back in map units. */
export function toMapUnits(standardised: ArrayLike<number>, { mean, std }: Standard, scale: Scale): Float32Array {
  return Float32Array.from(standardised, (z) => {
    const x = z * std + mean
    return scale === 'log' ? Math.exp(x) : x
  })
}
