import { describe, expect, it } from 'vitest'
import {
  inpaintingAddress,
  inpaintingArraySchema,
  inpaintingConfigSchema,
  inpaintingMethods,
  maskChoiceSchema,
  operatorSchema,
} from '../../src-preload/contract/inpaintings.ts'
import { expectLimits, refusedAt, type Limits } from './limits.ts'

const config = { patch: 3, mask: { kind: 'disc' } }
const start = inpaintingMethods['inpaintings.start'].params

describe('the settings of an inpainting', () => {
  it('are by default those of the paper, Sec. 3.3: the best epoch, noise of 0.2, one start', () => {
    expect(inpaintingConfigSchema.parse(config)).toEqual({
      ...config,
      operator: { kind: 'mask' },
      checkpoint: 'best',
      sigma: 0.2,
      starts: 1,
      maxIterations: 500,
      seed: 0,
    })
  })

  const limits: Limits[] = [
    { field: 'patch', taken: [0, 100_000], refused: [-1, 0.5, null, undefined] },
    { field: 'sigma', taken: [1e-6, 10], refused: [0, -0.2, 10.1, Infinity] },
    { field: 'starts', taken: [1, 64], refused: [0, 65, 1.5] },
    { field: 'maxIterations', taken: [1, 10_000], refused: [0, 10_001] },
    { field: 'seed', taken: [0], refused: [-1, 0.1] },
    { field: 'checkpoint', taken: ['best', 'last', undefined], refused: ['first', 12] },
  ]
  it.each(limits)('$field has limits, and is named if it exceeds them', (each) => {
    expectLimits(inpaintingConfigSchema, config, each)
    expectLimits(start, { runId: 'r', config }, { ...each, field: `config.${each.field}` })
  })
})

describe('a mask', () => {
  it('is one of Fig. 6, or a file', () => {
    for (const kind of ['disc', 'corner', 'block']) expect(maskChoiceSchema.parse({ kind })).toEqual({ kind })
    expect(maskChoiceSchema.parse({ kind: 'file', path: '/m.npy' })).toEqual({ kind: 'file', path: '/m.npy' })
  })

  it('of a file has a path', () => {
    expect(refusedAt(maskChoiceSchema, { kind: 'file' })).toBe('path')
    expect(refusedAt(maskChoiceSchema, { kind: 'file', path: '' })).toBe('path')
    expect(refusedAt(start, { runId: 'r', config: { patch: 0, mask: { kind: 'file', path: '' } } })).toBe(
      'config.mask.path',
    )
  })

  it('of an unknown shape is refused', () => {
    expect(refusedAt(maskChoiceSchema, { kind: 'ring' })).toBe('kind')
  })
})

describe('the operator of the data', () => {
  it('is the mask only, or a beam with its width in arcmin', () => {
    expect(operatorSchema.parse({ kind: 'beam', fwhm: 12.5 })).toEqual({ kind: 'beam', fwhm: 12.5 })
    expectLimits(
      operatorSchema,
      { kind: 'beam', fwhm: 5 },
      {
        field: 'fwhm',
        taken: [0.1, 600],
        refused: [0, -5, 601, NaN, undefined],
      },
    )
    expect(refusedAt(operatorSchema, { kind: 'window' })).toBe('kind')
  })
})

describe('an inpainting', () => {
  it('is checked with the parameters of its start', () => {
    expect(inpaintingMethods['inpaintings.check'].params).toBe(start)
    expect(refusedAt(start, { runId: 'a/b', config })).toBe('runId')
    expect(refusedAt(start, { runId: 'r' })).toBe('config')
  })

  it('shows the filled patch separately from the model', () => {
    expect(inpaintingArraySchema.options).toEqual(['original', 'mask', 'corrupted', 'model', 'filled', 'residual'])
    expect(inpaintingAddress('i-1', 'filled')).toBe('/data/inpaintings/i-1/filled?unit=standard')
    expect(inpaintingAddress('i-1', 'model', 'map')).toBe('/data/inpaintings/i-1/model?unit=map')
  })

  it('has a curve by iteration', () => {
    const { result } = inpaintingMethods['inpaintings.history']
    const point = { start: 0, iteration: 12, objective: -3.5 }
    expect(result.parse([point])).toEqual([point])
    expect(refusedAt(result, [point, { ...point, iteration: 1.5 }])).toBe('1.iteration')
    expect(refusedAt(result, [{ ...point, objective: Infinity }])).toBe('0.objective')
  })
})
