import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { fillNormal, randomStream } from '../../../src-main/engine/runtime/random.ts'
import { observe } from '../../../src-main/engine/training/observe-batch.ts'
import type { Channel } from '../../../src-shared/sky/channels.ts'
import { moments } from '../../../src-shared/statistics/moments.ts'

const size = 32
const shape = { size, channels: ['I'], standardised: true, observation: 'masked' } as const
function observed(seed: number, options: { standardised?: boolean; good?: Float32Array } = {}) {
  const patch = fillNormal(new Float32Array(size ** 2), randomStream(9, seed))
  const before = patch.slice()
  const target = new Float32Array(3 * size ** 2)
  observe(patch, { ...shape, standardised: options.standardised ?? true }, randomStream(seed), target, options.good)
  const plane = (k: number) => Float32Array.from({ length: size ** 2 }, (_, i) => target[3 * i + k])
  return { before, patch, data: plane(0), mask: plane(1), noise: plane(2) }
}
const where = (values: Float32Array, mask: Float32Array) => values.filter((_, i) => mask[i] === 1)

describe('observing a patch', () => {
  it('has nothing in the hole', () => {
    const { data, mask, noise } = observed(1)
    expect(mask.includes(0) && mask.includes(1)).toBe(true)
    mask.forEach((seen, i) => expect([seen, data[i], noise[i]]).toEqual(seen ? [1, data[i], noise[i]] : [0, 0, 0]))
  })

  it('gives what is seen a mean of 0 and a variance of 1, and the patch the same scale', () => {
    const { before, patch, data, mask } = observed(2)
    const { mean, variance } = moments(where(data, mask))
    expect([mean, variance]).toEqual([expect.closeTo(0, 5), expect.closeTo(1, 5)])
    // The patch changed by one factor and one shift.
    const factor = (patch[1] - patch[0]) / (before[1] - before[0])
    patch.forEach((value, i) => expect(value - patch[0]).toBeCloseTo(factor * (before[i] - before[0]), 4))
  })

  it('says how strong the noise of the data is', () => {
    for (const seed of [3, 4, 5]) {
      const { patch, data, mask, noise } = observed(seed)
      const residual = where(
        data.map((value, i) => value - patch[i]),
        mask,
      )
      const [sigma] = where(noise, mask)
      expect(Math.abs(Math.sqrt(moments(residual).variance) / sigma - 1)).toBeLessThan(
        4 / Math.sqrt(2 * residual.length),
      )
    }
  })

  it('has noise of all widths between 0.01 and 1', () => {
    const widths = Array.from({ length: 60 }, (_, seed) => Math.max(...observed(seed, { standardised: false }).noise))
    expect(Math.min(...widths)).toBeGreaterThanOrEqual(0.01)
    expect(Math.max(...widths)).toBeLessThanOrEqual(1)
    const small = widths.filter((width) => width < 0.1).length
    expect(small).toBeGreaterThan(15)
    expect(small).toBeLessThan(45)
  })

  it('is to the bit what it was before there were beams, as models are resumed that saw it', () => {
    const hashOf = (channels: readonly Channel[]) => {
      const hash = createHash('sha256')
      for (let seed = 0; seed < 50; seed++) {
        const patch = fillNormal(new Float32Array(256 * channels.length), randomStream(9, seed))
        const target = new Float32Array(3 * patch.length)
        const shape = { size: 16, channels, standardised: true, observation: 'masked' } as const
        observe(patch, shape, randomStream(seed), target)
        hash.update(patch).update(target)
      }
      return hash.digest('hex')
    }
    expect(hashOf(['I'])).toBe('ea617106f9c78c22ee3aaf3faa3bfb37b265df545b313ae8c7ecda03ae18ba1a')
    expect(hashOf(['I', 'Q', 'U'])).toBe('01452f0f2cac1556bd942359a377aa2e101eaa20dc5652958c2a7c2dca375e3d')
  })

  it('leaves the patch as it is where patches are not standardised one by one', () => {
    const { before, patch } = observed(6, { standardised: false })
    expect(patch).toEqual(before)
  })

  it('does not see bad pixels', () => {
    const good = new Float32Array(size ** 2).map((_, i) => Number(i % 3 > 0))
    const { mask } = observed(7, { good })
    mask.forEach((seen, i) => expect(seen === 1 && good[i] === 0).toBe(false))
  })

  it('of several channels has data, mask and noise of each, which may differ, and standardises each by what is seen of it', () => {
    const channels = ['I', 'Q', 'U'] as const
    const kinds = new Set<string>()
    for (let seed = 0; seed < 40; seed++) {
      const patch = fillNormal(new Float32Array(3 * size ** 2), randomStream(9, seed)).map((value) => 3 + 2 * value)
      const before = patch.slice()
      const target = new Float32Array(9 * size ** 2)
      observe(patch, { size, channels, standardised: true, observation: 'masked' }, randomStream(seed), target)
      const plane = (k: number) => Float32Array.from({ length: size ** 2 }, (_, i) => target[9 * i + k])
      const masks = [3, 4, 5].map(plane)
      const squares = channels.map((_, c) => {
        const [data, noise] = [where(plane(c), masks[c]), where(plane(6 + c), masks[c])]
        plane(c).forEach((value, i) => expect(masks[c][i] === 1 || value === 0).toBe(true))
        if (data.length === 0) {
          // Nothing tells its mean.
          if (c === 0) expect(patch[0]).toBe(before[0])
          return 0
        }
        expect(new Set(noise).size).toBe(1)
        expect(moments(data).mean).toBeCloseTo(0, 4)
        return moments(data).variance * data.length
      })
      const seen = masks.map((mask) => mask.reduce((sum, one) => sum + one, 0))
      if (seen[0] > 1) expect(squares[0] / seen[0]).toBeCloseTo(1, 4)
      // Q and U have one scale.
      if (seen[1] + seen[2] > 2) expect((squares[1] + squares[2]) / (seen[1] + seen[2])).toBeCloseTo(1, 4)
      kinds.add(new Set(seen).size === 1 ? 'common' : 'own')
    }
    expect(kinds).toEqual(new Set(['common', 'own']))
  })
})
