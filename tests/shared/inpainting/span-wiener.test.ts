import { describe, expect, it } from 'vitest'
import { covarianceWiener } from '../../../src-shared/inpainting/covariance-wiener.ts'
import { spanWiener } from '../../../src-shared/inpainting/span-wiener.ts'
import { normal, seedRandom } from '../../../src-shared/random/index.ts'
import { randomField } from '../../../src-shared/inpainting/stationary-prior.ts'
import { inHole, mask, prior, relativeError, seeing, seen, size } from './test-patch.ts'

const random = seedRandom(4)
const pixels = size * size
const count = 37
const remainder = 0.02
const rows = new Float32Array(count * pixels)
for (let k = 0; k < count; k++) {
  rows.set(
    randomField(prior, size, random).map((value) => value / Math.sqrt(count - 1)),
    k * pixels,
  )
}
const mean = Float64Array.from({ length: pixels }, () => 0.1 * normal(random))
const covariance = new Float64Array(pixels * pixels)
for (let i = 0; i < pixels; i++) {
  for (let j = 0; j < pixels; j++) {
    let sum = i === j ? remainder : 0
    for (let k = 0; k < count; k++) sum += rows[k * pixels + i] * rows[k * pixels + j]
    covariance[i * pixels + j] = sum
  }
}

describe('the Wiener filter in the span of patches', () => {
  const how = seeing(null)
  const inSpan = spanWiener({ mean, rows, remainder }, how)(seen(how))
  const dense = covarianceWiener({ mean, covariance }, how)(seen(how))

  it('has in the hole the mean and standard deviation of the same covariance, written out', () => {
    expect(relativeError(inHole(inSpan.mean), [...inHole(dense.mean)])).toBeLessThan(1e-8)
    expect(relativeError(inHole(inSpan.deviation), [...inHole(dense.deviation)])).toBeLessThan(1e-8)
  })

  it('draws realisations of that standard deviation around that mean, in the hole only', () => {
    const draws = 1000
    const squares = new Float64Array(pixels)
    for (let k = 0; k < draws; k++) {
      inSpan.sample(random).forEach((value, i) => (squares[i] += (value - inSpan.mean[i]) ** 2))
    }
    squares.forEach((sum, i) => {
      if (mask[i] === 1) expect(sum).toBe(0)
      else expect(Math.abs(sum / draws / dense.deviation[i] ** 2 - 1)).toBeLessThan(4.5 * Math.sqrt(2 / draws))
    })
  })

  it('takes the span of the patches through a beam', () => {
    const [how, remainder] = [seeing(2), 1e-9]
    const inSpan = spanWiener({ mean, rows, remainder }, how)(seen(how))
    const unspanned = covariance.map((c, k) => c - (k % (pixels + 1) ? 0 : 0.02 - remainder))
    const dense = covarianceWiener({ mean, covariance: unspanned }, how)(seen(how))
    expect(relativeError(inHole(inSpan.mean), [...inHole(dense.mean)])).toBeLessThan(1e-5)
  })
})
