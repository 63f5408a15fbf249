import { uniform, type RandomState } from '../../random/index.ts'
import { pixelsInPatch, type PixelSearch } from '../../sky/assemble/pixels-in-patch.ts'
import { dot, toVector, type Vector } from '../../sky/frames.ts'
import { npixOf } from '../../sky/healpix/map.ts'
import { RING_STRIDE, ringOf, ringTable } from '../../sky/healpix/rings.ts'
import { DEGREE } from '../../sky/position.ts'
import { tangentPlane, type TangentPlane } from '../../sky/projection/gnomonic.ts'
import { columnOf } from './column.ts'
import { drawOrientation, type OrientedFilament } from './filament.ts'
import { reach } from './paint-filament.ts'
import type { FilamentSky } from './paint-patch.ts'
import { poisson } from './poisson.ts'
import { densityOf, drawLength, lengthRanges, numberBetween } from './sizes.ts'

/** Direction of the mean magnetic field near the Sun, Galactic (Planck 2016, A&A 596, A105: l = 70, b = 24 degrees). */
const meanField = toVector(70, 24)

/** The whole sky, in square degrees. */
const skyArea = (4 * Math.PI) / DEGREE ** 2

const ranges = 24

/** Filaments between two calls of `onProgress`. */
const between = 20_000

/**
 * Paints filaments all over the sky, in a magnetic field with one mean direction: seen from all sides, it has the spectra that
 * `predictedPowers` has for patches in fields of any direction.
 * @param onProgress awaited between pieces of work; may throw to end it
 * @returns I, Q and U (HEALPix's convention), RING order, Galactic
 */
export async function paintSky(
  random: RandomState,
  { shape, sizes, beam }: FilamentSky,
  nside: number,
  onProgress: (fraction: number) => Promise<void> | void,
): Promise<{ i: Float32Array; q: Float32Array; u: Float32Array }> {
  const rings = ringTable(nside)
  const found = sums(npixOf(nside))
  const { aspect } = shape
  const groups = lengthRanges(sizes, ranges).map(({ from, to }) => ({
    ...{ from, to },
    count: poisson(random, numberBetween(from, to, sizes, aspect) * skyArea),
  }))
  const all = groups.reduce((sum, { count }) => sum + count, 0)
  let done = 0
  for (const { from, to, count } of groups)
    for (let k = 0; k < count; k++, done++) {
      if (done % between === 0) await onProgress(done / all)
      const plane = anyPlane(random)
      const filament = drawOrientation(random, shape, seenFrom(plane))
      const length = drawLength(random, from, to)
      const density = densityOf(length, sizes, aspect)
      addFilament(found, { nside, rings, band: [1, 4 * nside - 1] }, plane, {
        filament,
        length,
        of: { aspect, density, beam },
      })
    }
  return stokesOf(found, nside, rings)
}

/**
 * Intensity, and the tensor of polarisation, whose components are along the axes of space: unlike Q and U they can be added at
 * places whose meridians have other directions.
 */
interface Sums {
  intensity: Float32Array
  /** xx, xy, xz, yy, yz, zz */
  tensor: Float32Array[]
}

const sums = (pixels: number): Sums => ({
  intensity: new Float32Array(pixels),
  tensor: Array.from({ length: 6 }, () => new Float32Array(pixels)),
})

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
  { intensity, tensor }: Sums,
  search: Omit<PixelSearch, 'geometry'>,
  plane: TangentPlane,
  { filament, length, of }: Placed,
): void {
  const { peak, xx, xy, yy } = columnOf(filament, length, of)
  const width = 2 * reach * Math.sqrt(Math.max(xx, yy))
  const determinant = xx * yy - xy ** 2
  const [a, b, c] = [yy / determinant, -xy / determinant, xx / determinant]
  const { q, u } = filament
  const west = plane.east.map((value) => -value)
  const { north } = plane
  const polarisation = pairs.map(
    ([j, k]) => q * (west[j] * west[k] - north[j] * north[k]) - u * (west[j] * north[k] + north[j] * west[k]),
  )
  const isPolarised = q !== 0 || u !== 0
  pixelsInPatch({ ...search, geometry: { size: 2, width } }, plane, (pixel, column, row) => {
    const [x, y] = [(column - 0.5) * width, (row - 0.5) * width]
    const square = a * x * x + 2 * b * x * y + c * y * y
    if (square > reach ** 2) return
    const value = peak * Math.exp(-square / 2)
    intensity[pixel] += value
    if (isPolarised) for (let k = 0; k < 6; k++) tensor[k][pixel] += value * polarisation[k]
  })
}

/** Q and U along the meridian of each pixel. */
function stokesOf({ intensity, tensor }: Sums, nside: number, rings: Float64Array) {
  const [q, u] = [new Float32Array(intensity.length), new Float32Array(intensity.length)]
  for (let ring = 1; ring < 4 * nside; ring++) {
    const { start, count, offset } = ringOf(nside, ring)
    const lat = 90 - rings[RING_STRIDE * ring] / DEGREE
    for (let k = 0; k < count; k++) {
      const { east, north } = tangentPlane((360 * (k + offset)) / count, lat)
      const west = east.map((value) => -value)
      const pixel = start + k
      const along = (one: ArrayLike<number>, other: ArrayLike<number>) =>
        pairs.reduce(
          (sum, [i, j], part) =>
            sum + tensor[part][pixel] * (i === j ? one[i] * other[i] : one[i] * other[j] + one[j] * other[i]),
          0,
        )
      q[pixel] = (along(west, west) - along(north, north)) / 2
      u[pixel] = -along(west, north)
    }
  }
  return { i: intensity, q, u }
}
