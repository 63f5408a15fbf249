import { shellWord } from '../../../src-shared/text/shell-word.ts'
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { batchScript, jobOptions } from '../../../src-main/jobs/executors/slurm/batch-script.ts'
import { outcomeOf } from '../../../src-main/jobs/executors/slurm/outcome.ts'
import { createSlurmQueue } from '../../../src-main/jobs/executors/slurm/queue.ts'
import { applySettings } from '../../../src-main/terminal/set-option.ts'
import { slurmProfileSchema } from '../../../src-preload/contract/slurm-profiles.ts'
import type { TrainingConfig } from '../../../src-shared/model/configuration.ts'
import { priorConfig } from '../../../src-shared/model/prior-config.ts'
import { smallTraining } from '../../application/small-application.ts'

let folder: string
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "cirrus' $HOME "))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))
const order = () => ({
  runId: 'trial-1',
  title: 'Trial 1 of\na study',
  runFolder: join(folder, 'run'),
  datasetFolder: join(folder, 'data'),
  config: { ...smallTraining, likelihoodWidth: 0.1, gradientClip: null },
})
const profile = slurmProfileSchema.parse({ name: 'a cluster' })

/** Runs the script with a program that records its arguments; returns these. */
function wordsOf(
  environment: NodeJS.ProcessEnv = {},
  changes: Parameters<typeof slurmProfileSchema.parse>[0] = {},
  config: TrainingConfig = order().config,
) {
  const [program, list] = [join(folder, 'say words'), join(folder, 'words')]
  writeFileSync(program, `#!/bin/bash\nprintf '%s\\n' "$@" > ${shellWord(list)}\n`)
  chmodSync(program, 0o755)
  mkdirSync(order().runFolder, { recursive: true })
  const files = { begun: join(order().runFolder, 'config.json'), lock: join(order().runFolder, 'training.lock') }
  const asked = slurmProfileSchema.parse({ ...profile, ...(changes as object) })
  const script = batchScript(asked, { ...order(), config }, { command: shellWord(program), ...files })
  execFileSync('bash', ['-c', script], { env: { ...process.env, ...environment }, stdio: ['ignore', 'ignore', 'pipe'] })
  return readFileSync(list, 'utf8').trimEnd().split('\n')
}

describe('the script of a trial’s job', () => {
  it('trains with the whole configuration, whatever characters its folder names contain', () => {
    const words = wordsOf()
    expect(words.slice(0, 5)).toEqual(['train', order().datasetFolder, '--out', order().runFolder, '--json'])
    const settings = words.filter((_, i) => words[i - 1] === '--set')
    expect(applySettings({ ...smallTraining, seed: 99, batchSize: 1 }, settings)).toEqual(order().config)
  })

  it('trains a prior of its kind on latents, with the whole configuration', () => {
    const config = { ...priorConfig({ side: 4, channels: 8 }, 'coupling'), blocks: 6, seed: 3 }
    const words = wordsOf({}, {}, config)
    expect(words.slice(5, 7)).toEqual(['--prior', 'coupling'])
    expect(words).not.toContain('--preset')
    const settings = words.filter((_, i) => words[i - 1] === '--set')
    expect(applySettings(priorConfig({ side: 1, channels: 3 }, 'coupling'), settings)).toEqual(config)
  })

  it('resumes a training in the folder, and takes over the lock of a failed node', () => {
    wordsOf()
    const lock = join(order().runFolder, 'training.lock')
    for (const file of [lock, join(order().runFolder, 'config.json')]) writeFileSync(file, 'node-7 12\n')
    expect(wordsOf({}, { cpus: 4 }).slice(5)).toEqual(['--device', 'intraOpThreads=4', '--resume', '--epochs', '2'])
    expect(readFileSync(lock, 'utf8')).toBe('node-7 12\n')
    wordsOf({ SLURM_RESTART_COUNT: '1' })
    expect(() => readFileSync(lock)).toThrow('ENOENT')
  })
})

describe('the options of a trial’s job', () => {
  it('contain exactly what the profile sets', () => {
    const own = (changes: object) => jobOptions({ ...profile, ...changes }).slice(4)
    expect(own({})).toEqual([])
    const asked = { account: 'dust', partition: 'gpu', time: '1-12', gpus: 1, cpus: 8, memory: '32G' }
    expect(own({ ...asked, options: ['--qos=long'] })).toEqual([
      '--account=dust',
      '--partition=gpu',
      '--time=1-12',
      '--gres=gpu:1',
      '--cpus-per-task=8',
      '--mem=32G',
      '--qos=long',
    ])
    expect(slurmProfileSchema.safeParse({ ...profile, time: 'a while' }).success).toBe(false)
    expect(slurmProfileSchema.safeParse({ ...profile, account: '--wrap=rm' }).success).toBe(false)
  })
})

describe('a machine without Slurm', () => {
  it('is reported to have no sbatch on its PATH', async () => {
    const queue = createSlurmQueue({ environment: { PATH: folder } })
    await expect(queue.submit([])).rejects.toMatchObject({
      code: 'engine-missing',
      message: expect.stringContaining('There is no sbatch on the PATH.'),
    })
  })
})

describe('the end of a job that the training did not report', () => {
  const end = (state: string | null) => outcomeOf({ id: '7_0', state }, folder, 3)

  it('is read from Slurm’s state, or from what the script left', async () => {
    expect(await end('CANCELLED')).toEqual({ state: 'interrupted', epoch: 3 })
    await expect(end('TIMEOUT')).rejects.toMatchObject({
      code: 'engine-lost',
      message: expect.stringMatching(/^Slurm's job 7_0 reached its time/),
    })
    await expect(end('OUT_OF_MEMORY')).rejects.toMatchObject({ code: 'out-of-memory' })
    await expect(end('FAILED')).rejects.toMatchObject({
      code: 'engine-failed',
      message: expect.stringMatching(/may not see that folder/),
    })
    writeFileSync(join(folder, 'slurm.log'), 'Job 7_0 on node-1\n')
    await expect(end(null)).rejects.toMatchObject({ code: 'engine-lost', details: 'Job 7_0 on node-1\n' })
    writeFileSync(join(folder, 'slurm-exit-code'), '137\n')
    await expect(end('FAILED')).rejects.toMatchObject({
      code: 'engine-killed',
      message: expect.stringMatching(/signal 9/),
    })
  })
})
