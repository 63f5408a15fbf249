import { describe, expect, it } from 'vitest'
import { samplePatch } from '../../../../src-shared/sky/assemble/sample-patch.ts'
import { sideWeights } from '../../../../src-shared/sky/assemble/side-weights.ts'
import { addToCorrection, addToMean } from '../../../../src-shared/sky/assemble/weighted-map.ts'
import { dot, toVector } from '../../../../src-shared/sky/frames.ts'
import { npixOf, type Frame } from '../../../../src-shared/sky/healpix/map.ts'
import { pix2angRing } from '../../../../src-shared/sky/healpix/pix2ang.ts'
import { ringTable } from '../../../../src-shared/sky/healpix/rings.ts'
import { gnomonic, tangentPlane } from '../../../../src-shared/sky/projection/gnomonic.ts'
import { patchPixels, pixelOffset, pixelWidth } from '../../../../src-shared/sky/projection/patch-pixels.ts'
import reference from '../../../reference/assemble.json' with { type: 'json' }

type Pixel = (row: number, column: number) => number

/** A patch of a function of its rows and columns. */
const made = (size: number, value: Pixel) =>
  Float64Array.from({ length: size * size }, (_, i) => value(Math.floor(i / size), i % size))

const emptyMap = (nside: number) => ({
  values: new Float64Array(npixOf(nside)).fill(NaN),
  weights: new Float64Array(npixOf(nside)),
})

const samplingOf = (nside: number, size: number, width: number) => ({
  nside,
  rings: ringTable(nside),
  geometry: { size, width },
  side: sideWeights(size),
  band: [1, 4 * nside - 1] as const,
})

/** A map of one patch. */
function mapOf(nside: number, [lon, lat]: [number, number], width: number, patch: Float64Array, frame: Frame = 'G') {
  const map = emptyMap(nside)
  const sampling = samplingOf(nside, Math.sqrt(patch.length), width)
  samplePatch(sampling, patch, tangentPlane(lon, lat, frame), addToMean(map))
  return map
}

const places: [number, number][] = [
  [0, 0],
  [359.9, 30],
  [123, 90],
  [0, -90],
  [77, -88],
  [45, 41.8],
]

describe('weights along a side', () => {
  it('are those of von Hann: 0 at the ends, 1 in the middle, (1 + cos) / 2 between', () => {
    const weights = sideWeights(9)
    expect(weights[4]).toBe(1)
    ;[0, 1, 2, 3, 4, 5, 6, 7, 8].forEach((i) =>
      expect(weights[i]).toBeCloseTo((1 + Math.cos((Math.PI * (i - 4)) / 4)) / 2, 14),
    )
  })
  it('add up to 1 where patches overlap by half', () => {
    const weights = sideWeights(17)
    for (let i = 0; i <= 8; i++) expect(weights[i] + weights[i + 8]).toBeCloseTo(1, 14)
  })
})

describe('a patch on the sphere', () => {
  it.each(places)('covers the pixels that the projection puts inside it, and no others (l %d, b %d)', (lon, lat) => {
    const [nside, width] = [32, 20]
    const { values, weights } = mapOf(
      nside,
      [lon, lat],
      width,
      made(11, () => 1),
    )
    const plane = tangentPlane(lon, lat)
    for (let pixel = 0; pixel < values.length; pixel++) {
      const point = gnomonic(plane, ...pix2angRing(nside, pixel))
      const edge = point ? Math.max(Math.abs(point[0]), Math.abs(point[1])) - width / 2 : 1
      if (Math.abs(edge) < 1e-9) continue
      expect(weights[pixel] > 0, `pixel ${pixel}`).toBe(edge < 0)
      expect(Number.isNaN(values[pixel]), `pixel ${pixel}`).toBe(edge > 0)
    }
  })

  it.each(places)('that is constant stays exactly constant (l %d, b %d)', (lon, lat) => {
    const { values } = mapOf(
      16,
      [lon, lat],
      30,
      made(8, () => 0.1),
    )
    const found = values.filter((value) => !Number.isNaN(value))
    expect(found.length).toBeGreaterThan(20)
    expect(found.every((value) => value === 0.1)).toBe(true)
  })

  it.each(places)('that is linear on its plane is met exactly, and in every frame (l %d, b %d)', (lon, lat) => {
    const geometry = { size: 7, width: 25 }
    const plane = (xi: number, eta: number) => 3 + 2 * xi - 5 * eta
    const patch = made(7, (row, column) => plane(...pixelOffset(geometry, row, column)))
    for (const frame of ['G', 'C', 'E'] as const) {
      const { values } = mapOf(16, [lon, lat], 25, patch, frame)
      const tangent = tangentPlane(lon, lat, frame)
      values.forEach((value, pixel) => {
        if (!Number.isNaN(value)) expect(value).toBeCloseTo(plane(...gnomonic(tangent, ...pix2angRing(16, pixel))!), 10)
      })
    }
  })

  it.each(places)('of a dipole is met to the error of linear interpolation (l %d, b %d)', (lon, lat) => {
    const dipole = toVector(30, 50)
    const field = (l: number, b: number) => dot(dipole, toVector(l, b))
    const geometry = { size: 33, width: 16 }
    const at = patchPixels(tangentPlane(lon, lat), geometry)
    const { values } = mapOf(
      64,
      [lon, lat],
      16,
      Float64Array.from(at.lon, (l, i) => field(l, at.lat[i])),
    )
    // h^2 / 8 of the second derivative along each axis, which is at most 3 for a unit dipole on a tangent plane.
    const limit = (2 * 3 * ((pixelWidth(geometry) * Math.PI) / 180) ** 2) / 8
    values.forEach((value, pixel) => {
      if (!Number.isNaN(value)) expect(Math.abs(value - field(...pix2angRing(64, pixel)))).toBeLessThan(limit)
    })
  })

  it('adds nothing where one of the four pixels around is missing', () => {
    const whole = made(9, (row, column) => row + column)
    const holed = made(9, (row, column) => (row === 4 && column === 4 ? NaN : row + column))
    const [full, some] = [whole, holed].map((patch) => mapOf(64, [10, 20], 16, patch))
    const tangent = tangentPlane(10, 20)
    full.values.forEach((value, pixel) => {
      const point = gnomonic(tangent, ...pix2angRing(64, pixel))
      const beside = point !== null && Math.max(Math.abs(point[0]), Math.abs(point[1])) < 2
      expect(some.values[pixel]).toBe(beside ? NaN : value)
      expect(some.weights[pixel]).toBe(beside ? 0 : full.weights[pixel])
    })
  })

  it('is divided by bands of rings, none of whose pixels is in two', () => {
    const patch = made(9, (row, column) => row * column)
    const [whole, divided] = [mapOf(32, [200, 3], 20, patch), emptyMap(32)]
    for (const band of [
      [1, 60],
      [61, 62],
      [63, 127],
    ] as const)
      samplePatch({ ...samplingOf(32, 9, 20), band }, patch, tangentPlane(200, 3), addToMean(divided))
    expect(divided).toEqual(whole)
  })
})

describe('overlapping patches', () => {
  const { nside, size, width, centres, pixels, values, weights } = reference.assembled
  const patchOf = (k: number) => made(size, (row, column) => Math.sin(0.7 * row + 0.3 * column + k))
  const sampling = samplingOf(nside, size, width)
  const visitAll = (visit: (pixel: number, value: number, weight: number) => void) =>
    centres.forEach(([lon, lat], k) => samplePatch(sampling, patchOf(k), tangentPlane(lon, lat), visit))

  it('have the weighted means and weights of astropy, SciPy and healpy’s pixels', () => {
    const map = emptyMap(nside)
    visitAll(addToMean(map))
    expect([...map.weights].flatMap((weight, pixel) => (weight > 0 ? [pixel] : []))).toEqual(pixels)
    pixels.forEach((pixel, i) => {
      expect(map.weights[pixel]).toBeCloseTo(weights[i], 11)
      expect(map.values[pixel]).toBeCloseTo(values[i], 10)
    })
  })

  it('correct a map by their weighted mean', () => {
    const [map, correction] = [emptyMap(nside), new Float64Array(npixOf(nside))]
    visitAll(addToMean(map))
    visitAll(addToCorrection(correction, map.weights))
    correction.forEach((value, pixel) =>
      expect(value).toBeCloseTo(Number.isNaN(map.values[pixel]) ? 0 : map.values[pixel], 12),
    )
  })
})
