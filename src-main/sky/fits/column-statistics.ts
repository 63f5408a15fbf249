/** HEALPix' mark for a pixel without a value. */
export const unseen = -1.6375e30

/** What a column holds: `count` stored values, `missing` of them without meaning, and the others' range and mean. */
export interface ColumnStatistics {
  count: number
  missing: number
  /** null if every value is missing; likewise `max` and `mean` */
  min: number | null
  max: number | null
  mean: number | null
}

/** Sums up a column that arrives in pieces. */
export interface StatisticsGatherer {
  /** Takes the next values, and replaces those that are missing by NaN. */
  add(values: Float32Array | Float64Array): void
  result(): ColumnStatistics
}

/**
 * Statistics in double precision. Missing are NaN, the infinities, UNSEEN and the map's own bad value, the latter two
 * within a relative 1e-5, as healpy has it, because they may have been rounded to single precision.
 * @param badValue the header's BAD_DATA, if any
 */
export function gatherStatistics(badValue: number | null): StatisticsGatherer {
  let count = 0
  let missing = 0
  let min = Infinity
  let max = -Infinity
  let sum = 0
  const bad = badValue ?? unseen
  const tolerance = 1e-5 * Math.abs(bad)
  const unseenFrom = unseen * (1 + 1e-5)
  const unseenTo = unseen * (1 - 1e-5)
  return {
    add(values) {
      count += values.length
      // A sum a piece keeps the rounding of a mean of many millions of values small.
      let partial = 0
      for (let i = 0; i < values.length; i++) {
        const value = values[i]
        if (
          !(value - value === 0) ||
          (value >= unseenFrom && value <= unseenTo) ||
          Math.abs(value - bad) <= tolerance
        ) {
          values[i] = NaN
          missing++
          continue
        }
        if (value < min) min = value
        if (value > max) max = value
        partial += value
      }
      sum += partial
    },
    result() {
      const present = count - missing
      if (present === 0) return { count, missing, min: null, max: null, mean: null }
      return { count, missing, min, max, mean: sum / present }
    },
  }
}
