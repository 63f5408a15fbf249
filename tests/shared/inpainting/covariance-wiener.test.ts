import { describe, expect, it } from 'vitest'
import { covarianceWiener } from '../../../src-shared/inpainting/covariance-wiener.ts'
import { observation } from '../../../src-shared/inpainting/observation.ts'
import { seedRandom } from '../../../src-shared/random/index.ts'
import { covarianceOfField } from '../../../src-shared/inpainting/stationary-prior.ts'
import reference from '../../reference/fills.json' with { type: 'json' }
import { inHole, mask, prior, relativeError, seeing, seen, size } from './test-patch.ts'

const pixels = size * size
const strength = (i: number) => 1 + 0.3 * Math.cos(0.2 * i)
const stationary = covarianceOfField(prior, size)
const general = {
  mean: Float64Array.from({ length: pixels }, (_, i) => 0.1 * Math.sin(i / 50)),
  covariance: stationary.map((value, k) => value * strength(Math.floor(k / pixels)) * strength(k % pixels)),
}

describe('the Wiener filter of a full covariance', () => {
  describe.each(['mask', 'beam'] as const)('with a %s', (operator) => {
    const expected = reference.general[operator]
    const how = seeing(operator === 'beam' ? 2 : null)
    const fill = covarianceWiener(general, how)(seen(how))

    it('has NumPy’s mean everywhere, and its standard deviation in the hole', () => {
      expect(relativeError(fill.mean, expected.mean)).toBeLessThan(1e-8)
      expect(relativeError(inHole(fill.deviation), expected.deviation)).toBeLessThan(1e-8)
      fill.deviation.forEach((value, i) => expect(Number.isNaN(value)).toBe(mask[i] === 1))
    })

    it('draws realisations with NumPy’s covariance', () => {
      const random = seedRandom(5)
      const count = 2000
      const mean = inHole(fill.mean)
      const sums = new Float64Array(mean.length)
      for (let k = 0; k < count; k++) {
        const drawn = inHole(fill.sample(random)).map((value, i) => value - mean[i])
        drawn.forEach((value, i) => (sums[i] += drawn[0] * value))
      }
      const { covariances, deviation } = expected
      // The product of two correlated normals has variance s1^2 s2^2 + c^2, of which 2000 draws leave a 2000th.
      covariances.forEach((c, i) => {
        const error = Math.sqrt(((deviation[0] * deviation[i]) ** 2 + c * c) / count)
        expect(Math.abs(sums[i] / count - c)).toBeLessThan(4.5 * error)
      })
    })
  })

  it('of independent pixels that are all seen weighs each by its noise, and draws all of them', () => {
    const variance = Float64Array.from({ length: pixels }, (_, i) => 0.1 + (i % 7))
    const covariance = new Float64Array(pixels ** 2)
    for (let i = 0; i < pixels; i++) covariance[i * (pixels + 1)] = 1 + (i % 3)
    const observed = observation(new Uint8Array(pixels).fill(1), size, null)
    const data = Float64Array.from({ length: pixels }, (_, i) => Math.sin(i))
    const white = { mean: new Float64Array(pixels), covariance }
    const { mean, deviation, sample } = covarianceWiener(white, {
      ...{ observed, variance, mask: new Uint8Array(pixels) },
    })(data)
    const drawn = sample(seedRandom(1))
    data.forEach((value, i) => {
      const [prior, noise] = [1 + (i % 3), variance[i]]
      expect(mean[i]).toBeCloseTo((prior / (prior + noise)) * value, 10)
      expect(deviation[i]).toBeCloseTo(Math.sqrt((prior * noise) / (prior + noise)), 10)
      expect(drawn[i]).not.toBe(mean[i])
    })
  })

  it('is stopped by whoever follows its progress', () => {
    const shares: number[] = []
    const stop = (share: number) => {
      shares.push(share)
      if (share > 0.3) throw new Error('enough')
    }
    expect(() => covarianceWiener(general, seeing(null), stop)).toThrow('enough')
    expect(shares.length).toBeGreaterThan(1)
    expect(shares.at(-1)).toBeLessThan(1)
  })

  it('refuses a covariance that is none', () => {
    const covariance = general.covariance.map((value) => -value)
    expect(() => covarianceWiener({ ...general, covariance }, seeing(null))).toThrow('not positive definite')
  })
})
