import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { interpolate } from '../../../../src-shared/sky/healpix/interpolate.ts'
import { interpolationWeights } from '../../../../src-shared/sky/healpix/interpolation-weights.ts'
import { reorder } from '../../../../src-shared/sky/healpix/reorder.ts'
import { ringAbove, ringColatitude, ringTable, RING_STRIDE } from '../../../../src-shared/sky/healpix/rings.ts'
import { SkyError } from '../../../../src-shared/sky/sky-error.ts'
import reference from '../../../reference/healpix.json' with { type: 'json' }

const counting = (nside: number) => Float32Array.from({ length: 12 * nside ** 2 }, (_, i) => i)

test('the doctest of healpy.get_interp_val: along a meridian of the map 0 ... 11', () => {
  const lat = Array.from({ length: 10 }, (_, i) => 90 - 20 * i)
  const values = interpolate({ nside: 1, ordering: 'RING', values: counting(1) }, new Float64Array(10), lat)
  const expected = [1.5, 1.5, 1.5, 2.20618428, 3.40206143, 5.31546486, 7.94639458, 9.5, 9.5, 9.5]
  values.forEach((value, i) => expect(value).toBeCloseTo(expected[i], 8))
})

test('the example of astropy-healpix: nside 4, longitude 100, latitude 10', () => {
  const { pixels, weights } = interpolationWeights(4, 100, 10)
  const found = pixels.map((pixel, i) => [pixel, weights[i]]).sort((a, b) => b[1] - a[1])
  expect(found.map(([pixel]) => pixel)).toEqual([76, 77, 60, 59])
  ;[0.532723, 0.426179, 0.038815, 0.002283].forEach((weight, i) => expect(found[i][1]).toBeCloseTo(weight, 6))
})

describe.each(reference.weights)(
  'at nside $nside, as healpy.get_interp_weights',
  ({ nside, lon, lat, pixels, weights }) => {
    test('weights agree with healpy’s for every pixel, poles and longitude 0 included', () => {
      lon.forEach((l, i) => {
        const ours = new Map<number, number>()
        const theirs = new Map<number, number>()
        const found = interpolationWeights(nside, l, lat[i])
        found.pixels.forEach((pixel, k) => ours.set(pixel, (ours.get(pixel) ?? 0) + found.weights[k]))
        pixels[i].forEach((pixel, k) => theirs.set(pixel, (theirs.get(pixel) ?? 0) + weights[i][k]))
        for (const pixel of new Set([...ours.keys(), ...theirs.keys()]))
          expect(ours.get(pixel) ?? 0, `lon ${l}, lat ${lat[i]}, pixel ${pixel}`).toBeCloseTo(theirs.get(pixel) ?? 0, 9)
      })
    })
  },
)

test('weights are nowhere negative and add up to 1', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 100 }),
      fc.double({ min: -360, max: 720, noNaN: true }),
      fc.double({ min: -90, max: 90, noNaN: true }),
      (nside, lon, lat) => {
        const { pixels, weights } = interpolationWeights(nside, lon, lat)
        expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12)
        expect(Math.min(...weights)).toBeGreaterThan(-1e-9)
        expect(pixels.every((pixel) => Number.isInteger(pixel) && pixel >= 0 && pixel < 12 * nside ** 2)).toBe(true)
      },
    ),
  )
})

test('a NESTED map gives the values of the same map in RING order', () => {
  const ring = counting(8)
  const nested = reorder(ring, 'RING', 'NESTED')
  const lon = [0, 33.3, 359.9, 120]
  const lat = [89.9, -41.8, 0, 66]
  expect(interpolate({ nside: 8, ordering: 'NESTED', values: nested }, lon, lat)).toEqual(
    interpolate({ nside: 8, ordering: 'RING', values: ring }, lon, lat),
  )
})

test('a missing pixel makes the positions around it missing, and no others', () => {
  const values = counting(4)
  values[76] = NaN
  const [near, far] = interpolate({ nside: 4, ordering: 'RING', values }, [100, 280], [10, 10])
  expect(near).toBeNaN()
  expect(Number.isFinite(far)).toBe(true)
})

test('reorder inverts itself, agrees with healpy (nside 2), and refuses a wrong length', () => {
  const values = counting(16)
  expect(reorder(reorder(values, 'RING', 'NESTED'), 'NESTED', 'RING')).toEqual(values)
  // healpy.nest2ring(2, range(8)): the first two base pixels.
  expect([...reorder(counting(2), 'RING', 'NESTED').subarray(0, 8)]).toEqual([13, 5, 4, 0, 15, 7, 6, 1])
  expect(reorder(values, 'RING', 'RING')).not.toBe(values)
  expect(() => reorder(new Float32Array(100), 'RING', 'NESTED')).toThrow(SkyError)
  expect(() => reorder(new Float32Array(12 * 9), 'RING', 'NESTED')).toThrow(/power of two/)
})

test('rings run from pole to pole, each between its neighbours', () => {
  const table = ringTable(5)
  for (let ring = 1; ring <= 20; ring++)
    expect(table[ring * RING_STRIDE]).toBeGreaterThan(table[(ring - 1) * RING_STRIDE])
  for (let ring = 1; ring < 20; ring++) {
    expect(ringAbove(5, Math.cos(ringColatitude(5, ring) + 1e-9))).toBe(ring)
    expect(ringAbove(5, Math.cos(ringColatitude(5, ring) - 1e-9))).toBe(ring - 1)
  }
})
