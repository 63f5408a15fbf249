/** HEALPix's marker for a missing pixel. */
export const unseen = -1.6375e30

const unseenFrom = unseen * (1 + 1e-5)
const unseenTo = unseen * (1 - 1e-5)

/** Whether a value is UNSEEN, within a relative 1e-5, as in healpy: it may have been rounded to single precision. */
export const isUnseen = (value: number): boolean => value >= unseenFrom && value <= unseenTo

/** Statistics of a column: `count` stored values, how many of them are `missing`, and range and mean of the others. */
export interface ColumnStatistics {
  count: number
  missing: number
  /** null if every value is missing; likewise `max` and `mean` */
  min: number | null
  max: number | null
  mean: number | null
}

/** Accumulates the statistics of a column that arrives in pieces. */
export interface StatisticsGatherer {
  /** Adds the next values, replacing missing ones by NaN in place. */
  add(values: Float32Array | Float64Array): void
  result(): ColumnStatistics
}

/**
 * Statistics in double precision. Missing are NaN, the infinities, UNSEEN and the map's own bad value, the last two
 * within a relative 1e-5.
 * @param badValue the header's BAD_DATA, if it has one
 */
export function gatherStatistics(badValue: number | null): StatisticsGatherer {
  let count = 0
  let missing = 0
  let min = Infinity
  let max = -Infinity
  let sum = 0
  const bad = badValue ?? unseen
  const tolerance = 1e-5 * Math.abs(bad)

  const isMissing = (value: number) => !(value - value === 0) || isUnseen(value) || Math.abs(value - bad) <= tolerance

  const addOneByOne = (values: Float32Array | Float64Array) => {
    for (let i = 0; i < values.length; i++) {
      const value = values[i]
      if (isMissing(value)) {
        values[i] = NaN
        missing++
        continue
      }
      if (value < min) min = value
      if (value > max) max = value
      sum += value
    }
  }

  const add = (values: Float32Array | Float64Array) => {
    const block = sumUp(values)
    const mayMiss =
      !(block.sum - block.sum === 0) ||
      block.min <= unseenTo ||
      (block.min <= bad + tolerance && block.max >= bad - tolerance)
    if (mayMiss) return addOneByOne(values)
    if (block.min < min) min = block.min
    if (block.max > max) max = block.max
    sum += block.sum
  }

  return {
    add(values) {
      count += values.length
      for (let from = 0; from < values.length; from += blockSize) add(values.subarray(from, from + blockSize))
    },
    result() {
      const present = count - missing
      if (present === 0) return { count, missing, min: null, max: null, mean: null }
      return { count, missing, min, max, mean: sum / present }
    },
  }
}

const blockSize = 8192

/**
 * Range and sum of values, expecting none to be missing. Four independent sums run in parallel in the processor, where
 * a single one would wait for each addition. A NaN or an infinity shows up in the sum.
 */
function sumUp(values: Float32Array | Float64Array): { sum: number; min: number; max: number } {
  let min = Infinity
  let max = -Infinity
  let sum0 = 0
  let sum1 = 0
  let sum2 = 0
  let sum3 = 0
  const whole = values.length & ~3
  for (let i = 0; i < whole; i += 4) {
    const a = values[i]
    const b = values[i + 1]
    const c = values[i + 2]
    const d = values[i + 3]
    sum0 += a
    sum1 += b
    sum2 += c
    sum3 += d
    if (a < min) min = a
    if (a > max) max = a
    if (b < min) min = b
    if (b > max) max = b
    if (c < min) min = c
    if (c > max) max = c
    if (d < min) min = d
    if (d > max) max = d
  }
  for (let i = whole; i < values.length; i++) {
    sum0 += values[i]
    if (values[i] < min) min = values[i]
    if (values[i] > max) max = values[i]
  }
  return { sum: sum0 + sum1 + (sum2 + sum3), min, max }
}
