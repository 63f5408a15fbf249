import { describe, expect, test } from 'vitest'
import { createGaussianProcessSampler } from '../../../../src-shared/optimize/samplers/gaussian-process.ts'
import { createKerasTunerSampler } from '../../../../src-shared/optimize/samplers/keras-tuner.ts'
import type { Sampler, Trial } from '../../../../src-shared/optimize/samplers/sampler.ts'
import { checkConfiguration, configurationKey, encode } from '../../../../src-shared/optimize/space/index.ts'
import type { Configuration, SearchSpace } from '../../../../src-shared/optimize/space/index.ts'
import { seedRandom } from '../../../../src-shared/random/index.ts'
import { branin, mixed } from '../problems.ts'

type Measure = (configuration: Configuration) => Partial<Trial>

async function search(sampler: Sampler, space: SearchSpace, trials: number, measure: Measure, seed = 1) {
  const random = seedRandom(seed)
  const history: Trial[] = []
  for (let i = 0; i < trials; i++) {
    const configuration = await sampler.ask(history, random)
    if (configuration === null) break
    checkConfiguration(space, configuration)
    history.push({ configuration, state: 'complete', ...measure(configuration) })
  }
  return history
}
const best = (history: Trial[]) => Math.min(...history.flatMap(({ value }) => (Number.isFinite(value) ? [value!] : [])))

const conditional: SearchSpace = [
  { name: 'decoder', kind: 'categorical', choices: ['dense', 'spatial'] },
  { name: 'latent', kind: 'int', low: 2, high: 9, when: { parameter: 'decoder', values: ['dense'] } },
  { name: 'channels', kind: 'int', low: 1, high: 4, when: { parameter: 'decoder', values: ['spatial'] } },
]
const makers: [string, (space: SearchSpace) => Sampler][] = [
  ['sampler by a Gaussian process', (space) => createGaussianProcessSampler(space, { seed: 3 })],
  ['sampler by KerasTuner’s recipe', (space) => createKerasTunerSampler(space)],
]

describe.each(makers)('a %s', (_, create) => {
  test('proposes each configuration of a finite space once, then none', async () => {
    const history = await search(create(conditional), conditional, 20, ({ latent }) => ({ value: Number(latent ?? 3) }))
    expect(new Set(history.map(({ configuration }) => configurationKey(conditional, configuration))).size).toBe(12)
    expect(history).toHaveLength(12)
  })

  test('repeats no trial if the best is at the ends of real parameters', async () => {
    const space: SearchSpace = [
      { name: 'rate', kind: 'float', low: 1e-5, high: 1e-1, log: true },
      { name: 'decay', kind: 'categorical', choices: ['none', 'cosine'] },
      { name: 'floor', kind: 'float', low: 0, high: 1, when: { parameter: 'decay', values: ['cosine'] } },
    ]
    const history = await search(create(space), space, 40, ({ rate, floor }) => ({
      value: Math.log(Number(rate)) + Number(floor ?? 0.5),
    }))
    const places = history.map(({ configuration }) => ({ configuration, point: encode(space, configuration) }))
    for (const [i, a] of places.entries())
      for (const b of places.slice(0, i)) {
        const apart = Math.max(...a.point.map((u, k) => Math.abs(u - b.point[k])))
        expect(apart, JSON.stringify([a.configuration, b.configuration])).toBeGreaterThanOrEqual(1e-6)
      }
    // Repeating the best would be the easy choice.
    expect(best(history)).toBeLessThan(Math.log(1e-5) + 0.1)
  })

  test('gives the same trials for the same seed', async () => {
    const run = () => search(create(branin.space), branin.space, 12, (each) => ({ value: branin.value(each) }))
    expect(await run()).toEqual(await run())
  })
})

describe('a Gaussian-process sampler', () => {
  test('comes within 1e-3 of Branin’s minimum in 30 trials, and of the maximum of its negative', async () => {
    const lowest = await search(createGaussianProcessSampler(branin.space, { seed: 5 }), branin.space, 30, (each) => ({
      value: branin.value(each),
    }))
    expect(best(lowest) - branin.minimum).toBeLessThan(1e-3)
    const negative = createGaussianProcessSampler(branin.space, { seed: 5, direction: 'maximise' })
    const highest = await search(negative, branin.space, 30, (each) => ({ value: -branin.value(each) }))
    expect(highest.map(({ configuration }) => configuration)).toEqual(lowest.map(({ configuration }) => configuration))
  })

  test('finds the choices and the whole number of a mixed minimum in 40 trials', async () => {
    const history = await search(createGaussianProcessSampler(mixed.space, { seed: 5 }), mixed.space, 40, (each) => ({
      value: mixed.value(each),
    }))
    const found = history.find(({ value }) => value === best(history))!.configuration
    expect(found).toMatchObject({ first: 'six-hump camel', second: 'six-hump camel', x: 0 })
  })

  test('copes with trials that fail or give NaN or absurdly large values', async () => {
    const regrets: number[] = []
    for (const seed of [0, 1, 2]) {
      let trial = 0
      const history = await search(createGaussianProcessSampler(branin.space, { seed }), branin.space, 40, (each) => {
        trial++
        if (trial % 9 === 3) return { state: 'failed' }
        if (trial % 9 === 5) return { value: NaN }
        if (trial % 9 === 7) return { value: 1e300 }
        return { value: branin.value(each) }
      })
      regrets.push(best(history) - branin.minimum)
    }
    // A failure may happen by chance on the way to the minimum, so not every search can succeed.
    expect(regrets.sort((a, b) => a - b)[1]).toBeLessThan(0.5)
  })

  test('avoids a region in which all trials fail, although values decrease towards it', async () => {
    const line: SearchSpace = [{ name: 'x', kind: 'float', low: 0, high: 1 }]
    const history = await search(createGaussianProcessSampler(line, { seed: 2 }), line, 25, ({ x }) =>
      Number(x) > 0.6 ? { state: 'failed' } : { value: -Number(x) },
    )
    expect(history.slice(-10).filter(({ state }) => state === 'complete').length).toBeGreaterThan(3)
    expect(best(history)).toBeLessThan(-0.58)
  })

  test('spreads out concurrent trials', async () => {
    const history = await search(createGaussianProcessSampler(branin.space, { seed: 4 }), branin.space, 15, (each) => ({
      value: branin.value(each),
    }))
    const sampler = createGaussianProcessSampler(branin.space, { seed: 4 })
    for (let i = 0; i < 4; i++)
      history.push({ configuration: (await sampler.ask(history, seedRandom(9)))!, state: 'running' })
    const running = history.slice(15).map(({ configuration }) => configuration)
    for (const [i, a] of running.entries())
      for (const b of running.slice(0, i))
        expect(Math.hypot(Number(a.x1) - Number(b.x1), Number(a.x2) - Number(b.x2))).toBeGreaterThan(0.05)
  })

  test('uses only the initial sampler until a value is known', async () => {
    const history = await search(createGaussianProcessSampler(branin.space, { seed: 4 }), branin.space, 12, () => ({
      state: 'failed',
    }))
    expect(history).toHaveLength(12)
  })
})
