import type { Frame, MapValues } from '../healpix/map.ts'
import type { ChannelsVisit } from './sample-channels.ts'

/** A map assembled from patches, in RING order. */
export interface WeightedMap {
  nside: number
  frame: Frame
  /** By channel: weighted mean of the patches at each pixel; NaN where there is none. */
  values: readonly MapValues[]
  /** Sum of their weights; 0 where there is none. */
  weights: MapValues
}

/**
 * Adds a patch's value at a pixel to the mean of the values before it. The mean is kept as it grows (West 1979, CACM 22,
 * 532), so that it is exact where all values are the same.
 */
export const addToMean =
  ({ values, weights }: { values: MapValues; weights: MapValues }) =>
  (pixel: number, value: number, weight: number): void => {
    const before = weights[pixel]
    const total = before + weight
    values[pixel] = before === 0 ? value : values[pixel] + (weight / total) * (value - values[pixel])
    weights[pixel] = total
  }

/** The same for the values of several channels. */
export const addChannelsToMean =
  ({ values, weights }: Pick<WeightedMap, 'values' | 'weights'>): ChannelsVisit =>
  (pixel, found, weight) => {
    const before = weights[pixel]
    const total = before + weight
    for (let c = 0; c < values.length; c++) {
      const mean = values[c]
      mean[pixel] = before === 0 ? found[c] : mean[pixel] + (weight / total) * (found[c] - mean[pixel])
    }
    weights[pixel] = total
  }

/**
 * Adds what a patch says of a pixel to a correction: the weighted mean of all patches.
 * @param weights their sum at each pixel, which must be complete
 */
export const addToCorrection =
  (correction: MapValues, weights: MapValues) =>
  (pixel: number, value: number, weight: number): void => {
    correction[pixel] += (weight / weights[pixel]) * value
  }

/** The same for the values of several channels. */
export const addChannelsToCorrection =
  (corrections: readonly MapValues[], weights: MapValues): ChannelsVisit =>
  (pixel, found, weight) => {
    const share = weight / weights[pixel]
    for (let c = 0; c < corrections.length; c++) corrections[c][pixel] += share * found[c]
  }
