import { describe, expect, test } from 'vitest'
import { seedRandom } from '../../../../src-shared/random/index.ts'
import { createQuasiRandomSampler } from '../../../../src-shared/optimize/samplers/quasi-random.ts'
import { createRandomSampler } from '../../../../src-shared/optimize/samplers/random.ts'
import type { Sampler, Trial } from '../../../../src-shared/optimize/samplers/sampler.ts'
import { configurationKey } from '../../../../src-shared/optimize/space/index.ts'
import type { SearchSpace } from '../../../../src-shared/optimize/space/index.ts'

const finite: SearchSpace = [
  { name: 'kernel', kind: 'int', low: 3, high: 5 },
  { name: 'decoder', kind: 'categorical', choices: ['dense', 'spatial'] },
  { name: 'channels', kind: 'int', low: 1, high: 4, when: { parameter: 'decoder', values: ['spatial'] } },
]
const makers: [string, (space: SearchSpace) => Sampler][] = [
  ['random', createRandomSampler],
  ['quasi-random', (space) => createQuasiRandomSampler(space, 5)],
]

describe.each(makers)('a %s sampler', (_, create) => {
  test('proposes each configuration of a finite space once, then none', async () => {
    const history: Trial[] = []
    const random = seedRandom(2)
    for (let i = 0; i < 15; i++) {
      const configuration = await create(finite).ask(history, random)
      const state = (['complete', 'running', 'failed'] as const)[i % 3]
      history.push({ configuration: configuration!, state })
    }
    expect(new Set(history.map(({ configuration }) => configurationKey(finite, configuration))).size).toBe(15)
    expect(await create(finite).ask(history, random)).toBeNull()
  })

  test('covers a real parameter evenly', async () => {
    const line: SearchSpace = [{ name: 'x', kind: 'float', low: -1, high: 1 }]
    const history: Trial[] = []
    const random = seedRandom(3)
    for (let i = 0; i < 256; i++)
      history.push({ configuration: (await create(line).ask(history, random))!, state: 'complete', value: 0 })
    const quarters = [0, 0, 0, 0]
    for (const { configuration } of history) quarters[Math.floor((Number(configuration.x) + 1) * 2)]++
    // Each should contain 64, with a standard deviation of 7 for independent draws.
    for (const count of quarters) expect(Math.abs(count - 64)).toBeLessThan(28)
  })
})

test('a quasi-random sampler has equally many points in each quarter of an interval', async () => {
  const line: SearchSpace = [{ name: 'x', kind: 'float', low: 0, high: 4 }]
  const history: Trial[] = []
  for (let i = 0; i < 64; i++)
    history.push({
      configuration: (await createQuasiRandomSampler(line, 9).ask(history, seedRandom(0)))!,
      state: 'running',
    })
  for (let quarter = 0; quarter < 4; quarter++)
    expect(history.filter(({ configuration }) => Math.floor(Number(configuration.x)) === quarter)).toHaveLength(16)
})
