import { placeIn, type PixelList } from '../../../src-shared/sky/healpix/pixel-list.ts'
import { firstSample, type PatchPixels } from './patch-pixels-of-holes.ts'

/** What all patches say together of the pixels of the holes, in their order. */
export interface BlendedHoles {
  means: Float64Array
  /** NaN where it is not known. */
  deviations: Float64Array
  /** Realisations, as many as were asked for. */
  realisations: Float64Array[]
}

/**
 * Blends what patches say of pixels that several of them cover. With weights w_i of sum 1, the mean is sum w_i m_i. What
 * patches draw is independent, and a mean of draws would be too smooth; departures from the means are blended to
 * sum w_i (s_i - m_i) / sqrt(sum w_i^2), which keeps their variance: that is sum w_i^2 v_i / sum w_i^2.
 * @param patches read twice
 */
export async function blendPatches(
  patches: () => AsyncIterable<PatchPixels>,
  holes: PixelList,
  realisations: number,
): Promise<BlendedHoles> {
  const count = holes.pixels.length
  const [weights, squares, means] = [new Float64Array(count), new Float64Array(count), new Float64Array(count)]
  for await (const patch of patches()) {
    eachPixel(patch, holes, (place, row) => {
      const [weight, mean] = [row(1), row(2)]
      weights[place] += weight
      squares[place] += weight * weight
      means[place] += weight * mean
    })
  }
  for (let i = 0; i < count; i++) means[i] /= weights[i]
  const variances = new Float64Array(count)
  const drawn = Array.from({ length: realisations }, () => means.slice())
  for await (const patch of patches()) {
    eachPixel(patch, holes, (place, row) => {
      const [weight, mean, deviation] = [row(1), row(2), row(3)]
      variances[place] += (weight * deviation) ** 2 / squares[place]
      const share = weight / Math.sqrt(squares[place])
      for (let k = 0; k < realisations; k++) drawn[k][place] += share * (row(firstSample + k) - mean)
    })
  }
  return { means, deviations: variances.map(Math.sqrt), realisations: drawn }
}

function eachPixel(
  { values, rows }: PatchPixels,
  holes: PixelList,
  visit: (place: number, row: (row: number) => number) => void,
): void {
  const pixels = values.length / rows
  for (let i = 0; i < pixels; i++) {
    const place = placeIn(holes, values[i])
    if (place >= 0) visit(place, (row) => values[row * pixels + i])
  }
}
