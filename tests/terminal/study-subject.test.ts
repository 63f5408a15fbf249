import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writeRunRecord } from '../../src-main/application/runs/run-folder.ts'
import { writeRecord } from '../../src-main/application/host/record-file.ts'
import { runFiles } from '../../src-main/engine/training/run-folder.ts'
import { UsageError } from '../../src-main/terminal/exit-code.ts'
import type { StudyOptions } from '../../src-main/terminal/study-options.ts'
import { datasetToStudy, priorToStudy } from '../../src-main/terminal/study-subject.ts'
import { presets } from '../../src-shared/model/presets.ts'
import { exampleRun, exampleStudy } from '../catalog/examples.ts'
import { fakeCirrus } from './fake-cirrus.ts'

const home = mkdtempSync(join(tmpdir(), 'cirrus-study-subject-'))
const folder = join(home, 'demo-a')
beforeAll(async () => {
  await writeRunRecord(folder, {
    ...{ format: 'cirrus-run-1', cirrus: '0.1.0', createdAt: '2026-11-23T10:00:00Z', startWeights: null },
    ...{ dataset: { folder: '/data/iris', fingerprint: 'ab12' }, environments: [] },
  })
  await writeRecord(runFiles(folder).config, presets.demo)
})
afterAll(() => rmSync(home, { recursive: true, force: true }))

const dataset = { id: 'iris-64', name: 'iris', fingerprint: 'ab12', recipe: { size: 64, channels: 'I' } }
const { cirrus } = fakeCirrus({
  'runs.list': () => [{ ...exampleRun, id: 'demo-a', name: 'My run', folder }],
  'datasets.list': () => [dataset],
})
const options = (given: Partial<StudyOptions> = {}): StudyOptions => ({ set: [], param: [], device: [], ...given })
const latents = (runFolder: string) => ({
  ...{ runId: 'demo-a', runName: 'My run', runFolder, checkpoint: 'best' as const, epoch: 3, prior: 'flow-best' },
})

describe('a run as the subject of a study', () => {
  it('is found by its name, its id or its folder, and has a prior of its latents as the base', async () => {
    for (const word of ['My run', 'demo-a', folder]) {
      const subject = await priorToStudy(cirrus, 'coupling', word)
      expect(subject.usualName).toBe('demo-a-coupling-study')
      expect(subject.base(options({ set: ['blocks=4'] }))).toMatchObject({
        ...{ architecture: 'coupling', space: 'latents', size: 1, channels: 128, blocks: 4 },
      })
      expect(subject.source(options())).toEqual({
        datasetId: null,
        latents: { run: folder, checkpoint: 'best', prior: 'coupling-best' },
      })
    }
    const { source } = await priorToStudy(cirrus, 'flow', folder)
    expect(source(options({ as: 'mine', checkpoint: 'last' })).latents).toMatchObject({
      prior: 'mine',
      checkpoint: 'last',
    })
  })

  it('knows its studies by the folder of the run', async () => {
    const { isOf } = await priorToStudy(cirrus, 'flow', 'My run')
    expect(isOf({ ...exampleStudy, latents: latents(folder) })).toBe(true)
    expect(isOf({ ...exampleStudy, latents: latents('/runs/other') })).toBe(false)
    expect(isOf(exampleStudy)).toBe(false)
  })

  it('is refused where there is no run, and has no preset', async () => {
    await expect(priorToStudy(cirrus, 'flow', '/nowhere')).rejects.toMatchObject({ code: 'refused' })
    const { base } = await priorToStudy(cirrus, 'flow', folder)
    expect(() => base(options({ preset: 'flow' }))).toThrow(UsageError)
  })
})

describe('a dataset as the subject of a study', () => {
  it('has a preset as the base, and is no study of a prior', async () => {
    const subject = await datasetToStudy(cirrus, 'iris')
    expect(subject.base(options({ preset: 'flow' }))).toMatchObject({ architecture: 'flow', size: 64 })
    expect(subject.source(options())).toEqual({ datasetId: 'iris-64' })
    expect(subject.isOf({ datasetFingerprint: 'ab12', latents: null })).toBe(true)
    expect(subject.isOf({ datasetFingerprint: 'ab12', latents: latents(folder) })).toBe(false)
    expect(subject.isOf({ datasetFingerprint: 'cd34', latents: null })).toBe(false)
  })

  it('takes no options of priors', async () => {
    const { base } = await datasetToStudy(cirrus, 'iris')
    expect(() => base(options({ as: 'mine' }))).toThrow('--as and --checkpoint are for a study with --prior')
    expect(() => base(options({ checkpoint: 'last' }))).toThrow(UsageError)
  })
})
