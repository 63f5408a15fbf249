import { describe, expect, it } from 'vitest'
import {
  estimateId,
  estimateNameSchema,
  estimateOf,
  estimateOrderSchema,
  estimatorSchema,
} from '../../src-preload/contract/estimators.ts'
import { estimateTitle, estimatorFacts, estimatorKinds } from '../../src-shared/inpainting/estimator-facts.ts'
import { expectLimits, refusedAt, type Limits } from './limits.ts'

describe('an estimator', () => {
  it('of each kind has settings by default', () => {
    for (const kind of estimatorKinds) expect(estimatorSchema.parse({ kind })).toMatchObject({ kind })
    expect(refusedAt(estimatorSchema, { kind: 'oracle' })).toBe('kind')
  })

  it('by Eq. 13 starts once from the best epoch, as in the paper', () => {
    expect(estimatorSchema.parse({ kind: 'map' })).toEqual({
      kind: 'map',
      checkpoint: 'best',
      starts: 1,
      maxIterations: 500,
      seed: 0,
    })
  })

  const limits: Limits[] = [
    { field: 'starts', taken: [1, 64], refused: [0, 65, 1.5] },
    { field: 'maxIterations', taken: [1, 10_000], refused: [0, 10_001] },
    { field: 'seed', taken: [0], refused: [-1, 0.1] },
    { field: 'checkpoint', taken: ['best', 'last', undefined], refused: ['first', 12] },
  ]
  it.each(limits)('by Eq. 13 has limits of $field, and names it if they are exceeded', (each) => {
    expectLimits(estimatorSchema, { kind: 'map' }, each)
  })

  const ofWiener: Limits[] = [
    { field: 'covariance', taken: ['patches', 'stationary', undefined], refused: ['isotropic'] },
    { field: 'samples', taken: [0, 1000], refused: [-1, 1001, 2.5] },
    { field: 'seed', taken: [0], refused: [-1, 0.1] },
  ]
  it.each(ofWiener)('by a Wiener filter has limits of $field, and names it if they are exceeded', (each) => {
    expectLimits(estimatorSchema, { kind: 'wiener' }, each)
  })

  const ofFlow: Limits[] = [
    { field: 'checkpoint', taken: ['best', 'last', undefined], refused: ['first'] },
    { field: 'samples', taken: [2, 1000, undefined], refused: [1, 1001, 2.5] },
    { field: 'solverSteps', taken: [1, 10_000, undefined], refused: [0, 10_001] },
    { field: 'seed', taken: [0], refused: [-1, 0.1] },
  ]
  it.each(ofFlow)('by a flow has limits of $field, and names it if they are exceeded', (each) => {
    expectLimits(estimatorSchema, { kind: 'flow' }, each)
  })

  it.each(estimatorKinds)('%s needs a run only for a model', (kind) => {
    const order = { estimator: { kind } }
    const isRefused = estimatorFacts[kind].model !== null
    expect(estimateOrderSchema.safeParse(order).success).toBe(!isRefused)
    if (isRefused) expect(refusedAt(estimateOrderSchema, order)).toBe('runId')
    expect(estimateOrderSchema.safeParse({ ...order, runId: 'r' }).success).toBe(true)
  })
})

describe('an estimate', () => {
  it('is named by its kind, with a number if there are several', () => {
    for (const name of [...estimatorKinds, 'map-2', 'map-31', 'two-words', 'two-words-2'])
      expect(estimateNameSchema.parse(name)).toBe(name)
    for (const name of ['', '..', 'a/b', 'Map', 'map.2', '-map', '2'])
      expect(estimateNameSchema.safeParse(name).success, name).toBe(false)
    expect([estimateTitle('map'), estimateTitle('map-2'), estimateTitle('mean')]).toEqual(['MAP', 'MAP 2', 'Mean'])
  })

  it('has an id made of those of its inpainting and its name', () => {
    const id = estimateId('iris.v2-patch-7-disc', 'map-2')
    expect(estimateOf(id)).toEqual({ inpaintingId: 'iris.v2-patch-7-disc', name: 'map-2' })
  })
})
