/** 16-bit integers that represent positive values: log10 value = zero + scale * stored. */
export interface LogQuantised {
  stored: Int16Array
  scale: number
  zero: number
  nullValue: number
  /** largest |restored / value - 1| over the map */
  largestRelativeError: number
}

const lowest = -32767
const steps = 2 * 32767

/**
 * Quantises positive values on a logarithmic scale, which spends the 65,535 steps evenly on the ratio of the largest to
 * the smallest; NaN becomes the null value.
 * @throws RangeError for a value that is not above zero
 */
export function quantiseLog10(values: Float32Array): LogQuantised {
  let min = Infinity
  let max = 0
  for (const value of values) {
    if (value <= 0) throw new RangeError(`${value} has no logarithm`)
    if (value < min) min = value
    if (value > max) max = value
  }
  const scale = (Math.log10(max) - Math.log10(min)) / steps || 1
  const zero = Math.log10(min) - scale * lowest
  const stored = new Int16Array(values.length)
  const nullValue = -32768
  let largestRelativeError = 0
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i])) {
      stored[i] = nullValue
      continue
    }
    stored[i] = Math.round((Math.log10(values[i]) - zero) / scale)
    const restored = 10 ** (zero + scale * stored[i])
    largestRelativeError = Math.max(largestRelativeError, Math.abs(restored / values[i] - 1))
  }
  return { stored, scale, zero, nullValue, largestRelativeError }
}

/** The largest relative error of as many linear steps: half a step at the smallest value. */
export function linearRelativeError(min: number, max: number): number {
  return (max - min) / steps / 2 / min
}
