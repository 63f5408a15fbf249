import { SkyError } from '../sky-error.ts'
import { nsideOf, orderOf } from './map.ts'
import type { MapValues, Ordering } from './map.ts'
import { ringNumbers } from './ring-numbers.ts'

/** Pixels at a time: a square of a face, whose rings stay in the processor's cache. */
const runLength = 4096

/**
 * Values in another pixel order, in a new array (or `out`) even if the order is the same.
 * @throws SkyError `nside` if the length is not 12 nside^2 with nside a power of two
 */
export function reorder<T extends MapValues>(
  values: T,
  from: Ordering,
  to: Ordering,
  out: MapValues = likeThese(values, values.length),
): T {
  if (from === to) {
    out.set(values)
    return out as T
  }
  const nside = nsideOf(values.length)
  if (nside === null || orderOf(nside) < 0)
    throw new SkyError(
      'nside',
      `${values.length} values are not a map in NESTED order, which has 12 x nside^2 with nside a power of two.`,
    )
  const numbersFrom = ringNumbers(nside)
  const numbers = new Int32Array(Math.min(values.length, runLength))
  for (let first = 0; first < values.length; first += runLength) {
    const run = numbers.subarray(0, values.length - first)
    numbersFrom(first, run)
    if (to === 'RING') for (let i = 0; i < run.length; i++) out[run[i]] = values[first + i]
    else for (let i = 0; i < run.length; i++) out[first + i] = values[run[i]]
  }
  return out as T
}

/** A new array of the same precision. */
const likeThese = (values: MapValues, length: number): MapValues =>
  values instanceof Float64Array ? new Float64Array(length) : new Float32Array(length)
