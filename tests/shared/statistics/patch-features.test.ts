import { describe, expect, test } from 'vitest'
import { normal, seedRandom } from '../../../src-shared/random/index.ts'
import { evenBands } from '../../../src-shared/statistics/bands.ts'
import { transformed } from '../../../src-shared/statistics/nearest-patch.ts'
import {
  featureGrid,
  featureThresholds,
  patchFeatures,
  type FeatureMeasures,
} from '../../../src-shared/statistics/patch-features.ts'
import { smoothedMap } from '../../../src-shared/statistics/smoothed-map.ts'
import { gaussianFields } from './gaussian-field.ts'

const size = 32
const patch = { rows: size, columns: size, lx: 0.14, ly: 0.14 }
const open = new Float64Array(size * size).fill(1)
const measures: FeatureMeasures = {
  patch,
  mask: open,
  taper: { length: 0, pixel: 1, weights: null },
  bands: evenBands(patch, 90),
  instrument: { beam: null, pixel: null },
}
const grid = featureGrid(measures)
const of = patchFeatures(measures)
const field = Float32Array.from(gaussianFields(patch, (l) => (l + 60) ** -2, seedRandom(1))[0])

describe('a smoothed map', () => {
  test('keeps a constant up to its border, and beside missing pixels, which stay missing', () => {
    const holed = new Float64Array(12 * 7).fill(3).with(30, NaN)
    const smooth = smoothedMap(holed, 12, 7, 4)
    expect(smooth[30]).toBeNaN()
    for (const [i, value] of smooth.entries()) if (i !== 30) expect(value).toBeCloseTo(3, 12)
  })

  test('turns a point into a Gaussian of the given width', () => {
    const point = new Float64Array(41 * 41)
    point[20 * 41 + 20] = 1
    const smooth = smoothedMap(point, 41, 41, 4)
    expect(smooth[20 * 41 + 22] / smooth[20 * 41 + 20]).toBeCloseTo(0.5, 10)
    expect(smooth.reduce((sum, value) => sum + value)).toBeCloseTo(1, 5)
  })
})

describe('the features of a patch', () => {
  test('are as long as their grids, and all finite', () => {
    const found = of(field)
    for (const [name, values] of Object.entries(found)) {
      expect(values, name).toHaveLength(grid[name as keyof typeof grid].length)
      expect(values.every(Number.isFinite), name).toBe(true)
    }
    expect(Object.keys(found).sort()).toEqual(Object.keys(grid).sort())
    expect(grid.squeezed).toEqual(grid.equilateral.slice(1))
  })

  test('do not change if the patch is turned or mirrored', () => {
    const [plain, turned] = [of(field), of(transformed(field, { turns: 1, flipped: true }))]
    for (const name of Object.keys(plain) as (keyof typeof plain)[])
      plain[name].forEach((value, i) =>
        name.startsWith('scattering')
          ? // The pixels at which moduli are sampled start at one corner.
            expect(Math.abs(turned[name][i] / value - 1), name).toBeLessThan(0.05)
          : expect(turned[name][i], name).toBeCloseTo(value, name === 'trispectrum' ? 8 : 10),
      )
  })

  test('of shapes depend on neither mean nor unit', () => {
    const [plain, scaled] = [of(field), of(field.map((value) => 40 + 1024 * value))]
    for (const name of ['v1-2', 'v2-8', 'peaks-0', 'minima-4', 'trispectrum'] as const)
      plain[name].forEach((value, i) => expect(scaled[name][i], name).toBeCloseTo(value, 2))
    expect(scaled.equilateral[3] / plain.equilateral[3]).toBeCloseTo(1024 ** 3, -8)
  })

  test('of a smoothed Gaussian field: half of the area is above the mean, and borders grow shorter', () => {
    const random = seedRandom(2)
    const found = Array.from({ length: 20 }, () => of(Float32Array.from(open, () => normal(random))))
    const mean = (name: 'v0-4' | 'v1-2' | 'v1-4' | 'v1-8') =>
      found.reduce((sum, one) => sum + one[name][featureThresholds.indexOf(0)], 0) / found.length
    expect(mean('v0-4')).toBeCloseTo(0.5, 1)
    // White noise through a Gaussian beam: the slope's variance is 4 ln 2 / fwhm^2, so V1(0) = sqrt(4 ln 2) / 8 / fwhm.
    expect(mean('v1-4') / (Math.sqrt(4 * Math.LN2) / 8 / 4)).toBeCloseTo(1, 1)
    expect(mean('v1-2')).toBeGreaterThan(mean('v1-4'))
    expect(mean('v1-4')).toBeGreaterThan(mean('v1-8'))
  })

  test('of a patch with missing pixels are those of the others', () => {
    const holed = field.map((value, i) => (i % size < 5 && i / size < 6 ? NaN : value))
    for (const [name, values] of Object.entries(of(holed))) expect(values.every(Number.isFinite), name).toBe(true)
  })

  test('of a constant patch are missing where they have no meaning', () => {
    const flat = of(new Float32Array(size * size).fill(2))
    expect(flat['v0-2'][0]).toBe(1)
    expect(flat['peaks-0'].every((share) => share === 0)).toBe(true)
    expect(flat.trispectrum.every(Number.isNaN)).toBe(true)
  })
})
