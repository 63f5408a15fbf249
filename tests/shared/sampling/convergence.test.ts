import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { seedRandom, normal } from '../../../src-shared/random/index.ts'
import { convergence, worstConvergence } from '../../../src-shared/sampling/convergence.ts'
import { rankNormalised } from '../../../src-shared/sampling/rank-normal.ts'

/** Split R-hat and bulk effective sample size by ArviZ: tests/reference/sampling.py. */
const reference: { cases: { name: string; draws: number[][]; rHat: number; effectiveSamples: number }[] } = JSON.parse(
  readFileSync(new URL('../../reference/sampling.json', import.meta.url), 'utf8'),
)
const drawn = (chains: number, draws: number, seed: number, shift = (_chain: number) => 0) => {
  const random = seedRandom(seed)
  return Array.from({ length: chains }, (_, i) => Float64Array.from({ length: draws }, () => normal(random) + shift(i)))
}

describe('the convergence of chains', () => {
  it.each(reference.cases)("is ArviZ's for chains that are $name", ({ draws, rHat, effectiveSamples }) => {
    const found = convergence(draws.map((chain) => Float64Array.from(chain)))
    expect(found.rHat).toBeCloseTo(rHat, 9)
    expect(found.effectiveSamples / effectiveSamples).toBeCloseTo(1, 9)
  })

  it('of independent draws is near 1, with about as many effective samples as draws', () => {
    const { rHat, effectiveSamples } = convergence(drawn(4, 500, 1))
    expect(Math.abs(rHat - 1)).toBeLessThan(0.01)
    expect(effectiveSamples).toBeGreaterThan(1600)
    expect(effectiveSamples).toBeLessThan(2400)
  })

  it('does not depend on the scale of the quantity, nor on what grows with it', () => {
    const chains = drawn(4, 100, 2, (chain) => 0.2 * chain)
    const plain = convergence(chains)
    // The bulk is from ranks alone; distances from the median are not.
    const cubed = convergence(chains.map((chain) => chain.map((value) => value ** 3)))
    expect(cubed.effectiveSamples).toBe(plain.effectiveSamples)
    expect(convergence(chains.map((chain) => chain.map((value) => 8 * value)))).toEqual(plain)
  })

  it('is NaN for draws that are all the same', () => {
    expect(convergence([new Float64Array(10), new Float64Array(10)]).rHat).toBeNaN()
  })

  it('of several coordinates is that of the worst', () => {
    const [good, bad] = [drawn(3, 200, 3), drawn(3, 200, 4, (chain) => chain)]
    const both = good.map((chain, i) => Float64Array.from({ length: 400 }, (_, k) => [chain, bad[i]][k % 2][k >> 1]))
    expect(worstConvergence(both, 2)).toEqual(convergence(bad))
    expect(convergence(bad).rHat).toBeGreaterThan(convergence(good).rHat + 0.1)
  })
})

describe('numbers normalised by rank', () => {
  it('are the normal quantiles of their ranks, of mean ranks for equal values', () => {
    const found = rankNormalised(Float64Array.of(5, 1, 5, 9))
    // Ranks 2.5, 1, 2.5, 4 of 4: (2.5 - 3/8) / (4 + 1/4) = 1/2, (1 - 3/8) / 4.25 = 0.147059.
    expect(found[0]).toBeCloseTo(0, 12)
    expect(found[2]).toBeCloseTo(0, 12)
    expect(found[1]).toBeCloseTo(-1.0491313979639707, 12)
    expect(found[3]).toBeCloseTo(1.0491313979639707, 12)
  })
})
