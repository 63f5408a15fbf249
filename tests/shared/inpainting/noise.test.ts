import { describe, expect, it } from 'vitest'
import type { Blur } from '../../../src-shared/inpainting/blur.ts'
import { covarianceWiener } from '../../../src-shared/inpainting/covariance-wiener.ts'
import { noisePower } from '../../../src-shared/inpainting/noise-spectrum.ts'
import { noiseWhitening } from '../../../src-shared/inpainting/noise-whitening.ts'
import { observation, seeingOf } from '../../../src-shared/inpainting/observation.ts'
import { dividedNoise, drawnNoise, noiseVariance, widenedNoise } from '../../../src-shared/inpainting/patch-noise.ts'
import { standardisedNoise } from '../../../src-shared/inpainting/standardised-noise.ts'
import { covarianceOfField } from '../../../src-shared/inpainting/stationary-prior.ts'
import { stationaryWiener } from '../../../src-shared/inpainting/stationary-wiener.ts'
import { seedRandom } from '../../../src-shared/random/index.ts'
import reference from '../../reference/noise.json' with { type: 'json' }
import { inHole, mask, prior, relativeError, size, truth } from './test-patch.ts'

const spectrum = { ell: Float64Array.from(reference.ell), power: Float64Array.from(reference.power) }
const noise = { kind: 'spectrum', power: noisePower(spectrum, size, 0.01) } as const
const ways: [operator: 'mask' | 'blurred', blur: Blur | null][] = [
  ['mask', null],
  ['blurred', { beam: 2, pixelWindow: { kind: 'patch' }, pixel: 0.01 }],
]

// The power of the noise is float32 here.
describe.each(ways)('Wiener filters of noise with a spectrum, seen with %s, are those of NumPy', (operator, blur) => {
  const observed = observation(mask, size, blur)
  const how = seeingOf(observed, noise, mask)
  const errors = Float64Array.from(observed.pixels, (i) => 0.2 * Math.cos(3.7 * i ** 1.5))
  const data = observed.apply(truth).map((value, k) => value + errors[k])
  const expected = reference[operator]

  it('of a full covariance', () => {
    const mean = new Float64Array(size * size).fill(prior.mean)
    const fill = covarianceWiener({ mean, covariance: covarianceOfField(prior, size) }, how)(data)
    expect(relativeError(fill.mean, expected.mean)).toBeLessThan(1e-5)
    expect(relativeError(inHole(fill.deviation), expected.deviation)).toBeLessThan(1e-5)
  })

  it('of a stationary field, by conjugate gradients', () => {
    expect(relativeError(stationaryWiener(prior, how)(data).mean(), expected.mean)).toBeLessThan(1e-5)
  })
})

describe('a noise spectrum', () => {
  it('has the variance of NumPy’s', () => {
    expect(noiseVariance(noise, Int32Array.of(0, 7))[1]).toBeCloseTo(reference.variance, 7)
  })

  it('that is constant is white: N_l over the solid angle of a pixel is its variance', () => {
    const power = noisePower({ ell: Float64Array.of(100), power: Float64Array.of(0.09e-4) }, 8, 0.01)
    power.forEach((value) => expect(value).toBeCloseTo(0.09, 7))
  })

  it('is whitened exactly around holes: the sum of squares is r’ N^-1 r of NumPy', () => {
    const whitening = noiseWhitening(noise.power, mask)
    const pixels = size * size
    const residual = Float64Array.from(mask, (seen, i) => (seen ? 0.2 * Math.cos(3.7 * i ** 1.5) : 0))
    let chi2 = 0
    for (let i = 0; i < pixels; i++) {
      let white = 0
      for (let j = 0; j < pixels; j++) white += whitening[i * pixels + j] * residual[j]
      chi2 += white ** 2
    }
    expect(chi2 / reference.chi2).toBeCloseTo(1, 5)
  })

  it('is what draws have', () => {
    const random = seedRandom(5)
    const drawn = Array.from({ length: 60 }, () => drawnNoise(noise, size, random))
    const meanOf = (term: (x: Float64Array) => number) => drawn.reduce((sum, x) => sum + term(x), 0) / drawn.length
    const covariance = covarianceOfField({ power: Float64Array.from(noise.power), side: 2 * size, mean: 0 }, size)
    for (const other of [300, 301, 310]) {
      const expected = covariance[300 * size * size + other]
      const error = Math.sqrt((covariance[0] ** 2 + expected ** 2) / drawn.length)
      expect(Math.abs(meanOf((x) => x[300] * x[other]) - expected)).toBeLessThan(4 * error)
    }
  })
})

describe('the noise of data', () => {
  it('is divided with them', () => {
    expect(dividedNoise({ kind: 'white', sigma: 0.3 }, 2)).toEqual({ kind: 'white', sigma: 0.15 })
    expect(dividedNoise({ kind: 'map', deviation: Float32Array.of(1, 3) }, 2)).toEqual({
      kind: 'map',
      deviation: Float32Array.of(0.5, 1.5),
    })
    expect(dividedNoise({ kind: 'spectrum', power: Float32Array.of(4, 8) }, 2)).toEqual({
      kind: 'spectrum',
      power: Float32Array.of(1, 2),
    })
  })

  it('is widened by white noise: variances add', () => {
    expect(widenedNoise({ kind: 'white', sigma: 3 }, 4)).toEqual({ kind: 'white', sigma: 5 })
    expect(widenedNoise({ kind: 'map', deviation: Float32Array.of(3) }, 4)).toEqual({
      kind: 'map',
      deviation: Float32Array.of(5),
    })
    expect(widenedNoise({ kind: 'spectrum', power: Float32Array.of(1) }, 2)).toEqual({
      kind: 'spectrum',
      power: Float32Array.of(5),
    })
  })
})

describe('noise in the unit of a map', () => {
  const standard = { mean: 1, std: 0.5 }
  const geometry = { size: 2, pixel: 0.01 }
  const map = { kind: 'map', deviation: Float64Array.of(0.1, 0.2, 0.3, 0.4) } as const
  const seen = [0, 0, 2, -1]
  const scaling = (scale: 'linear' | 'log' | 'asinh') => ({ scale, softening: 2 })

  it('is divided by the standard deviation of the patch', () => {
    const { deviation } = standardisedNoise(map, seen, standard, scaling('linear'), geometry) as {
      deviation: Float32Array
    }
    expect([...deviation]).toEqual([0.2, 0.4, 0.6, 0.8].map((value) => expect.closeTo(value, 6)))
  })

  it('is relative to the value of its pixel if that is scaled by the logarithm', () => {
    const { deviation } = standardisedNoise(map, seen, standard, scaling('log'), geometry) as {
      deviation: Float32Array
    }
    const values = seen.map((z) => Math.exp(0.5 * z + 1))
    expect([...deviation]).toEqual(values.map((value, i) => expect.closeTo(map.deviation[i] / value / 0.5, 6)))
  })

  it('with a spectrum is taken at the mean of the patch', () => {
    const flat = { kind: 'spectrum', ell: Float64Array.of(1), power: Float64Array.of(1e-4) } as const
    const { power } = standardisedNoise(flat, seen, standard, scaling('asinh'), geometry) as { power: Float32Array }
    // A pixel has the variance 1 in the map's unit; its value is 2 sinh(1), with the slope 2 cosh(1).
    for (const value of power) expect(value).toBeCloseTo(1 / (0.5 * 2 * Math.cosh(1)) ** 2, 6)
  })
})
