import { uniform, type RandomState } from '../../random/index.ts'
import { pixelsInPatch, type PixelSearch } from '../../sky/assemble/pixels-in-patch.ts'
import { dot, toVector, type Vector } from '../../sky/frames.ts'
import { RING_STRIDE, ringAbove, ringOf, ringTable } from '../../sky/healpix/rings.ts'
import { DEGREE } from '../../sky/position.ts'
import { skyArea } from '../../sky/sky-circle.ts'
import { tangentPlane, type TangentPlane } from '../../sky/projection/gnomonic.ts'
import { columnOf } from './column.ts'
import { drawOrientation, type OrientedFilament } from './filament.ts'
import { reach } from './paint-filament.ts'
import type { FilamentSky } from './paint-patch.ts'
import { poisson } from './poisson.ts'
import { densityOf, drawLength, lengthRanges, numberBetween } from './sizes.ts'

/** Direction of the mean magnetic field near the Sun, Galactic (Planck 2016, A&A 596, A105: l = 70, b = 24 degrees). */
const meanField = toVector(70, 24)

const ranges = 24

/** Filaments between two steps. */
const perStep = 20_000

/** I, Q and U (HEALPix's convention), RING order, Galactic. */
export interface StokesMap {
  i: Float32Array
  q: Float32Array
  u: Float32Array
}

/** First and last ring. */
export type RingBand = readonly [first: number, last: number]

/** Divides the rings into bands of about the same area, from north to south. */
export function bandsOf(nside: number, count: number): RingBand[] {
  const ends = Array.from({ length: count + 1 }, (_, k) =>
    k === count ? 4 * nside - 1 : ringAbove(nside, 1 - (2 * k) / count),
  )
  return ends.slice(1).map((end, k) => [ends[k] + 1, end])
}

/**
 * Paints filaments all over the sky, in a magnetic field with one mean direction: seen from all sides, it has the spectra that
 * `predictedPowers` has for patches in fields of any direction. Bands of rings may be painted apart: with the same random
 * numbers, each becomes what it is in a sky painted at once.
 * @param map zeros, of which the pixels of the band become those of the sky
 * @returns steps, which yield the done fraction
 */
export function* paintSky(
  random: RandomState,
  { shape, sizes, beam }: FilamentSky,
  { nside, band, map }: { nside: number; band: RingBand; map: StokesMap },
): Generator<number, void, undefined> {
  const rings = ringTable(nside)
  const found = sumsOf(nside, band, map.i)
  const { aspect } = shape
  const groups = lengthRanges(sizes, ranges).map(({ from, to }) => ({
    ...{ from, to },
    count: poisson(random, numberBetween(from, to, sizes, aspect) * skyArea),
  }))
  const all = groups.reduce((sum, { count }) => sum + count, 0)
  let done = 0
  for (const { from, to, count } of groups)
    for (let k = 0; k < count; k++, done++) {
      if (done % perStep === 0) yield done / all
      const plane = anyPlane(random)
      const filament = drawOrientation(random, shape, seenFrom(plane))
      const length = drawLength(random, from, to)
      const density = densityOf(length, sizes, aspect)
      addFilament(found, { nside, rings, band }, plane, { filament, length, of: { aspect, density, beam } })
    }
  writeStokes(found, { nside, rings, band }, map)
}

/**
 * Intensity, and the tensor of polarisation, whose components are along the axes of space: unlike Q and U they can be added at
 * places whose meridians have other directions.
 */
interface Sums {
  intensity: Float32Array
  /** xx, xy, xz, yy, yz, zz of the pixels of the band, the first of which is number `start`. */
  tensor: Float32Array[]
  start: number
}

function sumsOf(nside: number, [first, last]: RingBand, intensity: Float32Array): Sums {
  const [{ start }, end] = [ringOf(nside, first), ringOf(nside, last)]
  const pixels = end.start + end.count - start
  return { intensity, start, tensor: Array.from({ length: 6 }, () => new Float32Array(pixels)) }
}

/** Places of two components in a tensor. */
const pairs = [
  [0, 0],
  [0, 1],
  [0, 2],
  [1, 1],
  [1, 2],
  [2, 2],
] as const

function anyPlane(random: RandomState): TangentPlane {
  const height = 2 * uniform(random) - 1
  return tangentPlane(360 * uniform(random), Math.asin(height) / DEGREE)
}

type BandSearch = Omit<PixelSearch, 'geometry' | 'within'>

/** The mean field at a place: towards the west, the north, and along the line of sight. */
const seenFrom = ({ centre, east, north }: TangentPlane): Vector => [
  -dot(east, meanField),
  dot(north, meanField),
  dot(centre, meanField),
]

interface Placed {
  filament: OrientedFilament
  /** Degrees. */
  length: number
  of: Parameters<typeof columnOf>[2]
}

function addFilament(
  { intensity, tensor, start }: Sums,
  search: BandSearch,
  plane: TangentPlane,
  { filament, length, of }: Placed,
): void {
  const { peak, xx, xy, yy } = columnOf(filament, length, of)
  // Its standard deviation along the longer axis of the ellipse that is seen.
  const longest = Math.sqrt((xx + yy + Math.hypot(xx - yy, 2 * xy)) / 2)
  const within = reach * longest
  if (!reaches(plane, within, search)) return
  const width = 2 * within
  const determinant = xx * yy - xy ** 2
  const [a, b, c] = [yy / determinant, -xy / determinant, xx / determinant]
  const { q, u } = filament
  const west = plane.east.map((value) => -value)
  const { north } = plane
  const polarisation = pairs.map(
    ([j, k]) => q * (west[j] * west[k] - north[j] * north[k]) - u * (west[j] * north[k] + north[j] * west[k]),
  )
  const isPolarised = q !== 0 || u !== 0
  pixelsInPatch({ ...search, within, geometry: { size: 2, width } }, plane, (pixel, column, row) => {
    const [x, y] = [(column - 0.5) * width, (row - 0.5) * width]
    const square = a * x * x + 2 * b * x * y + c * y * y
    if (square > reach ** 2) return
    const value = peak * Math.exp(-square / 2)
    intensity[pixel] += value
    if (isPolarised) for (let k = 0; k < 6; k++) tensor[k][pixel - start] += value * polarisation[k]
  })
}

/** Whether a disc about a place, its radius in degrees of the plane, may have pixels of a band. */
function reaches({ centre }: TangentPlane, within: number, { rings, band: [first, last] }: BandSearch): boolean {
  const [colatitude, radius] = [Math.acos(Math.max(-1, Math.min(1, centre[2]))), Math.atan(within * DEGREE)]
  return colatitude + radius >= rings[RING_STRIDE * first] && colatitude - radius <= rings[RING_STRIDE * last]
}

/** Q and U along the meridian of each pixel of a band. */
function writeStokes(
  { tensor, start: before }: Sums,
  { nside, rings, band: [first, last] }: BandSearch,
  { q, u }: StokesMap,
) {
  for (let ring = first; ring <= last; ring++) {
    const { start, count, offset } = ringOf(nside, ring)
    const lat = 90 - rings[RING_STRIDE * ring] / DEGREE
    for (let k = 0; k < count; k++) {
      const { east, north } = tangentPlane((360 * (k + offset)) / count, lat)
      const west = east.map((value) => -value)
      const pixel = start + k
      const along = (one: ArrayLike<number>, other: ArrayLike<number>) =>
        pairs.reduce(
          (sum, [i, j], part) =>
            sum + tensor[part][pixel - before] * (i === j ? one[i] * other[i] : one[i] * other[j] + one[j] * other[i]),
          0,
        )
      q[pixel] = (along(west, west) - along(north, north)) / 2
      u[pixel] = -along(west, north)
    }
  }
}
