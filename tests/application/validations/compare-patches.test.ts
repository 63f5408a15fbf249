import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { plainRecipe, type SpectrumRecipe } from '../../../src-shared/statistics/spectrum-recipe.ts'
import { comparisonSchema, momentNames } from '../../../src-shared/validation/results.ts'
import { comparePatchSets, type CompareOrder } from '../../../src-main/application/validations/compare-patches.ts'
import { writeNpy } from '../../../src-main/files/npy.ts'
import { apodise } from '../../../src-shared/statistics/apodise.ts'
import { createSpectrumEstimator } from '../../../src-shared/statistics/flat-sky-spectrum.ts'
import { gaussianBeam, pixelWindow } from '../../../src-shared/statistics/mode-window.ts'

/** Results of NumPy and SciPy (tests/reference/compare.py). */
const reference = JSON.parse(readFileSync(join(import.meta.dirname, '../../reference/compare.json'), 'utf8'))

const size = 16
/** The sets of compare.py. */
function patches(count: number, phase: number, scale: number) {
  return Float32Array.from({ length: count * size * size }, (_, i) => {
    const [p, y, x] = [Math.floor(i / size / size), Math.floor(i / size) % size, i % size]
    const rough = (((i + 1) * (i + 1) * 0.6180339887498949) % 1) - 0.5
    return scale * (Math.cos(0.7 * x + 0.3 * p * y + phase) + 0.5 * Math.sin(1.9 * y + p) + 0.8 * rough)
  })
}

const folder = mkdtempSync(join(tmpdir(), 'cirrus-compare-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const at = (name: string) => join(folder, name)
const order = (changes: Partial<CompareOrder> = {}): CompareOrder => ({
  first: at('first.npy'),
  second: at('second.npy'),
  width: 6,
  spectra: { ...plainRecipe, bands: 90, apodize: 0 },
  bins: 20,
  thresholds: 32,
  range: null,
  unit: '',
  ...changes,
})
beforeAll(async () => {
  await writeNpy(at('first.npy'), patches(7, 0, 1), [7, size, size])
  await writeNpy(at('second.npy'), patches(5, 0.4, 1.3), [5, size, size])
})

/** Largest difference between two rows, relative to the largest element of the second. */
const misfit = (found: readonly (number | null)[], wanted: readonly number[]) => {
  expect(found).toHaveLength(wanted.length)
  const scale = Math.max(...wanted.map(Math.abs), 1e-300)
  return Math.max(...wanted.map((value, i) => Math.abs((found[i] ?? NaN) - value))) / scale
}

describe('two sets of patches', () => {
  test('are compared like NumPy and SciPy do: quartiles of every statistic, and every test', async () => {
    const found = comparisonSchema.parse(await comparePatchSets(order()))
    expect(misfit(found.ell, reference.ell)).toBeLessThan(1e-12)
    for (const which of ['first', 'second'] as const) {
      for (const quartile of ['low', 'median', 'high'] as const) {
        const { histogram, pixels, spectrum, moments } = found[which]
        const wanted = reference[which]
        expect(misfit(histogram[quartile], wanted.histogram[quartile])).toBeLessThan(1e-9)
        expect(misfit(pixels[quartile], wanted.pixels[quartile])).toBeLessThan(1e-6)
        expect(misfit(spectrum[quartile], wanted.spectrum[quartile])).toBeLessThan(1e-6)
        const row = momentNames.map((name) => moments[name][quartile])
        expect(misfit(row, wanted.moment[quartile])).toBeLessThan(1e-6)
      }
    }
    const statistics = ['moment', 'pixels', 'histogram', 'spectrum']
    const tests = found.tests.filter(({ statistic }) => statistics.includes(statistic))
    expect(tests.map(({ statistic }) => statistic)).toEqual(
      reference.tests.map(({ statistic }: { statistic: string }) => statistic),
    )
    tests.forEach(({ distance, pValue }, i) => {
      expect(Math.abs(distance - reference.tests[i].distance)).toBeLessThan(1e-12)
      expect(Math.abs(pValue - reference.tests[i].pValue)).toBeLessThan(1e-8)
    })
  })

  test('have three functionals at every threshold, tested like the rest', async () => {
    const { first, tests, thresholds } = await comparePatchSets(order({ thresholds: 9 }))
    expect(thresholds).toHaveLength(9)
    expect(first.minkowski.v0.median[0]).toBe(1)
    expect(first.minkowski.v0.median[8]).toBe(0)
    for (const name of ['v0', 'v1', 'v2'])
      expect(tests.filter(({ statistic }) => statistic === name).map(({ at }) => Number(at))).toEqual(thresholds)
  })

  test('that are identical are not distinguished by any test', async () => {
    const { tests, first, second } = await comparePatchSets(order({ second: at('first.npy') }))
    expect(second).toEqual(first)
    expect(tests.every(({ distance, pValue }) => distance === 0 && pValue === 1)).toBe(true)
  })

  test('may have one picture each, double precision, and any unit: the range follows the values', async () => {
    const values = Float64Array.from(patches(1, 0, 1), (value) => 250 + 40 * value)
    await writeNpy(at('one.npy'), values, [size, size])
    const found = await comparePatchSets(order({ first: at('one.npy'), second: at('one.npy'), unit: 'MJy/sr' }))
    expect([found.unit, found.first.count]).toEqual(['MJy/sr', 1])
    expect(found.edges[0]).toBeGreaterThan(Math.min(...values) - 1)
    expect(found.edges.at(-1)).toBeLessThan(Math.max(...values) + 1)
    expect(found.first.moments.mean.median).toBeCloseTo(values.reduce((sum, value) => sum + value) / values.length, 4)
  })

  test('have their spectra measured with any recipe, which is recorded; everything else is unchanged', async () => {
    const weights = Float64Array.from({ length: size * size }, (_, i) => Number(i % size > 3))
    await writeNpy(at('mask.npy'), weights, [size, size])
    const spectra: SpectrumRecipe = {
      ...{ taper: 'C2', apodize: 1.2, bands: [60, 200, 350], mask: at('mask.npy'), beam: 20, pixelWindow: true },
    }
    const plain = await comparePatchSets(order())
    const found = await comparePatchSets(order({ spectra }))
    expect(found).toMatchObject({ width: 6, spectra, ell: [130, 275] })
    expect(found.bands).toEqual([
      { from: 60, to: 200 },
      { from: 200, to: 350 },
    ])
    const radians = Math.PI / 180
    const side = (size * 6 * radians) / (size - 1)
    const mask = apodise(weights, size, size, { length: 1.2, pixel: 6 / (size - 1), taper: 'C2' })
    const beam = gaussianBeam(20 * (radians / 60))
    const pixels = pixelWindow(side / size, side / size)
    const { spectrum } = createSpectrumEstimator(
      { rows: size, columns: size, lx: side, ly: side },
      mask,
      found.bands,
      (kx, ky) => beam(kx, ky) * pixels(kx, ky),
    )
    const set = patches(7, 0, 1)
    const powers = Array.from({ length: 7 }, (_, i) => spectrum(set.subarray(i * size * size, (i + 1) * size * size)))
    const medians = found.ell.map((_, band) => powers.map((row) => row[band]).sort((a, b) => a - b)[3])
    expect(misfit(found.first.spectrum.median, medians)).toBeLessThan(1e-9)
    expect({ ...found.first, spectrum: null }).toEqual({ ...plain.first, spectrum: null })
  })

  test('that are constant have null skewness instead of NaN', async () => {
    await writeNpy(at('flat.npy'), new Float32Array(2 * size * size).fill(3), [2, size, size])
    const { first, tests } = await comparePatchSets(order({ first: at('flat.npy') }))
    expect(first.moments.skewness).toEqual({ low: null, median: null, high: null })
    expect(tests.filter(({ statistic }) => statistic === 'moment').map(({ at }) => at)).toEqual([
      'mean',
      'standardDeviation',
    ])
  })

  test('report progress, and can be cancelled', async () => {
    const seen: [number, number][] = []
    await comparePatchSets(order({ onPatch: (done, count) => seen.push([done, count]) }))
    expect(seen.at(-1)).toEqual([12, 12])
    const off = new AbortController()
    off.abort()
    await expect(comparePatchSets(order({ signal: off.signal }))).rejects.toThrow(/abort/i)
  })
})

describe('two sets that cannot be compared', () => {
  test('are refused with the file and the reason', async () => {
    const refusal = (changes: Partial<CompareOrder>) => expect(comparePatchSets(order(changes))).rejects
    await writeNpy(at('small.npy'), patches(1, 0, 1).subarray(0, 64), [1, 8, 8])
    await refusal({ second: at('small.npy') }).toMatchObject({
      code: 'refused',
      message: expect.stringMatching(/small\.npy, shape: patches of 8 x 8 pixels .* 16 x 16 .*first\.npy/),
    })
    const holed = patches(2, 0, 1)
    holed[size * size + 3 * size + 5] = NaN
    await writeNpy(at('holed.npy'), holed, [2, size, size])
    await refusal({ first: at('holed.npy') }).toThrow(
      'holed.npy, patch 1, row 3, column 5: NaN is not a valid value; fill it, mask it',
    )
    await writeNpy(at('none.npy'), new Float32Array(0), [0, size, size])
    await refusal({ second: at('none.npy') }).toThrow('none.npy, shape [0, 16, 16]: the array is empty')
    writeFileSync(at('letter.npy'), 'Dear analyst')
    await refusal({ second: at('letter.npy') }).toThrow('letter.npy, byte 0: not a .npy file')
    await writeNpy(at('line.npy'), new Float32Array(9), [9])
    await refusal({ first: at('line.npy') }).toThrow('line.npy, shape: [9] is neither one picture')
    const narrow = { ...plainRecipe, mask: at('small.npy') }
    await refusal({ spectra: narrow }).toThrow('small.npy, shape: a mask of 8 x 8 does not fit maps of 16 x 16')
    await refusal({ first: at('gone.npy') }).toThrow('gone.npy: there is no such file')
    await refusal({ spectra: { ...plainRecipe, bands: 5000 } }).toThrow('first.npy: a band of 5000 multipoles is wider')
  })
})
