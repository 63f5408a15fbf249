import { describe, expect, test } from 'vitest'
import { normal, seedRandom } from '../../../src-shared/random/index.ts'
import { createSpectrumEstimator, evenBands } from '../../../src-shared/statistics/flat-sky-spectrum.ts'
import { gaussianBeam } from '../../../src-shared/statistics/mode-window.ts'
import { quantiles } from '../../../src-shared/statistics/quantile.ts'
import { compareSpectra, fallsBelow } from '../../../src-shared/statistics/spectrum-comparison.ts'
import { gaussianFields } from './gaussian-field.ts'

describe('the comparison of two spectra', () => {
  test('has ratio and correlation in every band', () => {
    const { ratio, correlation } = compareSpectra({
      first: Float64Array.of(4, 9, 1),
      second: Float64Array.of(1, 9, 4),
      cross: Float64Array.of(2, 0, -1),
    })
    expect([...ratio]).toEqual([0.25, 1, 4])
    expect([...correlation]).toEqual([1, 0, -0.5])
  })

  test('keeps the sign of a negative second power, and gives an infinite ratio for a negative first one', () => {
    const { ratio, correlation } = compareSpectra({
      first: Float64Array.of(4, -1, -1, 0, 0),
      second: Float64Array.of(-1, 2, -2, 3, 0),
      cross: Float64Array.of(-1, 1, 1, -2, 0),
    })
    expect([...ratio]).toEqual([-0.25, Infinity, -Infinity, Infinity, NaN])
    expect([...correlation]).toEqual([-Infinity, Infinity, NaN, -Infinity, NaN])
  })

  test('has a median that scatter does not bias; without negative powers it would be higher', () => {
    const random = seedRandom(11)
    const scattered = (power: number, deviation: number) =>
      Float64Array.from({ length: 40_001 }, () => power + deviation * normal(random))
    // One band of many patches: the second power is half the first, and both scatter below 0.
    const [first, second] = [scattered(1, 0.6), scattered(0.5, 0.5)]
    const { ratio } = compareSpectra({ first, second, cross: first })
    const median = ([...values]: Iterable<number>) => quantiles(values, [0.5])[0]
    expect(Math.abs(median(ratio) - 0.5)).toBeLessThan(0.015)
    expect(median(ratio.filter((_, i) => first[i] > 0 && second[i] > 0))).toBeGreaterThan(0.57)
    expect(median(ratio.filter((_, i) => first[i] > 0))).toBeLessThan(0.485)
  })

  test('of a map with added noise has a correlation of the root of the signal’s fraction of power', () => {
    const patch = { rows: 64, columns: 64, lx: 0.2, ly: 0.2 }
    const { pair } = createSpectrumEstimator(patch, new Float64Array(64 * 64).fill(1), [{ from: 300, to: 900 }])
    const [signal, noise] = gaussianFields(patch, () => 1, seedRandom(7))
    const { ratio, correlation } = compareSpectra(
      pair(
        signal,
        signal.map((value, i) => value + noise[i]),
      ),
    )
    // Two maps of 2^9 modes: accurate to about one part in 30.
    expect(ratio[0] / 2).toBeCloseTo(1, 1)
    expect(correlation[0] * Math.SQRT2).toBeCloseTo(1, 1)
  })
})

describe('the scale of half the power', () => {
  test('lies between the bands where the ratio crosses a half', () => {
    expect(fallsBelow([100, 200, 300], [0.9, 0.7, 0.3])).toBeCloseTo(250, 12)
    expect(fallsBelow([100, 200, 300], [1, 0.5, 0.4])).toBeCloseTo(200, 12)
    expect(fallsBelow([100, 200, 300], [0.9, 0.7, 0.3], 0.8)).toBeCloseTo(150, 12)
  })

  test('is where the ratio first falls, and skips bands without a value', () => {
    expect(fallsBelow([1, 2, 3, 4], [1, 0, 1, 0])).toBeCloseTo(1.5, 12)
    expect(fallsBelow([1, 2, 3, 4], [1, NaN, 0, 0])).toBeCloseTo(2, 12)
  })

  test('is null if nothing is lost, and the first band if everything is', () => {
    expect(fallsBelow([1, 2], [1, 0.6])).toBeNull()
    expect(fallsBelow([], [])).toBeNull()
    expect(fallsBelow([7, 8], [0.4, 0.6])).toBe(7)
  })

  test('of a map seen through a Gaussian beam is where the beam’s square is a half', () => {
    const patch = { rows: 128, columns: 128, lx: 0.14, ly: 0.14 }
    const bands = evenBands(patch, 90)
    const { pair, ell } = createSpectrumEstimator(patch, new Float64Array(128 ** 2).fill(1), bands)
    const fwhm = 0.002
    const beam = gaussianBeam(fwhm)
    // The same seed gives the same waves, with less of each.
    const [sharp] = gaussianFields(patch, () => 1, seedRandom(3))
    const [blurred] = gaussianFields(patch, (l) => beam(l, 0) ** 2, seedRandom(3))
    // exp(-l^2 sigma^2) = 1/2.
    const half = (Math.sqrt(Math.LN2) * Math.sqrt(8 * Math.LN2)) / fwhm
    expect(fallsBelow(ell, compareSpectra(pair(sharp, blurred)).ratio)! / half).toBeCloseTo(1, 2)
  })
})
