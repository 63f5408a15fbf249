import { describe, expect, it } from 'vitest'
import { inpaintMapCommand } from '../../src-preload/contract/inpaint-map-command.ts'
import { inpaintedMapOrderSchema, type InpaintedMapOrder } from '../../src-preload/contract/inpainted-maps.ts'
import { expectLimits } from './limits.ts'
import { minimalParams } from './minimal-params.ts'
import { parse } from './parse-line.ts'

const plain = minimalParams['maps.inpaint']
const order = (change: Partial<InpaintedMapOrder> = {}) => inpaintedMapOrderSchema.parse({ ...plain, ...change })
const map = { path: '/my maps/m.fits', coordsysOverride: null, polcconvOverride: null }

describe('the command of a map with its holes filled', () => {
  it('keeps all of an order', () => {
    const estimator = { kind: 'flow', checkpoint: 'last', samples: 16, solverSteps: 8, seed: 4 } as const
    const holes = { kind: 'map', path: '/sky/mask.fits', column: 'M 1', threshold: 0.9 } as const
    const polarised = { kind: 'sources', path: '/q.csv', radius: null } as const
    const channels = {
      I: { holes: { kind: 'all' } },
      Q: { holes: polarised, sigma: 0.3 },
      U: { holes: polarised },
    } as const
    const asked = order({
      channels,
      holes,
      estimate: { estimator, runId: 'r' },
      sigma: 0.1,
      realisations: 2,
      column: 'I 2',
    })
    const text = inpaintMapCommand({ ...map, coordsysOverride: 'C', polcconvOverride: 'IAU' }, asked, {
      dataset: '/d',
      run: '/runs/r',
    })
    const { operands, options } = parse(text)
    expect(operands).toEqual([map.path])
    expect(options).toMatchObject({
      ...{
        column: 'I 2',
        coordsys: 'C',
        polcconv: 'IAU',
        maskOf: ['I=all', 'Q=/q.csv', 'U=/q.csv'],
        noiseOf: ['Q=0.3'],
        mask: holes.path,
        maskColumn: 'M 1',
        maskThreshold: 0.9,
        run: '/runs/r',
        dataset: '/d',
      },
      ...{ estimator: ['flow'], checkpoint: 'last', samples: 16, solverSteps: 8, seed: 4, sigma: 0.1, realisations: 2 },
      out: asked.out,
    })
  })

  it('has the same defaults as the form', () => {
    const { options } = parse(inpaintMapCommand(map, order(), { dataset: '/d', run: null }))
    const { sigma, realisations, holes } = order()
    expect(options).toMatchObject({ sigma, realisations, sources: holes.path, estimator: ['mean'] })
    for (const name of ['run', 'mask', 'maskColumn', 'maskThreshold', 'maskRadius', 'coordsys'])
      expect(options).not.toHaveProperty(name)
  })
})

it('an order has limits', () => {
  for (const one of [
    { field: 'sigma', taken: [0.01, 10], refused: [0, 11] },
    { field: 'realisations', taken: [0, 1000], refused: [-1, 0.5, 1001] },
    { field: 'column', taken: ['I'], refused: [''] },
    { field: 'out', taken: ['/a'], refused: [''] },
    {
      field: 'holes',
      taken: [{ kind: 'map', path: 'm.fits' }],
      refused: [{ kind: 'map' }, { kind: 'disc', path: 'a' }],
    },
    {
      field: 'channels',
      taken: [{}, { I: { holes: { kind: 'all' } } }, { Q: { sigma: 0.1 } }],
      refused: [{ V: {} }, { I: { holes: { kind: 'none' } } }, { Q: { sigma: 0 } }],
    },
  ])
    expectLimits(inpaintedMapOrderSchema, plain, one)
})
