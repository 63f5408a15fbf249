import { describe, expect, it } from 'vitest'
import { specOf, type StudyOptions } from '../../src-main/terminal/study-options.ts'
import { readParams } from '../../src-main/terminal/study-steering.ts'
import {
  addTrialCommand,
  importTrialsCommand,
  studyCommand,
  trainLongerCommand,
} from '../../src-preload/contract/study-commands.ts'
import { presets } from '../../src-shared/model/presets.ts'
import { studySpecSchema } from '../../src-shared/study/specification.ts'
import { exampleDataset } from '../catalog/examples.ts'
import { parse } from './parse-line.ts'

describe('copy as command, for a study', () => {
  it('gives the command that starts the same study', async () => {
    const spec = studySpecSchema.parse({
      base: { ...presets.demo, denseWidth: 32, gradientClip: 5 },
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
    const { operands, options } = parse(studyCommand('my set', 'A name', spec, presets.demo))
    expect(operands).toEqual(['my set'])
    expect(options.name).toBe('A name')
    expect(await specOf(options as StudyOptions, exampleDataset)).toEqual(spec)
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
