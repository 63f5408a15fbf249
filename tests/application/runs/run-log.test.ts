import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { openRunLog, readRunLog } from '../../../src-main/application/runs/run-log.ts'
import { trialFiles } from '../../../src-main/jobs/executors/slurm/trial-files.ts'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import { exampleMetrics } from '../../catalog/examples.ts'

const root = mkdtempSync(join(tmpdir(), 'cirrus-run-log-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
let folders = 0
const newFolder = () => {
  const folder = join(root, String(folders++))
  mkdirSync(folder)
  return folder
}

describe('the log of a run', () => {
  it('has a line for each event, after its time, in order', async () => {
    const folder = newFolder()
    const log = openRunLog(folder)
    log.say('started, up to epoch 10')
    log.epoch(exampleMetrics)
    log.failure(new CirrusError('diverged', 'The loss is NaN at epoch 2.'))
    await log.flushed()
    const lines = readFileSync(join(folder, 'log.txt'), 'utf8').trimEnd().split('\n')
    expect(lines.map((line) => line.replace(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z {2}/, ''))).toEqual([
      'started, up to epoch 10',
      'epoch 1: loss 2000.0 in training, 1800.0 in validation; 3.20 s, 400 images/s',
      'failed: The loss is NaN at epoch 2.',
    ])
  })

  it('keeps the details of a failure, and errors that are not CirrusErrors', async () => {
    const folder = newFolder()
    const log = openRunLog(folder)
    log.failure(new CirrusError('engine-lost', 'The engine died.', 'signal SIGSEGV'))
    log.failure(new TypeError('x is undefined'))
    await log.flushed()
    const text = await readRunLog(folder)
    expect(text).toContain('failed: The engine died.\nsignal SIGSEGV\n')
    expect(text).toContain('failed: TypeError: x is undefined\n')
  })

  it('that can’t be written does not end the training', async () => {
    const log = openRunLog(join(root, 'nowhere'))
    log.say('begun')
    await expect(log.flushed()).resolves.toBeUndefined()
    expect(await readRunLog(join(root, 'nowhere'))).toBe('')
  })

  it('follows the output of a cluster’s jobs', async () => {
    const folder = newFolder()
    writeFileSync(trialFiles(folder).log, 'node7: begun\n')
    expect(await readRunLog(folder)).toBe('node7: begun\n')
    writeFileSync(join(folder, 'log.txt'), 'own\n')
    expect(await readRunLog(folder)).toBe('node7: begun\n\nown\n')
  })

  it('loses whole lines at its beginning if it is long', async () => {
    const folder = newFolder()
    const lines = Array.from({ length: 1000 }, (_, i) => `line ${String(i).padStart(4, '0')}\n`)
    writeFileSync(join(folder, 'log.txt'), lines.join(''))
    // A line is 10 characters: 35 characters hold the last three whole.
    expect(await readRunLog(folder, 35)).toBe('line 0997\nline 0998\nline 0999\n')
    expect(await readRunLog(folder, 10_000)).toBe(lines.join(''))
  })
})
