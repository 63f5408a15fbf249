import type { MapValues } from '../healpix/map.ts'
import { ringOf, RING_STRIDE } from '../healpix/rings.ts'
import { stokesTurn } from '../parallel-transport.ts'
import type { TangentPlane } from '../projection/gnomonic.ts'
import { samplePatch, type PatchSampling } from './sample-patch.ts'

/** The values of all channels at a pixel, with Q and U on the map's axes there, and their weight. */
export type ChannelsVisit = (pixel: number, values: Float64Array, weight: number) => void

/**
 * Prepares the visits of `samplePatch` for patches of several channels, the last two of which are Q and U. These are
 * interpolated on the patch's axes, which are parallel over all of it, and then turned to the map's at the pixel: near
 * a pole of the map the meridians of neighbouring pixels point in different directions.
 * @param pixels the largest number of map pixels in a patch to make room for at first; it grows
 */
export function channelsSampler(sampling: PatchSampling, channels: number, pixels = 1024) {
  const { nside, rings } = sampling
  let visited = new Float64Array(pixels)
  let samples = new Float64Array(pixels * (channels + 1))
  const found = new Float64Array(channels)
  const turn = new Float64Array(2)

  const grow = () => {
    ;[visited, samples] = [grown(visited), grown(samples)]
  }

  /**
   * Visits the pixels where all channels have a value.
   * @param patches one for each channel, NaN where one is missing; changed: NaN in all where it is in one
   */
  return (patches: readonly MapValues[], plane: TangentPlane, visit: ChannelsVisit): void => {
    shareHoles(patches)
    let count = 0
    patches.forEach((patch, channel) => {
      count = 0
      // All channels have the same holes, so that each pass visits the same pixels in the same order.
      samplePatch(sampling, patch, plane, (pixel, value, weight) => {
        if (count === visited.length) grow()
        visited[count] = pixel
        samples[count * (channels + 1) + channel] = value
        samples[count * (channels + 1) + channels] = weight
        count++
      })
    })
    let [start, length, radius, z, perRadian, offset] = [0, 0, 0, 0, 0, 0]
    for (let k = 0, at = 0; k < count; k++, at += channels + 1) {
      const pixel = visited[k]
      if (pixel < start || pixel >= start + length) {
        const ring = ringOfPixel(nside, pixel)
        ;({ start, count: length } = ringOf(nside, ring))
        const colatitude = rings[ring * RING_STRIDE]
        ;[radius, z] = [Math.sin(colatitude), Math.cos(colatitude)]
        ;[perRadian, offset] = [rings[ring * RING_STRIDE + 1], rings[ring * RING_STRIDE + 2]]
      }
      const longitude = (pixel - start + offset) / perRadian
      stokesTurn(plane, radius * Math.cos(longitude), radius * Math.sin(longitude), z, turn)
      for (let c = 0; c < channels - 2; c++) found[c] = samples[at + c]
      const [q, u] = [samples[at + channels - 2], samples[at + channels - 1]]
      found[channels - 2] = q * turn[0] + u * turn[1]
      found[channels - 1] = u * turn[0] - q * turn[1]
      visit(pixel, found, samples[at + channels])
    }
  }
}

function grown(values: Float64Array): Float64Array<ArrayBuffer> {
  const more = new Float64Array(2 * values.length)
  more.set(values)
  return more
}

function shareHoles(patches: readonly MapValues[]): void {
  for (let i = 0; i < patches[0].length; i++)
    if (patches.some((patch) => Number.isNaN(patch[i]))) for (const patch of patches) patch[i] = NaN
}

/** The ring of a RING pixel, from 1 (Gorski et al. 2005, Sec. 4.1). */
export function ringOfPixel(nside: number, pixel: number): number {
  const last = 12 * nside * nside - 1
  const cap = 2 * nside * (nside - 1)
  if (pixel >= cap && last - pixel >= cap) return nside + Math.floor((pixel - cap) / (4 * nside))
  const north = Math.min(pixel, last - pixel)
  let ring = Math.floor((1 + Math.sqrt(1 + 2 * north)) / 2)
  if (2 * ring * (ring - 1) > north) ring--
  if (2 * ring * (ring + 1) <= north) ring++
  return pixel < cap ? ring : 4 * nside - ring
}
