import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { seedRandom, uniform, type RandomState } from '../../../src-shared/random/index.ts'
import { gaussianFourths } from '../../../src-shared/statistics/band-kurtosis.ts'
import { evenBands, type Band, type FlatPatch } from '../../../src-shared/statistics/bands.ts'
import {
  createHigherOrderEstimator,
  type HigherOrderSpectra,
} from '../../../src-shared/statistics/higher-order-spectra.ts'
import { bandMaps, mergedBands, modeFilters } from '../../../src-shared/statistics/mode-filters.ts'
import { apodise } from '../../../src-shared/statistics/apodise.ts'
import { gaussianFields } from './gaussian-field.ts'
import { signal } from './signal.ts'

/** NumPy's sums over triangles, one by one (tests/reference/higher-order.py). */
const reference = JSON.parse(readFileSync(join(import.meta.dirname, '../../reference/higher-order.json'), 'utf8'))

const size = 32
const patch: FlatPatch = { rows: size, columns: size, lx: 0.14, ly: 0.14 }
const bands = evenBands(patch, 90)
const open = new Float64Array(size * size).fill(1)
const tapered = apodise(open, size, size, { length: 1, pixel: 8 / 31 })

/** Numbers with cumulants 1, 1, 2, 6. */
const exponential = (random: RandomState) => Float64Array.from(open, () => -Math.log(1 - uniform(random)))

const kinds = {
  'equilateral bispectrum': (one: HigherOrderSpectra) => one.equilateral,
  'squeezed bispectrum': (one: HigherOrderSpectra) => one.squeezed.slice(1),
  trispectrum: (one: HigherOrderSpectra) => one.kurtosis,
}
type Kind = keyof typeof kinds

/** Means over maps of one spectrum, and their errors, band by band. */
function meansOf(maps: readonly ArrayLike<number>[], mask: Float64Array, wanted: readonly Band[] = bands) {
  const measured = maps.map(createHigherOrderEstimator(patch, wanted).withMask(mask))
  return (kind: Kind) => {
    const rows = measured.map(kinds[kind])
    return Array.from(rows[0], (_, band) => {
      const values = rows.map((row) => row[band])
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length
      const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
      return { mean, error: Math.sqrt(squares / (values.length - 1) / values.length) }
    })
  }
}

describe('higher-order spectra', () => {
  test('of a masked map are NumPy’s sums over single triangles, up to the Nyquist frequency', () => {
    const { nx, ny, lx, ly, edges, ...wanted } = reference.higherOrder
    const small = { rows: ny, columns: nx, lx, ly }
    const mask = Float64Array.from(
      { length: nx * ny },
      (_, i) => Math.sin((Math.PI * ((i % nx) + 0.5)) / nx) * Math.sin((Math.PI * (Math.floor(i / nx) + 0.5)) / ny),
    )
    const ofEdges = edges.slice(1).map((to: number, i: number) => ({ from: edges[i], to }))
    const found = createHigherOrderEstimator(small, ofEdges).withMask(mask)(
      signal(nx * ny).map((value) => Math.exp(2 * value)),
    )
    const close = (values: ArrayLike<number>, numbers: number[]) =>
      numbers.forEach((number, i) => expect(values[i] / number).toBeCloseTo(1, 10))
    close(found.equilateral, wanted.equilateral)
    expect(found.squeezed[0]).toBeNaN()
    close(found.squeezed.slice(1), wanted.squeezed)
    close(gaussianFourths(small, modeFilters(small, ofEdges))(mask), wanted.fourths)
    close(
      found.kurtosis.map((value) => value + 3),
      wanted.kurtosis.map((value: number) => value + 3),
    )
    close(found.variance, wanted.variance)
  })

  test('of Gaussian fields are zero within errors, masked or not', () => {
    const random = seedRandom(1)
    const maps = Array.from({ length: 40 }, () => gaussianFields(patch, (l) => (l + 60) ** -1, random)).flat()
    for (const mask of [open, tapered]) {
      const found = meansOf(maps, mask)
      for (const kind of Object.keys(kinds) as Kind[])
        for (const { mean, error } of found(kind)) expect(Math.abs(mean / error), kind).toBeLessThan(3.5)
    }
  })

  test('of skewed noise are its third cumulant at all scales, masked or not', () => {
    const random = seedRandom(2)
    const maps = Array.from({ length: 60 }, () => exponential(random))
    const third = 2 * (patch.lx / size) ** 4
    for (const mask of [open, tapered]) {
      const found = meansOf(maps, mask)
      for (const kind of ['equilateral bispectrum', 'squeezed bispectrum'] as const) {
        for (const { mean, error } of found(kind)) expect(Math.abs(mean - third) / error, kind).toBeLessThan(3.5)
        expect(Math.min(...found(kind).map(({ error }) => error)) / third).toBeLessThan(0.15)
      }
    }
  })

  test('of skewed noise in a wide band: the trispectrum is its fourth cumulant, less by the modes left out', () => {
    const random = seedRandom(4)
    const maps = Array.from({ length: 60 }, () => exponential(random))
    const all = [{ from: 0, to: 700 }]
    const ones = Float64Array.from({ length: 2 * size * size }, (_, i) => (i % 2 === 0 ? 1 : 0))
    const [kernel] = bandMaps(ones, patch, modeFilters(patch, all))
    const sum = (power: number) => kernel.reduce((total, value) => total + value ** power, 0)
    const wanted = (6 * sum(4)) / sum(2) ** 2
    expect(wanted).toBeGreaterThan(3)
    const [{ mean }] = meansOf(maps, open, all)('trispectrum')
    expect(Math.abs(mean / wanted - 1)).toBeLessThan(0.15)
  })

  test('of g + f (g^2 - <g^2>) are 2 f (C1 C2 + C2 C3 + C3 C1)', () => {
    const random = seedRandom(3)
    // Power in few modes, so that the square does not alias.
    const power = (l: number) => (l > 0 && l < 270 ? 1.7e-4 : 0)
    const f = 0.2
    const maps = Array.from({ length: 120 }, () => gaussianFields(patch, power, random))
      .flat()
      .map((g) => g.map((value) => value + f * value * value))
    const found = meansOf(maps, open)
    const wanted = 6 * f * 1.7e-4 ** 2
    const inside = createHigherOrderEstimator(patch, bands).bands.filter(({ to }) => to <= 270)
    expect(inside).toHaveLength(3)
    for (const kind of ['equilateral bispectrum', 'squeezed bispectrum'] as const)
      for (const { mean, error } of found(kind).slice(0, kind === 'squeezed bispectrum' ? 2 : 3)) {
        expect(Math.abs(mean - wanted) / error, kind).toBeLessThan(3.5)
        expect(error / wanted).toBeLessThan(0.25)
      }
  })

  test('have the bands of the power spectrum, merged until eight are left', () => {
    const many = Array.from({ length: 15 }, (_, i) => ({ from: 90 * i, to: 90 * (i + 1) }))
    expect(mergedBands(many, 8)).toEqual([
      ...Array.from({ length: 7 }, (_, i) => ({ from: 180 * i, to: 180 * (i + 1) })),
      { from: 1260, to: 1350 },
    ])
    expect(mergedBands(many.slice(0, 8), 8)).toEqual(many.slice(0, 8))
  })

  test('have a beam divided out', () => {
    const narrow = (kx: number, ky: number) => Math.exp(-(kx * kx + ky * ky) / 2e5)
    const map = signal(size * size)
    const plain = createHigherOrderEstimator(patch, bands).withMask(open)(map)
    const sharp = createHigherOrderEstimator(patch, bands, narrow).withMask(open)(map)
    const { to } = mergedBands(bands, 8).at(-1)!
    const ratio = sharp.variance.at(-1)! / plain.variance.at(-1)!
    expect(ratio).toBeGreaterThan(2)
    expect(ratio).toBeLessThan(narrow(to, 0) ** -2)
  })
})
