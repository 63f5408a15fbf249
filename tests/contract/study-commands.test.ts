import { describe, expect, it } from 'vitest'
import { baseOfDataset, baseOfPrior, specOf, type StudyOptions } from '../../src-main/terminal/study-options.ts'
import { readParams } from '../../src-main/terminal/study-steering.ts'
import {
  addTrialCommand,
  importTrialsCommand,
  keepPriorCommand,
  studyCommand,
  trainLongerCommand,
} from '../../src-preload/contract/study-commands.ts'
import type { StudyLatents } from '../../src-preload/contract/study-latents.ts'
import { patchFormOf } from '../../src-preload/contract/datasets.ts'
import { fitToPatches, latentMap } from '../../src-shared/model/latent-shape.ts'
import { priorConfig } from '../../src-shared/model/prior-config.ts'
import { presets } from '../../src-shared/model/presets.ts'
import { usualSpace } from '../../src-shared/study/usual-space.ts'
import { studySpecSchema } from '../../src-shared/study/specification.ts'
import { exampleDataset } from '../catalog/examples.ts'
import { parse } from './parse-line.ts'

describe('copy as command, for a study', () => {
  it('gives the command that starts the same study', async () => {
    const usual = fitToPatches(presets.demo, patchFormOf(exampleDataset))
    const spec = studySpecSchema.parse({
      base: { ...usual, denseWidth: 32, gradientClip: 5 },
      objective: { metric: 'validationReconstruction', epoch: 'last' },
      space: [
        { kind: 'float', name: 'learningRate', low: 1e-5, high: 1e-2, log: true },
        { kind: 'categorical', name: 'kernel', choices: [3, 4], ordered: true },
        { kind: 'int', name: 'batchSize', low: 8, high: 32, step: 8, when: { parameter: 'kernel', values: [4] } },
      ],
      sampler: { kind: 'gp-lcb', beta: 3 },
      pruner: { kind: 'median', startupTrials: 4 },
      ...{ epochs: 7, budget: 12, concurrency: 2, seed: 5 },
    })
    const { operands, options } = parse(studyCommand('my set', 'A name', { ...spec, latents: null }, usual))
    expect(operands).toEqual(['my set'])
    expect(options.name).toBe('A name')
    const given = options as StudyOptions
    expect(await specOf(given, (one) => baseOfDataset(one, exampleDataset))).toEqual(spec)
  })

  it('gives the command that searches the same prior of a run', async () => {
    const usual = priorConfig(latentMap(presets.spatial), 'coupling')
    const base = { ...usual, blocks: 4, latentDimension: 64 }
    const spec = studySpecSchema.parse({ base, space: usualSpace(base), epochs: 5, budget: 9 })
    const latents: StudyLatents = {
      ...{ runId: 'demo', runName: 'Demo', runFolder: '/runs/demo', checkpoint: 'last', epoch: 8, prior: 'best' },
    }
    const { operands, options } = parse(studyCommand('/runs/demo', 'A name', { ...spec, latents }, usual))
    expect(operands).toEqual(['/runs/demo'])
    expect(options).toMatchObject({ prior: 'coupling', as: 'best', checkpoint: 'last' })
    expect(options).not.toHaveProperty('preset')
    const given = options as StudyOptions
    expect(await specOf(given, (one) => baseOfPrior('coupling', one, presets.spatial))).toEqual(spec)
  })

  it('gives the command that keeps a trial as a prior', () => {
    expect(parse(keepPriorCommand('A name', 3, 'flow-3'))).toEqual({
      operands: ['A name'],
      options: { trial: 3, as: 'flow-3' },
    })
    expect(keepPriorCommand('A', null, null)).toBe('cirrus study keep-prior A')
  })

  it('gives the commands to add a trial, train the best for longer, and import', () => {
    const params = { learningRate: 1e-5, kernel: 3, encoderFilters: '32,64', augment: false, activation: 'elu' }
    const added = parse(addTrialCommand('A name', params))
    expect(added.operands).toEqual(['A name'])
    expect(readParams(added.options.set)).toEqual(params)
    expect(parse(trainLongerCommand('A name', 60))).toEqual({ operands: ['A name'], options: { epochs: 60 } })
    expect(parse(importTrialsCommand('A name', "another's"))).toEqual({
      operands: ['A name'],
      options: { from: "another's" },
    })
  })
})
