import { describe, expect, it } from 'vitest'
import { drawInWorseHalf, drawOutWorseHalf } from '../../../../src-shared/optimize/samplers/observations.ts'
import { fitObjectiveSurface } from '../../../../src-shared/optimize/surface/objective-surface.ts'
import type { SearchSpace } from '../../../../src-shared/optimize/space/index.ts'
import { seedRandom } from '../../../../src-shared/random/index.ts'

const space: SearchSpace = [
  { kind: 'float', name: 'a', low: -1, high: 1 },
  { kind: 'categorical', name: 'b', choices: ['x', 'y'] },
]
/** 1000 + a^2, plus 2 for y. */
const objective = (a: number, b: string) => 1000 + a * a + (b === 'y' ? 2 : 0)
const trials = [-1, -0.6, -0.2, 0.2, 0.6, 1].flatMap((a) =>
  ['x', 'y'].map((b) => ({ configuration: { a, b }, state: 'complete' as const, value: objective(a, b) })),
)

describe('the surface of an objective', () => {
  it('passes through the trials, in their unit, and is most certain there', async () => {
    const surface = (await fitObjectiveSurface(space, trials, seedRandom(1)))!
    for (const { configuration, value } of trials) expect(surface(configuration).mean).toBeCloseTo(value, 1)
    expect(surface({ a: 0.2, b: 'x' }).deviation).toBeLessThan(surface({ a: 0, b: 'x' }).deviation)
    expect(surface({ a: 0, b: 'x' }).mean).toBeCloseTo(1000, 1)
  })

  it('is negated with the direction', async () => {
    const turned = trials.map((trial) => ({ ...trial, value: -trial.value }))
    const surface = (await fitObjectiveSurface(space, trials, seedRandom(1)))!
    const other = (await fitObjectiveSurface(space, turned, seedRandom(1), 'maximise'))!
    const place = { a: 0.35, b: 'y' }
    expect(other(place).mean).toBe(-surface(place).mean)
    expect(other(place).deviation).toBe(surface(place).deviation)
  })

  it('is null for too few trials', async () => {
    expect(await fitObjectiveSurface(space, trials.slice(0, 3), seedRandom(1))).toBeNull()
  })

  it('is transformed back from compressed values', () => {
    const values = [1, 2, 3, 4, 10, 30]
    const back = drawOutWorseHalf(values)
    drawInWorseHalf(values).forEach((standard, i) => expect(back(standard)).toBeCloseTo(values[i], 9))
  })
})
