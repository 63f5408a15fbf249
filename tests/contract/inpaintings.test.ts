import { describe, expect, it } from 'vitest'
import {
  estimateAddress,
  estimateArraySchema,
  factsOfData,
  inpaintingMethods,
  isSeenDirectly,
  isSeenWhole,
  ofChannel,
  problemAddress,
  problemArraySchema,
  problemSchema,
} from '../../src-preload/contract/inpaintings.ts'
import { masksTitle } from '../../src-preload/contract/mask-words.ts'
import { forwardModel } from '../../src-preload/contract/problem-words.ts'
import type { ChannelSet } from '../../src-shared/sky/channels.ts'
import { expectLimits, refusedAt, type Limits } from './limits.ts'

const problem = { patch: 3, mask: { kind: 'disc' } }
const order = { datasetId: 'd', problem, estimates: [{ estimator: { kind: 'mean' } }] }
const start = inpaintingMethods['inpaintings.start'].params

describe('the data of a problem', () => {
  it('are by default those of the paper, Sec. 3.3: the patch without its hole, with noise of 0.2', () => {
    expect(problemSchema.parse(problem)).toEqual({
      ...problem,
      beam: null,
      pixelWindow: null,
      noise: { kind: 'white', sigma: 0.2 },
      channels: {},
      simulated: false,
      seed: 0,
    })
  })

  const limits: Limits[] = [
    { field: 'patch', taken: [0, 100_000], refused: [-1, 0.5, null, undefined] },
    { field: 'beam', taken: [0.1, 600, null], refused: [0, -5, 601, NaN] },
    {
      field: 'pixelWindow',
      taken: [null, undefined, { kind: 'patch' }, { kind: 'healpix', nside: 512 }],
      refused: ['patch'],
    },
    { field: 'simulated', taken: [true, undefined], refused: [1, null] },
    { field: 'seed', taken: [0], refused: [-1, 0.1] },
  ]
  it.each(limits)('$field has limits, and is named if it exceeds them', (each) => {
    expectLimits(problemSchema, problem, each)
    expectLimits(start, order, { ...each, field: `problem.${each.field}` })
  })

  it('have noise within limits', () => {
    const noise = { kind: 'white', sigma: 0.2 }
    for (const sigma of [0, -0.2, 10.1, Infinity])
      expect(refusedAt(problemSchema, { ...problem, noise: { ...noise, sigma } })).toBe('noise.sigma')
    expect(refusedAt(problemSchema, { ...problem, noise: { kind: 'pink' } })).toBe('noise.kind')
  })

  it('show the pixels of the patch unless there is a beam, a pixel window or noise is added', () => {
    const direct = { beam: null, pixelWindow: null }
    expect(isSeenDirectly({ ...direct, simulated: false })).toBe(true)
    expect(isSeenDirectly({ ...direct, beam: 5, simulated: false })).toBe(false)
    expect(isSeenDirectly({ ...direct, simulated: true })).toBe(false)
    expect(isSeenDirectly({ ...direct, pixelWindow: { kind: 'patch' }, simulated: false })).toBe(false)
  })
})

describe('an inpainting', () => {
  it('is checked with the parameters of its start: a dataset, a problem, and at least one estimate', () => {
    expect(inpaintingMethods['inpaintings.check'].params).toBe(start)
    expect(refusedAt(start, { ...order, datasetId: 'a/b' })).toBe('datasetId')
    expect(refusedAt(start, { ...order, problem: { ...problem, mask: { kind: 'file', path: '' } } })).toBe(
      'problem.mask.path',
    )
    expect(refusedAt(start, { ...order, estimates: [] })).toBe('estimates')
    expect(refusedAt(start, { ...order, estimates: [{ estimator: { kind: 'map' } }] })).toBe('estimates.0.runId')
  })

  it('is stopped and removed as a whole, or one of its estimates', () => {
    for (const name of ['inpaintings.stop', 'inpaintings.remove'] as const) {
      const { params } = inpaintingMethods[name]
      expect(params.parse({ id: 'i' })).toEqual({ id: 'i', estimate: null })
      expect(params.parse({ id: 'i', estimate: 'map-2' })).toEqual({ id: 'i', estimate: 'map-2' })
      expect(refusedAt(params, { id: 'i', estimate: '../x' })).toBe('estimate')
    }
  })

  it('has pictures of its problem, and of each estimate', () => {
    expect(problemArraySchema.options).toEqual(['original', 'mask', 'corrupted'])
    expect(problemAddress('i-1', 'corrupted')).toBe('/data/inpaintings/i-1/corrupted?unit=standard')
    expect(estimateArraySchema.options).toEqual(['fill', 'filled', 'residual', 'deviation', 'sample'])
    expect(estimateAddress('i-1', 'map-2', 'fill', 'map')).toBe('/data/inpaintings/i-1/estimates/map-2/fill?unit=map')
  })

  it('has a curve by iteration', () => {
    const { result } = inpaintingMethods['inpaintings.history']
    const point = { start: 0, iteration: 12, objective: -3.5 }
    expect(result.parse([point])).toEqual([point])
    expect(refusedAt(result, [point, { ...point, iteration: 1.5 }])).toBe('1.iteration')
    expect(refusedAt(result, [{ ...point, objective: Infinity }])).toBe('0.objective')
  })
})

describe('a problem of several channels', () => {
  const channels = {
    I: { mask: { kind: 'all' }, beam: null },
    Q: { mask: { kind: 'none' }, noise: { kind: 'white', sigma: 0.5 } },
  }
  const parsed = problemSchema.parse({ ...problem, beam: 30, channels })

  it('is for each channel what is said of it, or of all', () => {
    expect(ofChannel(parsed, 'I')).toMatchObject({ mask: { kind: 'all' }, beam: null, noise: { sigma: 0.2 } })
    expect(ofChannel(parsed, 'Q')).toMatchObject({ mask: { kind: 'none' }, beam: 30, noise: { sigma: 0.5 } })
    expect(ofChannel(parsed, 'U')).toMatchObject({ mask: { kind: 'disc' }, beam: 30, noise: { sigma: 0.2 } })
  })

  it('has facts of its data that hold for the channels of its patches', () => {
    const geometry = { size: 64, width: 7.875 }
    const beam = { beam: 4, pixelWindow: null, pixel: expect.closeTo(Math.PI / 1440, 12) }
    expect(factsOfData(parsed, { ...geometry, channels: 'IQU' })).toEqual({
      ...{ size: 64, channels: 3, noise: 'white', unseen: true, whole: false },
      // 30' of pixels of 7.5'.
      blurs: [null, beam, beam],
    })
    expect(factsOfData(parsed, { ...geometry, channels: 'I' })).toMatchObject({
      channels: 1,
      blurs: [null],
      unseen: false,
    })
    const noise = { kind: 'map', path: 'std.fits' }
    const mapped = problemSchema.parse({ ...problem, channels: { U: { noise } } })
    expect(factsOfData(mapped, { ...geometry, channels: 'QU' })).toMatchObject({ noise: 'map', unseen: false })
  })

  it('has a mask, a beam and noise of a channel within their limits, and no other channel', () => {
    expect(refusedAt(problemSchema, { ...problem, channels: { V: {} } })).toMatch(/^channels/)
    expect(refusedAt(problemSchema, { ...problem, channels: { Q: { beam: 0 } } })).toBe('channels.Q.beam')
    expect(refusedAt(problemSchema, { ...problem, mask: { kind: 'none' } })).toBe('mask.kind')
  })

  it('says at the end of its model what differs for channels', () => {
    expect(forwardModel(parsed, 'IQU')).toBe(
      'd = M B x + n: a beam of 30 arcmin (B), the mask disc (M), noise of 0.2 std (n); ' +
        'I: all seen, no beam; Q: nothing seen, noise of 0.5 std',
    )
    const predicted = problemSchema.parse({
      ...problem,
      channels: { Q: { mask: { kind: 'none' } }, U: { mask: { kind: 'all' } } },
    })
    expect(forwardModel(predicted, 'QU')).toContain('a mask for each channel (M)')
  })

  it('has no mask in its model if all of it is seen', () => {
    const whole = problemSchema.parse({ ...problem, mask: { kind: 'all' }, beam: 80, simulated: true })
    expect(forwardModel(whole, 'IQU')).toBe(
      'd = B x + n: a beam of 80 arcmin (B), noise of 0.2 std (n), simulated with seed 0',
    )
    expect(forwardModel({ ...whole, beam: null }, 'I')).toMatch(/^d = x \+ n: noise/)
    expect(['IQU', 'QU', 'I'].map((set) => isSeenWhole(whole, set as ChannelSet))).toEqual([true, true, true])
    const holed = { ...whole, channels: { U: { mask: { kind: 'disc' as const } } } }
    expect([isSeenWhole(holed, 'QU'), isSeenWhole(holed, 'I')]).toEqual([false, true])
  })

  it('is called by its masks', () => {
    expect(masksTitle(parsed, 'IQU')).toBe('I all seen, Q nothing seen, U disc')
    expect(masksTitle(parsed, 'I')).toBe('all seen')
    const alike = problemSchema.parse({ ...problem, channels: { I: { mask: { kind: 'all' } } } })
    expect(masksTitle(alike, 'IQU')).toBe('I all seen, Q and U disc')
    expect(masksTitle(alike, 'QU')).toBe('disc')
  })
})
