import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { UsageError } from '../../src-main/terminal/exit-code.ts'
import {
  baseOfDataset,
  changesOf,
  readExecutor,
  readObjectiveOption,
  readPruner,
  readSampler,
  spaceOf,
  specOf,
  type StudyOptions,
} from '../../src-main/terminal/study-options.ts'
import type { Dataset } from '../../src-preload/contract/datasets.ts'
import { paperSpace } from '../../src-shared/study/search-space.ts'

const folder = mkdtempSync(join(tmpdir(), 'cirrus-study-options-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const options = (given: Partial<StudyOptions> = {}): StudyOptions => ({ set: [], param: [], device: [], ...given })
const file = (name: string, text: string) => {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}
const dataset = { recipe: { size: 64, channels: 'I' } } as Dataset

describe('the option values of a study', () => {
  it('give a sampler, a pruner, an executor and an objective, with their own options after a colon', () => {
    expect(readSampler('gp-lcb:beta=2.5')).toEqual({ kind: 'gp-lcb', startupTrials: null, beta: 2.5 })
    expect(readPruner('successive-halving:firstRung=2')).toEqual({
      ...{ kind: 'successive-halving', firstRung: 2, reductionFactor: 4 },
    })
    expect(readExecutor('slurm:profile=night')).toEqual({ kind: 'slurm', profile: 'night' })
    expect(readObjectiveOption('testLoss:last')).toEqual({ metric: 'testLoss', epoch: 'last' })
  })

  it.each([
    ['annealing', readSampler, '--sampler annealing: kind'],
    ['gp-lcb:beta=-1', readSampler, '--sampler gp-lcb:beta=-1: beta'],
    ['median:startupTrials=many', readPruner, '--pruner median:startupTrials=many: startupTrials'],
    ['slurm', readExecutor, '--executor slurm: profile'],
    ['loss', readObjectiveOption, '--objective loss: use one of validationLoss'],
    ['validationKl:first', readObjectiveOption, '--objective validationKl:first: use one of'],
  ])('are refused if unknown, naming the option and the place: %s', (text, read, message) => {
    expect(() => read(text)).toThrow(UsageError)
    expect(() => read(text)).toThrow(message)
  })
})

describe('the space of a study', () => {
  const kernel = { kind: 'categorical', name: 'kernel', choices: [3, 5], ordered: true }
  const rate = { kind: 'float', name: 'learningRate', low: 1e-4, high: 1e-2, log: true }

  it('comes from a file and then the command line; without either, it is null, not empty', async () => {
    expect(await spaceOf(options())).toBeNull()
    const param = ['kernel=3/5']
    expect(await spaceOf(options({ param }))).toEqual([kernel])
    const space = file('space.json', JSON.stringify([rate]))
    expect(await spaceOf(options({ space, param }))).toEqual([rate, kernel])
    expect(await spaceOf(options({ space }))).toEqual([rate])
  })

  it.each([
    ['not JSON', '[{', 'it is not JSON ('],
    ['not a list', '{}', 'Invalid input: expected array'],
    ['empty', '[]', 'Too small'],
    ['without an end', '[{"kind": "int", "name": "kernel", "low": 1}]', 'json, 0.high: Invalid input: expected number'],
    ['of a setting that is not varied', '[{"kind": "int", "name": "seed", "low": 1, "high": 2}]', 'json, 0.name'],
  ])('is refused with the file and the place in it: %s', async (name, text, message) => {
    const space = file(`${name}.json`, text)
    await expect(spaceOf(options({ space }))).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringContaining(space),
    })
    await expect(spaceOf(options({ space }))).rejects.toThrow(message)
  })

  it('is refused if the file is missing, or if the command line has an unknown parameter', async () => {
    const space = join(folder, 'nowhere.json')
    await expect(spaceOf(options({ space }))).rejects.toThrow(
      `${space}: there is no such file or folder; check its name.`,
    )
    await expect(spaceOf(options({ param: ['depth=1..3'] }))).rejects.toThrow('--param depth=1..3')
    await expect(spaceOf(options({ param: ['seed=1..3'] }))).rejects.toThrow('a study does not vary seed')
  })
})

describe('the request for a study', () => {
  it('that is new has the paper’s space and default settings for omitted options', async () => {
    const given = options({ preset: 'demo', set: ['seed=7'] })
    const spec = await specOf(given, (one) => baseOfDataset(one, dataset))
    expect(spec).toMatchObject({
      ...{ direction: 'minimise', epochs: 20, seed: 0, budget: 100, concurrency: 1 },
      objective: { metric: 'validationLoss', epoch: 'best' },
      executor: { kind: 'local' },
      base: { preset: 'demo', size: 64, seed: 7 },
    })
    expect(spec.space).toEqual(paperSpace)
  })

  it('that is new has the given options', async () => {
    const given = { trials: 7, epochs: 3, concurrency: 2, seed: 5, maximise: true, param: ['kernel=3/5'] }
    const all = options({ ...given, objective: { metric: 'imagesPerSecond', epoch: 'last' } })
    const spec = await specOf(all, (one) => baseOfDataset(one, dataset))
    expect(spec).toMatchObject({
      ...{ budget: 7, epochs: 3, concurrency: 2, seed: 5, direction: 'maximise' },
      objective: { metric: 'imagesPerSecond', epoch: 'last' },
      space: [{ name: 'kernel' }],
    })
  })

  it('that exists changes only the given options', async () => {
    expect(await changesOf(options())).toEqual({})
    expect(await changesOf(options({ trials: 9, sampler: { kind: 'sobol' }, epochs: 3 }))).toEqual({
      ...{ budget: 9, sampler: { kind: 'sobol' } },
    })
  })
})
