import { describe, expect, it } from 'vitest'
import { seedRandom } from '../../../src-shared/random/index.ts'
import { apodise } from '../../../src-shared/statistics/apodise.ts'
import { createSpectrumEstimator, evenBands } from '../../../src-shared/statistics/flat-sky-spectrum.ts'
import { binEdges, histogram } from '../../../src-shared/statistics/histogram.ts'
import { evenThresholds, minkowskiFunctionals } from '../../../src-shared/statistics/minkowski-functionals.ts'
import { moments } from '../../../src-shared/statistics/moments.ts'
import { holeMask, patchStatistics } from '../../../src-shared/statistics/patch-statistics.ts'
import { quantiles } from '../../../src-shared/statistics/quantile.ts'
import { gaussianFields } from './gaussian-field.ts'

const side = 32
const patch = { rows: side, columns: side, lx: 0.14, ly: 0.14 }
const taper = { length: 3, pixel: 1, weights: null }
const measures = {
  ...{ patch, taper, bands: evenBands(patch, 90), instrument: { beam: null, pixel: null } },
  mask: apodise(new Float64Array(side ** 2).fill(1), side, side, taper),
  ...{ edges: binEdges(), thresholds: evenThresholds(), shares: [0.1, 0.5, 0.9] },
}
const [whole, other] = gaussianFields(patch, () => 1e-4, seedRandom(3)).map((field) => Float32Array.from(field))
const isHole = (i: number) => i % side > 10 && i % side < 16 && i > 300 && i < 500
const holed = whole.map((value, i) => (isHole(i) ? NaN : value))
const seen = holed.filter((value) => !Number.isNaN(value))

describe('the statistics of a patch with missing pixels', () => {
  const { first, cross } = patchStatistics(measures)(holed, holed)

  it('are those of the pixels that it has', () => {
    expect(first.moments).toEqual(moments(seen))
    expect(first.histogram).toEqual(histogram(seen, measures.edges))
    expect(first.pixels).toEqual(quantiles(seen, measures.shares))
    expect(first.minkowski).toEqual(minkowskiFunctionals(holed, side, side, measures.thresholds))
  })

  it('have the spectrum behind a mask with a taper around the hole, whatever fills it', () => {
    const mask = holeMask(holed, patch, taper)
    expect([...mask].every((weight, i) => !isHole(i) || weight === 0)).toBe(true)
    const filled = holed.map((value) => (Number.isNaN(value) ? 1e6 : value))
    const expected = createSpectrumEstimator(patch, mask, measures.bands).spectrum(filled)
    first.spectrum.forEach((power, band) => expect(power / expected[band]).toBeCloseTo(1, 10))
    cross.forEach((power, band) => expect(power / expected[band]).toBeCloseTo(1, 10))
  })

  it('may stand beside a patch without holes, each behind its own mask, without a cross spectrum', () => {
    const pair = patchStatistics(measures)(holed, other)
    expect(pair.first).toEqual(first)
    expect(pair.second.moments).toEqual(moments(other))
    const alone = patchStatistics(measures)(other, other).second.spectrum
    pair.second.spectrum.forEach((power, band) => expect(power / alone[band]).toBeCloseTo(1, 10))
    expect(pair.cross.every(Number.isNaN)).toBe(true)
  })

  it('are NaN where too few pixels are left for them', () => {
    const few = whole.map((value, i) => (i === 40 ? value : NaN))
    const { first } = patchStatistics({ ...measures, centred: true })(few, few)
    expect(first.moments).toMatchObject({ count: 1, mean: whole[40] })
    expect([...first.spectrum, ...first.minkowski.v0].every(Number.isNaN)).toBe(true)
    const none = patchStatistics(measures)(new Float32Array(side ** 2).fill(NaN), few).first
    expect([none.moments.mean, ...none.pixels].every(Number.isNaN)).toBe(true)
  })
})

it('the weights of a mask of all patches are kept in the mask with holes', () => {
  const weights = new Float64Array(side ** 2).fill(0.5)
  const mask = holeMask(holed, patch, { ...taper, weights })
  expect(Math.max(...mask)).toBe(0.5)
})
