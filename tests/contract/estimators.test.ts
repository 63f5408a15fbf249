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

  it('by Eq. 13 starts once from the best epoch, with the noise as width, as in the paper', () => {
    expect(estimatorSchema.parse({ kind: 'map' })).toEqual({
      kind: 'map',
      checkpoint: 'best',
      width: 'noise',
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
    { field: 'width', taken: ['noise', 'noise-and-decoder', undefined], refused: ['decoder', 0.2] },
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

  const ofLaplace: Limits[] = [
    { field: 'width', taken: ['noise', 'noise-and-decoder', undefined], refused: ['decoder'] },
    { field: 'starts', taken: [1, 64], refused: [0, 65] },
    { field: 'maxIterations', taken: [1, 10_000], refused: [0, 10_001] },
    { field: 'samples', taken: [1, 1000, undefined], refused: [0, 1001] },
    { field: 'seed', taken: [0], refused: [-1, 0.1] },
  ]
  it.each(ofLaplace)('by Laplace’s approximation has limits of $field, and names it if they are exceeded', (each) => {
    expectLimits(estimatorSchema, { kind: 'laplace' }, each)
  })

  const ofChains: Limits[] = [
    { field: 'width', taken: ['noise', 'noise-and-decoder', undefined], refused: ['decoder'] },
    { field: 'chains', taken: [2, 16, undefined], refused: [1, 17] },
    { field: 'warmUp', taken: [0, 100_000], refused: [-1, 100_001] },
    { field: 'draws', taken: [4, 100_000], refused: [3, 100_001] },
    { field: 'leapfrogSteps', taken: [1, 1000], refused: [0, 1001, 2.5] },
    { field: 'mass', taken: ['unit', 'diagonal', 'laplace', undefined], refused: ['dense'] },
    { field: 'samples', taken: [1, 1000], refused: [0, 1001] },
    { field: 'seed', taken: [0], refused: [-1, 0.1] },
  ]
  it.each(ofChains)('by chains has limits of $field, and names it if they are exceeded', (each) => {
    expectLimits(estimatorSchema, { kind: 'hmc' }, each)
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
