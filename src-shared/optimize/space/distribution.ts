import type { Distribution, ParameterValue } from './search-space.ts'

/** Number of possible values; Infinity for real numbers. */
export function levelCount(distribution: Distribution): number {
  if (distribution.kind === 'categorical') return distribution.choices.length
  const { kind, low, high, step = kind === 'int' ? 1 : undefined } = distribution
  if (low === high) return 1
  // A step of 0.1 fits ten times into 1, despite rounding.
  return step === undefined ? Infinity : Math.floor((high - low) / step + 1e-9) + 1
}

/** Value number i of a finite distribution. */
export function levelAt(distribution: Distribution, i: number): ParameterValue {
  if (distribution.kind === 'categorical') return distribution.choices[i]
  const { kind, low, step = 1 } = distribution
  return kind === 'int' ? low + i * step : Number((low + i * step).toPrecision(12))
}

/** The index of a value in a finite distribution; -1 if it is not one of its values. */
export function levelOf(distribution: Distribution, value: ParameterValue): number {
  if (distribution.kind === 'categorical') return distribution.choices.indexOf(value)
  if (typeof value !== 'number') return -1
  const { low, step = 1 } = distribution
  const i = Math.round((value - low) / step)
  const tolerance = 1e-9 * Math.max(Math.abs(value), step)
  const exists =
    i >= 0 && i < levelCount(distribution) && Math.abs(Number(levelAt(distribution, i)) - value) <= tolerance
  return exists ? i : -1
}

/** Whether a value is allowed by a distribution. */
export function hasValue(distribution: Distribution, value: ParameterValue): boolean {
  if (distribution.kind === 'categorical' || levelCount(distribution) < Infinity)
    return levelOf(distribution, value) >= 0
  return typeof value === 'number' && value >= distribution.low && value <= distribution.high
}

/**
 * Where a value lies in [0, 1]. Each of n levels is the middle of a cell of width 1 / n; on a logarithmic scale, a
 * whole number's cell extends half a unit to both sides.
 */
export function toUnit(distribution: Distribution, value: ParameterValue): number {
  const levels = levelCount(distribution)
  if (levels === 1) return 0.5
  if (distribution.kind !== 'categorical' && distribution.log) {
    const [low, high] = logEnds(distribution)
    return Math.log(Number(value) / low) / Math.log(high / low)
  }
  if (levels < Infinity) return (levelOf(distribution, value) + 0.5) / levels
  const { low, high } = distribution as Exclude<Distribution, { kind: 'categorical' }>
  return (Number(value) - low) / (high - low)
}

/** The inverse of `toUnit`: the value at u in [0, 1]. */
export function fromUnit(distribution: Distribution, u: number): ParameterValue {
  const levels = levelCount(distribution)
  if (distribution.kind !== 'categorical' && distribution.log) {
    const [low, high] = logEnds(distribution)
    const value = low * (high / low) ** u
    return clamp(distribution.kind === 'int' ? Math.round(value) : value, distribution.low, distribution.high)
  }
  if (levels < Infinity) return levelAt(distribution, clamp(Math.floor(u * levels), 0, levels - 1))
  const { low, high } = distribution as Exclude<Distribution, { kind: 'categorical' }>
  return clamp(low + u * (high - low), low, high)
}

function logEnds({ kind, low, high }: Exclude<Distribution, { kind: 'categorical' }>): [low: number, high: number] {
  return kind === 'int' ? [low - 0.5, high + 0.5] : [low, high]
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high)
}
