import { median } from '../../statistics/quantile.ts'
import type { Configuration } from '../space/index.ts'
import type { Direction, Trial } from './sampler.ts'

/** What a history says about the objective; lower values are better. */
export interface Observations {
  configurations: Configuration[]
  values: number[]
  /** Configurations whose values are not known yet. */
  pending: Configuration[]
}

/** A value this many spreads of the better half above the median means that a training diverged. */
const DIVERGED = 1e6

/**
 * Reads a history. A failed trial, or one whose value is not finite or far too large, counts as the median of the
 * measured values: this discourages sampling near it, without distorting the model if it failed by chance.
 */
export function readHistory(history: readonly Trial[], direction: Direction): Observations {
  const sign = direction === 'minimise' ? 1 : -1
  const measured: [Configuration, number][] = []
  const failed: Configuration[] = []
  const pending: Configuration[] = []
  for (const { configuration, state, value } of history) {
    if (state === 'waiting' || state === 'running' || state === 'interrupted') pending.push(configuration)
    else if (state !== 'failed' && value !== undefined && Number.isFinite(value))
      measured.push([configuration, sign * value])
    else failed.push(configuration)
  }
  if (measured.length === 0) return { configurations: [], values: [], pending }
  const { middle, spread } = middleAndSpread(measured.map(([, value]) => value))
  const sane: typeof measured = []
  for (const each of measured) {
    if (spread > 0 && each[1] - middle >= DIVERGED * spread) failed.push(each[0])
    else sane.push(each)
  }
  return {
    configurations: [...sane.map(([configuration]) => configuration), ...failed],
    values: [...sane.map(([, value]) => value), ...failed.map(() => middle)],
    pending,
  }
}

/** Values shifted and scaled to mean 0 and variance 1; all 0 if they are equal. */
export function standardise(values: readonly number[]): number[] {
  const { mean, deviation } = meanAndDeviation(values)
  return values.map((value) => (deviation > 0 ? (value - mean) / deviation : 0))
}

function meanAndDeviation(values: readonly number[]) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return { mean, deviation: Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length) }
}

/** The scale of the logarithm, in spreads of the better half. */
const SCALE = 1.5
/** Upper limit of a value, in this scale. */
const HIGHEST = 5

/**
 * Standardised values, with those above the median m compressed by a logarithm: y = m + s ln(1 + (y - m) / s), where s
 * is one and a half times the root mean square distance of the better half from m. How bad the bad ones are says little
 * about the minimum, and large values would hide the differences between good ones from the model.
 */
export function drawInWorseHalf(values: readonly number[]): number[] {
  return standardise(drawnInBy(values).drawIn)
}

/** The inverse of `drawInWorseHalf`: from its standardised values to the objective's. */
export function drawOutWorseHalf(values: readonly number[]): (standard: number) => number {
  const { drawIn, middle, scale } = drawnInBy(values)
  const { mean, deviation } = meanAndDeviation(drawIn)
  return (standard) => {
    const value = mean + deviation * standard
    return scale > 0 && value > middle ? middle + scale * Math.expm1((value - middle) / scale) : value
  }
}

function drawnInBy(values: readonly number[]) {
  const { middle, spread } = middleAndSpread(values)
  const scale = SCALE * spread
  const one = (value: number) => middle + scale * Math.min(Math.log1p((value - middle) / scale), HIGHEST)
  const drawIn = scale > 0 ? values.map((value) => (value > middle ? one(value) : value)) : values
  return { drawIn, middle, scale }
}

/** The median, and the root mean square distance of the better half from it. */
function middleAndSpread(values: readonly number[]) {
  const middle = median(values)
  const better = values.filter((value) => value <= middle)
  const spread = Math.sqrt(better.reduce((sum, value) => sum + (value - middle) ** 2, 0) / better.length)
  return { middle, spread }
}
