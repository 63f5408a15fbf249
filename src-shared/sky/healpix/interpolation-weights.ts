import { ringAbove, ringColatitude, ringOf } from './rings.ts'
import { DEGREE, wrapLongitude } from '../position.ts'

/** Four RING pixels around a position and their weights, which add up to 1. */
export type Neighbours = {
  pixels: [number, number, number, number]
  weights: [number, number, number, number]
}

/**
 * Bilinear weights of a position (degrees): linear in longitude on the rings above and below it, then linear in
 * colatitude between them; north of the first and south of the last ring, the pole is the mean of its four pixels. Same
 * rule as HEALPix's `get_interpol`.
 */
export function interpolationWeights(nside: number, lon: number, lat: number): Neighbours {
  const colatitude = (90 - lat) * DEGREE
  const above = ringAbove(nside, Math.sin(lat * DEGREE))
  const below = above + 1
  if (above === 0) {
    const { pixels, weights } = onRing(nside, below, lon)
    const share = colatitude / ringColatitude(nside, below)
    const pole = (1 - share) / 4
    return {
      pixels: [(pixels[0] + 2) % 4, (pixels[1] + 2) % 4, pixels[0], pixels[1]],
      weights: [pole, pole, weights[0] * share + pole, weights[1] * share + pole],
    }
  }
  const north = onRing(nside, above, lon)
  const start = ringColatitude(nside, above)
  if (below === 4 * nside) {
    const share = (Math.PI - colatitude) / (Math.PI - start)
    const pole = (1 - share) / 4
    const first = 12 * nside * nside - 4
    const opposite = (pixel: number) => first + ((pixel - first + 2) % 4)
    return {
      pixels: [...north.pixels, opposite(north.pixels[0]), opposite(north.pixels[1])],
      weights: [north.weights[0] * share + pole, north.weights[1] * share + pole, pole, pole],
    }
  }
  const south = onRing(nside, below, lon)
  const share = (colatitude - start) / (ringColatitude(nside, below) - start)
  return {
    pixels: [...north.pixels, ...south.pixels],
    weights: [
      north.weights[0] * (1 - share),
      north.weights[1] * (1 - share),
      south.weights[0] * share,
      south.weights[1] * share,
    ],
  }
}

/** The two pixels of a ring on either side of a longitude, with linear weights. */
function onRing(nside: number, ring: number, lon: number): { pixels: [number, number]; weights: [number, number] } {
  const { start, count, offset } = ringOf(nside, ring)
  const along = (wrapLongitude(lon) * count) / 360 - offset
  const west = Math.floor(along)
  const share = along - west
  return {
    pixels: [start + ((west + count) % count), start + ((west + 1) % count)],
    weights: [1 - share, share],
  }
}
