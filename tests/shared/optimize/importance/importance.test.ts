import { describe, expect, test } from 'vitest'
import { parameterImportance } from '../../../../src-shared/optimize/importance/parameter-importance.ts'
import { sobolIndices } from '../../../../src-shared/optimize/importance/sobol-indices.ts'
import { createQuasiRandomSampler } from '../../../../src-shared/optimize/samplers/quasi-random.ts'
import type { Trial } from '../../../../src-shared/optimize/samplers/sampler.ts'
import type { Configuration, SearchSpace } from '../../../../src-shared/optimize/space/index.ts'
import { seedRandom } from '../../../../src-shared/random/index.ts'

/** Ishigami & Homma's function on [-pi, pi]^3, and the closed form of its indices. */
const [a, b] = [7, 0.1]
const ishigami = (x: ArrayLike<number>) => Math.sin(x[0]) + a * Math.sin(x[1]) ** 2 + b * x[2] ** 4 * Math.sin(x[0])
const parts = {
  first: 0.5 * (1 + (b * Math.PI ** 4) / 5) ** 2,
  second: a ** 2 / 8,
  firstAndThird: b ** 2 * Math.PI ** 8 * (1 / 18 - 1 / 50),
}
const variance = parts.first + parts.second + parts.firstAndThird
const expected = {
  first: [parts.first / variance, parts.second / variance, 0],
  total: [(parts.first + parts.firstAndThird) / variance, parts.second / variance, parts.firstAndThird / variance],
}

describe('Sobol indices', () => {
  test.each([1, 2, 3])('of Ishigami’s function match the closed form to 0.01, seed %i', (seed) => {
    const onCube = (u: Float64Array) => ishigami(u.map((each) => (2 * each - 1) * Math.PI))
    const { first, total } = sobolIndices(onCube, 3, 2048, seedRandom(seed))
    for (let d = 0; d < 3; d++) {
      expect(Math.abs(first[d] - expected.first[d])).toBeLessThan(0.01)
      expect(Math.abs(total[d] - expected.total[d])).toBeLessThan(0.01)
    }
  })

  test('of a sum are the variances of its terms, with first equal to total', () => {
    const { first, total } = sobolIndices((u) => u[0] + 2 * u[1] + 3 * u[3], 4, 1024, seedRandom(1))
    for (const [d, part] of [1 / 14, 4 / 14, 0, 9 / 14].entries()) {
      expect(Math.abs(first[d] - part)).toBeLessThan(5e-3)
      expect(Math.abs(total[d] - part)).toBeLessThan(5e-3)
    }
  })

  test('of a constant are 0', () => {
    const { first, total } = sobolIndices(() => 3, 2, 64, seedRandom(1))
    expect([...first, ...total]).toEqual([0, 0, 0, 0])
  })
})

async function measured(space: SearchSpace, trials: number, value: (configuration: Configuration) => number) {
  const history: Trial[] = []
  for (let i = 0; i < trials; i++) {
    const configuration = (await createQuasiRandomSampler(space, 3).ask(history, seedRandom(0)))!
    history.push({ configuration, state: 'complete', value: value(configuration) })
  }
  return history
}

describe('the importance of parameters', () => {
  test('is estimated from 128 trials of Ishigami’s function', async () => {
    const space: SearchSpace = [1, 2, 3].map((i) => ({ name: `x${i}`, kind: 'float', low: -Math.PI, high: Math.PI }))
    const history = await measured(space, 128, ({ x1, x2, x3 }) => ishigami([Number(x1), Number(x2), Number(x3)]))
    const found = (await parameterImportance(space, history, seedRandom(5)))!
    expect(found.map(({ name }) => name)).toEqual(['x1', 'x2', 'x3'])
    found.forEach(({ first, total }, d) => {
      // The worse half is compressed, which the closed form does not account for.
      expect(Math.abs(first - expected.first[d])).toBeLessThan(0.12)
      expect(Math.abs(total - expected.total[d])).toBeLessThan(0.12)
    })
  })

  test('distinguishes choices and conditional parameters that matter from those that do not', async () => {
    const space: SearchSpace = [
      { name: 'decoder', kind: 'categorical', choices: ['dense', 'spatial'] },
      { name: 'rate', kind: 'float', low: 1e-5, high: 1e-1, log: true },
      { name: 'idle', kind: 'categorical', choices: ['a', 'b', 'c'] },
      { name: 'channels', kind: 'int', low: 1, high: 8, when: { parameter: 'decoder', values: ['spatial'] } },
    ]
    const history = await measured(
      space,
      60,
      ({ decoder, rate, channels }) =>
        (Math.log10(Number(rate)) + 3) ** 2 + (decoder === 'dense' ? 2 : Number(channels) / 4),
    )
    history.push({ configuration: history[0].configuration, state: 'failed' })
    const found = Object.fromEntries(
      (await parameterImportance(space, history, seedRandom(5)))!.map(({ name, total }) => [name, total]),
    )
    expect(found.idle).toBeLessThan(0.02)
    expect(found.rate).toBeGreaterThan(0.5)
    expect(found.decoder).toBeGreaterThan(0.1)
    expect(found.channels).toBeGreaterThan(0.03)
  })

  test('is null for too few trials', async () => {
    const space: SearchSpace = [{ name: 'x', kind: 'float', low: 0, high: 1 }]
    expect(await parameterImportance(space, await measured(space, 2, () => 1), seedRandom(1))).toBeNull()
    const flat = await parameterImportance(space, await measured(space, 3, () => 1), seedRandom(1))
    expect(flat).toEqual([{ name: 'x', first: 0, total: 0 }])
  })
})
