import { describe, expect, it } from 'vitest'
import { skyCommand } from '../../src-preload/contract/sky-command.ts'
import { skyOrderSchema, type SkyOrder } from '../../src-preload/contract/skies.ts'
import { givenOf, type GivenOptions } from '../../src-main/terminal/sample-options.ts'
import { expectLimits } from './limits.ts'
import { parse } from './parse-line.ts'

const plain = { runId: 'flow', nside: 64, out: '/sky/a.fits' }
const order = (change: Partial<SkyOrder> = {}) => skyOrderSchema.parse({ ...plain, ...change })

describe('the command of a sky', () => {
  it('keeps all of an order', () => {
    const given = { mean: -2.5, std: 0.25, latitude: 40 }
    const numbers = { seed: 4, realisation: 7, step: 3.5, solverSteps: 48, nside: 128 } as const
    const asked = order({
      ...numbers,
      ordering: 'NESTED',
      checkpoint: 'last',
      given,
      like: { mapId: 'm', column: 'I 2' },
    })
    const template = { path: '/my maps/t.fits', coordsysOverride: 'C' } as const
    const { operands, options } = parse(skyCommand('my run', asked, template))
    expect(operands).toEqual(['my run'])
    expect(options).toMatchObject({
      ...{ ...numbers, ordering: 'NESTED', checkpoint: 'last', out: plain.out },
      ...{ like: template.path, likeColumn: 'I 2', likeCoordsys: 'C' },
    })
    expect(givenOf(options as unknown as GivenOptions)).toEqual(given)
  })

  it('has the same defaults as the form', () => {
    const { runId: _, given, like: __, step, ...asked } = order()
    const { options } = parse(skyCommand('r', order(), null))
    expect(options).toMatchObject(asked)
    expect([step, given, 'step' in options, 'like' in options]).toEqual([null, {}, false, false])
  })
})

it('an order has limits', () => {
  const limits = [
    { field: 'nside', taken: [1, 12, 8192], refused: [0, 1.5, 8193] },
    { field: 'realisation', taken: [0, 1e9], refused: [-1, 0.5] },
    { field: 'step', taken: [null, 0.001, 90], refused: [0, 91] },
    { field: 'solverSteps', taken: [1, 10_000], refused: [0, 10_001] },
    { field: 'out', taken: ['/a.fits'], refused: ['', 'a.fits'] },
  ]
  for (const one of limits) expectLimits(skyOrderSchema, plain, one)
})
