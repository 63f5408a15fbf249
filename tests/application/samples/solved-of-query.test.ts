import { describe, expect, it } from 'vitest'
import { interpolationAddress, priorSamplesAddress } from '../../../src-preload/contract/samples.ts'
import { solvedOfQuery } from '../../../src-main/application/samples/solved-of-query.ts'

const queryOf = (address: string) => new URL(address, 'http://host').searchParams

describe('an address of decoded pictures', () => {
  it('says all that was asked for', () => {
    const solved = { checkpoint: 'last', unit: 'map', solver: 'heun', solverSteps: 20, prior: 'flow' } as const
    const given = { latitude: 40, mean: -1.5 }
    const draws = priorSamplesAddress('r', { ...solved, count: 3, seed: 8, given }, 1)
    expect(solvedOfQuery('samples', queryOf(draws))).toEqual({
      ...solved,
      given,
      latents: { kind: 'samples', count: 3, seed: 8 },
    })
    const path = { from: 1, to: 5, steps: 3 }
    expect(solvedOfQuery('interpolation', queryOf(interpolationAddress('r', { ...solved, ...path })))).toEqual({
      ...solved,
      latents: { kind: 'interpolation', ...path },
    })
  })

  it('means the best checkpoint and standardised pictures unless it says otherwise', () => {
    const plain = solvedOfQuery('samples', queryOf('/x?count=3&seed=8'))
    expect(plain).toEqual({
      ...{ checkpoint: 'best', unit: 'standard' },
      latents: { kind: 'samples', count: 3, seed: 8 },
    })
  })

  it.each([
    ['count=0&seed=1', 'count'],
    ['seed=1', 'count'],
    ['count=3&seed=1&checkpoint=first', 'checkpoint'],
    ['count=3&seed=1&solver=euler', 'solver'],
    ['count=3&seed=1&solverSteps=1.5', 'solverSteps'],
    ['count=3&seed=1&prior=../x', 'prior'],
    ['count=3&seed=1&unit=K', 'unit'],
    ['count=3&seed=1&given={', 'given'],
    ['count=3&seed=1&given={"mean":"high"}', 'given.mean'],
  ])('%s is refused for its %s', (query, field) => {
    expect(() => solvedOfQuery('samples', new URLSearchParams(query))).toThrow(new RegExp(`^${field}: `))
  })
})
