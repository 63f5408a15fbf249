import { describe, expect, it } from 'vitest'
import { applySettings } from '../../src-main/terminal/set-option.ts'
import { priorResumeCommand, priorTrainCommand } from '../../src-preload/contract/prior-commands.ts'
import {
  priorChoiceSchema,
  priorId,
  priorNameSchema,
  priorOf,
  priorSchema,
  type Prior,
} from '../../src-preload/contract/priors.ts'
import { priorConfig } from '../../src-shared/model/prior-config.ts'
import { expectLimits, refusedAt } from './limits.ts'
import { parse } from './parse-line.ts'

const latents = { side: 16, channels: 8 }
const usual = priorConfig(latents)
export const examplePrior: Prior = {
  ...{ id: 'demo-2026-11-23-a.flow', runId: 'demo-2026-11-23-a', name: 'flow', kind: 'flow', state: 'complete' },
  ...{ failure: null, checkpoint: 'best', fits: ['best'], config: usual, epoch: 40, bestEpoch: 38 },
  latents: { epoch: 98, ...latents, centre: [0], scale: [1], count: 100 },
  ...{ bestValidationLoss: 0.6, folder: '/runs/demo-2026-11-23-a/priors/flow' },
}

describe('a prior', () => {
  it('is listed with its run, how far it is, and the checkpoints that it fits', () => {
    expect(priorSchema.parse(examplePrior)).toEqual(examplePrior)
    expect(refusedAt(priorSchema, { ...examplePrior, kind: 'mixture' })).toBe('kind')
    expect(refusedAt(priorSchema, { ...examplePrior, fits: ['epoch 3'] })).toBe('fits.0')
    expect(priorSchema.parse({ ...examplePrior, latents: null, config: null })).toMatchObject({ latents: null })
  })

  it('has a name that is safe in a path, and keeps the run in its id, which may have dots', () => {
    expectLimits(
      priorChoiceSchema,
      { kind: 'flow' },
      {
        field: 'name',
        taken: ['flow', 'A_1-b', '7', 'x'.repeat(40)],
        refused: ['', '..', 'a.b', 'a/b', '-a', '_a', 'a b', 'x'.repeat(41)],
      },
    )
    for (const runId of ['demo', 'demo-2026-11-23-a', 'v1.2']) {
      expect(priorOf(priorId(runId, 'flow'))).toEqual({ runId, name: 'flow' })
    }
    expect(priorNameSchema.safeParse('a\n').success).toBe(false)
  })
})

describe('the commands of priors', () => {
  it('of coupling layers write what differs from their own defaults', () => {
    const config = { ...priorConfig(latents, 'coupling'), denseWidth: 64, epochs: 7 }
    const choice = { name: 'coupling', kind: 'coupling', checkpoint: 'best', config } as const
    expect(priorTrainCommand('r', choice, latents)).toBe(
      'cirrus prior train r --kind coupling --checkpoint best --epochs 7 --set denseWidth=64',
    )
  })

  it('write what differs from the default flow, and are parsed back to it', () => {
    const plain = { name: 'flow', kind: 'flow', checkpoint: 'best', config: usual } as const
    expect(priorTrainCommand('r', plain, latents)).toBe(
      `cirrus prior train r --kind flow --checkpoint best --epochs ${usual.epochs}`,
    )
    const config = { ...usual, epochs: 9, blocks: 3, encoderFilters: [32, 64], seed: 5 }
    const { operands, options } = parse(
      priorTrainCommand('my run', { ...plain, name: 'deep', checkpoint: 'last', config }, latents),
    )
    expect(operands).toEqual(['my run'])
    expect(options).toMatchObject({ kind: 'flow', name: 'deep', checkpoint: 'last', epochs: 9 })
    expect(applySettings(usual, [`epochs=${options.epochs}`, ...options.set])).toEqual(config)
  })

  it('of a Gaussian have no settings, and one to resume has a name and epochs', () => {
    const gaussian = { name: 'normal', kind: 'gaussian', checkpoint: 'best', config: null } as const
    expect(priorTrainCommand('r', gaussian, latents)).toBe(
      'cirrus prior train r --kind gaussian --name normal --checkpoint best',
    )
    expect(parse(priorResumeCommand('r', 'deep', 60)).options).toMatchObject({ name: 'deep', resume: true, epochs: 60 })
    expect(priorResumeCommand('r', 'deep', null)).toBe('cirrus prior train r --name deep --resume')
  })
})
