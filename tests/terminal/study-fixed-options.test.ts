import { describe, expect, it } from 'vitest'
import { presetConfig } from '../../src-main/application/runs/preset-config.ts'
import { fixedDifferences } from '../../src-main/terminal/study-fixed-options.ts'
import { priorConfig } from '../../src-shared/model/prior-config.ts'
import { applySettings } from '../../src-main/terminal/set-option.ts'
import type { StudyOptions } from '../../src-main/terminal/study-options.ts'

const study = {
  objective: { metric: 'validationLoss' as const, epoch: 'best' as const },
  direction: 'minimise' as const,
  epochs: 20,
  seed: 0,
  base: applySettings(presetConfig('demo', { size: 64, channels: 1, standardised: true }), [
    'denseWidth=8',
    'encoderFilters=4,4',
  ]),
  latents: null,
}
const latents = {
  ...{ runId: null, runName: 'a', runFolder: '/runs/a', checkpoint: 'best' as const, epoch: 3, prior: 'flow-best' },
}
const differences = (options: Partial<StudyOptions>) =>
  fixedDifferences({ set: [], param: [], device: [], ...options }, study)

describe('options for a study that has begun', () => {
  it.each<Partial<StudyOptions>>([
    {},
    { epochs: 20, seed: 0 },
    { objective: study.objective },
    { set: ['denseWidth=8'] },
    { preset: 'demo', set: ['encoderFilters=4,4', 'denseWidth=8'] },
  ])('that repeat its settings are not a difference: %j', (options) => {
    expect(differences(options)).toEqual([])
  })
  it.each<[Partial<StudyOptions>, string]>([
    [{ epochs: 9 }, '--epochs 9, the study has 20'],
    [{ seed: 3 }, '--seed 3, the study has 0'],
    [{ maximise: true }, '--maximise, the study minimises'],
    [
      { objective: { metric: 'testLoss', epoch: 'last' } },
      '--objective testLoss:last, the study has validationLoss:best',
    ],
    [{ set: ['encoderFilters=8,4'] }, '--set encoderFilters=8,4, the study has 4,4'],
    [
      { preset: 'demo', set: ['encoderFilters=4,4'] },
      "--preset demo with these --set differs from the study's settings (demo)",
    ],
  ])('that differ are reported with both values: %j', (options, words) => {
    expect(differences(options)).toEqual([words])
  })

  it('of a prior that differ are its kind, its name and its checkpoint', () => {
    const of = { ...study, base: priorConfig({ side: 1, channels: 8 }), latents }
    const given = (options: Partial<StudyOptions>) =>
      fixedDifferences({ set: [], param: [], device: [], ...options }, of)
    expect(given({ prior: 'flow', as: 'flow-best', checkpoint: 'best' })).toEqual([])
    expect(given({ prior: 'coupling', as: 'mine', checkpoint: 'last' })).toEqual([
      '--prior coupling, the study has flow',
      '--as mine, the study has flow-best',
      '--checkpoint last, the study has best',
    ])
    expect(differences({ as: 'mine' })).toEqual(['--as mine, the study has none'])
  })
})
