import { describe, expect, test } from 'vitest'
import { createFieldEstimator, symmetric, type SkyField } from '../../../src-shared/statistics/field-spectra.ts'
import { meanOf, minus, splitSpectra } from '../../../src-shared/statistics/split-spectra.ts'
import { signal } from './signal.ts'

const size = 16
const patch = { rows: size, columns: size, lx: 0.5, ly: 0.5 }
const bands = [20, 40, 70].map((from, i) => ({ from, to: [40, 70, 100][i] }))
const mask = Float64Array.from({ length: size ** 2 }, (_, i) => 0.5 + 0.5 * Math.sin((Math.PI * (i % size)) / size))
const numbers = signal(9 * size ** 2)
const map = (which: number) => numbers.subarray(which * size ** 2, (which + 1) * size ** 2)
const splits: SkyField[] = [0, 3, 6].map((at) => ({ i: map(at), q: map(at + 1), u: map(at + 2) }))

describe('spectra of splits', () => {
  const estimator = createFieldEstimator('stokes', patch, mask, bands)
  const { between } = estimator

  test('are the mean over all pairs, with the scatter over them', () => {
    const { pairs, mean, scatter } = splitSpectra(estimator, splits)
    expect(pairs).toBe(3)
    expect(Object.keys(mean)).toEqual(['tt', 'te', 'tb', 'ee', 'eb', 'bb'])
    const powers = [between(splits[0], splits[1]), between(splits[0], splits[2]), between(splits[1], splits[2])]
    const of = (name: string) => powers.map((found) => found[name][1])
    const average = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
    const tt = of('tt')
    expect(mean.tt[1]).toBeCloseTo(average(tt), 14)
    expect(scatter!.tt[1]).toBeCloseTo(
      Math.sqrt(tt.reduce((sum, value) => sum + (value - average(tt)) ** 2, 0) / 2),
      14,
    )
    // T of either split with E of the other: the order of the splits does not count.
    expect(mean.te[1]).toBeCloseTo(average([...of('te'), ...of('et')]), 14)
    const turned = splitSpectra(estimator, splits.toReversed())
    mean.eb.forEach((power, band) => expect(turned.mean.eb[band]).toBeCloseTo(power, 14))
  })

  test('of a sky with the same noise of either sign give the sky exactly, and the noise, if the two do not correlate', () => {
    // a + n and a - n: their cross-spectrum is that of a minus that of n, and their own spectra have a mean of both.
    const [sky, noise] = [map(0), map(3)]
    const halves = [1, -1].map((sign) => ({ i: sky.map((value, at) => value + sign * noise[at]), q: [], u: [] }))
    const intensity = createFieldEstimator('intensity', patch, mask, bands)
    const found = splitSpectra(intensity, halves)
    const [ofSky, ofNoise] = [sky, noise].map((i) => intensity.between({ i, q: [], u: [] }, { i, q: [], u: [] }).cl)
    expect(found.scatter).toBeNull()
    found.mean.cl.forEach((power, band) => expect(power).toBeCloseTo(ofSky[band] - ofNoise[band], 12))
    found.noise.cl.forEach((power, band) => expect(power).toBeCloseTo(2 * ofNoise[band], 12))
  })
})

describe('all spectra of two maps', () => {
  test('have one name each; those of one map are symmetric', () => {
    const { between, leakage, windows } = createFieldEstimator('stokes', patch, mask, bands)
    expect(Object.keys(between(splits[0], splits[1]))).toEqual(
      'tt te et tb bt ee eb be bb'.split(' '), // as T of the first with E of the second
    )
    const own = between(splits[0], splits[0])
    own.te.forEach((power, band) => expect(own.et[band]).toBeCloseTo(power, 14))
    expect(Object.keys(symmetric(own))).toEqual('tt te tb ee eb bb'.split(' '))
    expect(leakage).toHaveLength(bands.length)
    expect(windows().map(({ names, matrix }) => [names.length, matrix.rows / bands.length])).toEqual([
      [1, 1],
      [2, 2],
      [4, 4],
    ])
  })

  test('of intensity or of polarisation alone are the same as with the other', () => {
    const all = createFieldEstimator('stokes', patch, mask, bands).between(splits[0], splits[1])
    const ofI = createFieldEstimator('intensity', patch, mask, bands)
    expect(ofI.leakage).toBeNull()
    expect(ofI.between(splits[0], splits[1]).cl).toEqual(all.tt)
    const { ee, eb, be, bb } = all
    const ofPolarisation = createFieldEstimator('polarisation', patch, mask, bands)
    expect(ofPolarisation.between(splits[0], splits[1])).toEqual({ ee, eb, be, bb })
  })
})

test('means and differences are taken band by band', () => {
  const [a, b] = [{ cl: Float64Array.of(1, 4) }, { cl: Float64Array.of(3, 8) }]
  expect(meanOf([a, b])).toEqual({ cl: Float64Array.of(2, 6) })
  expect(minus(b, a)).toEqual({ cl: Float64Array.of(2, 4) })
})
