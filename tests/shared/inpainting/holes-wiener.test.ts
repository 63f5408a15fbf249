import { describe, expect, it } from 'vitest'
import { covarianceWiener } from '../../../src-shared/inpainting/covariance-wiener.ts'
import { holesWiener } from '../../../src-shared/inpainting/holes-wiener.ts'
import { observation } from '../../../src-shared/inpainting/observation.ts'
import { covarianceOfField } from '../../../src-shared/inpainting/stationary-prior.ts'
import { seedRandom } from '../../../src-shared/random/index.ts'
import { data, mask, prior, relativeError, size, truth } from './test-patch.ts'

const pixels = size * size
const strength = (i: number) => 1 + 0.3 * Math.cos(0.2 * i)
const stationary = covarianceOfField(prior, size)
const general = {
  mean: Float64Array.from({ length: pixels }, (_, i) => 0.1 * Math.sin(i / 50)),
  covariance: stationary.map((value, k) => value * strength(Math.floor(k / pixels)) * strength(k % pixels)),
}
const sigma = 0.2
const holed = (where: (row: number, column: number) => boolean) =>
  Uint8Array.from({ length: pixels }, (_, i) => (where(Math.floor(i / size), i % size) ? 0 : 1))

describe('the Wiener filter of many holes', () => {
  const filler = holesWiener(general, [sigma])

  it.each([
    ['the hole of the reference', mask],
    ['a pixel', holed((row, column) => row === 11 && column === 3)],
    ['the first and the last pixel', holed((row, column) => (row + column) % (2 * size - 2) === 0)],
    ['two holes', holed((row, column) => Math.hypot(row - 6, column - 6) < 3 || Math.hypot(row - 17, column - 15) < 4)],
  ])('fills %s as the filter of one does', (_, mask) => {
    const observed = observation(mask, size, null)
    const variance = new Float64Array(observed.pixels.length).fill(sigma ** 2)
    const one = covarianceWiener(general, { observed, variance, mask })(observed.apply(truth))
    const fill = filler(
      truth.map((value, i) => (mask[i] ? value : NaN)),
      mask,
    )
    const inHole = (values: Float64Array) => [...values.filter((_, i) => mask[i] === 0)]
    expect(relativeError(inHole(fill.mean), inHole(one.mean))).toBeLessThan(1e-9)
    expect(relativeError(inHole(fill.deviation), inHole(one.deviation))).toBeLessThan(1e-9)
    const [drawn, expected] = [fill, one].map(({ sample }) => inHole(sample(seedRandom(3))))
    expect(relativeError(drawn, expected)).toBeLessThan(1e-9)
  })

  it('takes noise of its own for each channel', () => {
    const sigmas = [0.1, 0.3, 0.5]
    const observed = observation(mask, size, null)
    const variance = Float64Array.from(observed.pixels, (value) => sigmas[value % 3] ** 2)
    const one = covarianceWiener(general, { observed, variance, mask })(observed.apply(truth))
    const fill = holesWiener(general, sigmas)(truth, mask)
    const inHole = (values: Float64Array) => [...values.filter((_, i) => mask[i] === 0)]
    expect(relativeError(inHole(fill.mean), inHole(one.mean))).toBeLessThan(1e-9)
    expect(relativeError(inHole(fill.deviation), inHole(one.deviation))).toBeLessThan(1e-9)
  })

  it('has the data where they are seen, and no deviation', () => {
    const fill = filler(data, mask)
    mask.forEach((seen, i) => {
      expect(Number.isNaN(fill.deviation[i])).toBe(seen === 1)
      if (seen) expect([fill.mean[i], fill.sample(seedRandom(1))[i]]).toEqual([data[i], data[i]])
    })
  })

  it('leaves the prior as it is, and is stopped by whoever follows its progress', () => {
    const before = general.covariance.slice()
    const stop = () => {
      throw new Error('enough')
    }
    expect(() => holesWiener(general, [sigma], stop)).toThrow('enough')
    expect(general.covariance).toEqual(before)
  })
})
