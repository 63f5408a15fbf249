import { describe, expect, test } from 'vitest'
import { seedRandom } from '../../../src-shared/random/index.ts'
import { apodise } from '../../../src-shared/statistics/apodise.ts'
import { createSpectrumEstimator } from '../../../src-shared/statistics/flat-sky-spectrum.ts'
import { moments } from '../../../src-shared/statistics/moments.ts'
import { createPolarisedSpectrumEstimator } from '../../../src-shared/statistics/polarised-spectrum.ts'
import { gaussianFields, polarisationOf } from './gaussian-field.ts'

const patch = { rows: 60, columns: 72, lx: 0.21, ly: 0.175 }
const bands = Array.from({ length: 8 }, (_, i) => ({ from: 60 + 110 * i, to: 170 + 110 * i }))
const mask = apodise(new Float64Array(60 * 72).fill(1), 60, 72, { length: 10, pixel: 1 })
const dust = (ell: number) => (Math.max(ell, 30) / 100) ** -2.5

describe('over 500 Gaussian fields with the spectrum of dust', () => {
  const estimator = createSpectrumEstimator(patch, mask, bands)
  const random = seedRandom(20211)
  const found = Array.from({ length: 250 }, () => estimator.pair(...gaussianFields(patch, dust, random)))
  const autos = found.flatMap(({ first, second }) => [first, second])
  const truth = estimator.expected(dust)
  const inBand = (spectra: Float64Array[], band: number) => moments(spectra.map((spectrum) => spectrum[band]))
  const offset = ({ mean, variance, count }: ReturnType<typeof moments>, expected: number) =>
    (mean - expected) / Math.sqrt(variance / count)

  test('the mean spectrum equals its expectation within three standard errors in every band', () => {
    bands.forEach((_, band) => expect(Math.abs(offset(inBand(autos, band), truth[band]))).toBeLessThan(3))
  })

  test('the cross spectrum of independent fields is zero, within three standard errors', () => {
    const crosses = found.map(({ cross }) => cross)
    bands.forEach((_, band) => expect(Math.abs(offset(inBand(crosses, band), 0))).toBeLessThan(3))
  })
})

describe('over 500 Gaussian fields of white noise', () => {
  // Up to the corners of the Fourier plane, beyond 1077 sqrt 2.
  const all = Array.from({ length: 14 }, (_, i) => ({ from: 110 * i, to: 110 * (i + 1) }))
  const estimator = createSpectrumEstimator(patch, mask, all)
  const random = seedRandom(20212)
  const autos = Array.from({ length: 250 }, () => {
    const { first, second } = estimator.pair(...gaussianFields(patch, () => 1, random))
    return [first, second]
  }).flat()
  const mean = (of: (spectrum: Float64Array) => number) => autos.reduce((sum, spectrum) => sum + of(spectrum), 0) / 500

  test('band powers scatter with the Gaussian covariance, within 4 standard errors for every pair of bands', () => {
    const expected = estimator.covariance(new Float64Array(all.length).fill(1))
    for (let a = 0; a < all.length; a++) {
      for (let b = 0; b < all.length; b++) {
        const found = mean((spectrum) => (spectrum[a] - 1) * (spectrum[b] - 1))
        const error = Math.sqrt((expected.get(a, a) * expected.get(b, b) + expected.get(a, b) ** 2) / 500)
        expect(Math.abs(found - expected.get(a, b))).toBeLessThan(4 * error)
      }
    }
  })
})

test('a sky of pure E modes has no B on average, although the mask leaks some E into B', () => {
  const { ell, spectra, leakage } = createPolarisedSpectrumEstimator(patch, mask, bands)
  const random = seedRandom(20213)
  // No power outside the bands, as decoupling could not remove its leakage into B.
  const [first, last] = [bands[0].from, bands[bands.length - 1].to]
  const inBands = (l: number) => (l >= first && l < last ? 1 : 0)
  const found = Array.from({ length: 125 }, () => gaussianFields(patch, inBands, random))
    .flat()
    .map((e) => spectra(polarisationOf(patch, e)))
  expect(ell).toHaveLength(8)
  expect(leakage[0]).toBeGreaterThan(0.01)
  bands.forEach((_, band) => {
    const bb = moments(found.map((spectrum) => spectrum.bb[band]))
    expect(Math.abs(bb.mean) / Math.sqrt(bb.variance / bb.count)).toBeLessThan(3)
  })
})
