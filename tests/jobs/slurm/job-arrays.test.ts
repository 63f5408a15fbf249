import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createJobArrays, forgetJob } from '../../../src-main/jobs/executors/slurm/job-arrays.ts'
import { createFakeQueue } from './fake-queue.ts'

let folder: string
let cluster: ReturnType<typeof createFakeQueue>
let options: (readonly string[])[]
let submit: (runFolder: string) => Promise<string>
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cirrus-arrays-'))
  cluster = createFakeQueue()
  options = []
  const queue = {
    ...cluster.queue,
    submit(given: readonly string[]) {
      options.push(given)
      return cluster.queue.submit(given)
    },
  }
  submit = createJobArrays({ queue, folder: join(folder, 'arrays'), options: ['--partition=gpu'] })
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const runFolders = (...names: string[]) =>
  names.map((name) => {
    const runFolder = join(folder, name)
    mkdirSync(runFolder)
    writeFileSync(join(runFolder, 'slurm.sh'), `# ${name}\n`)
    return runFolder
  })
const arrays = () => readdirSync(join(folder, 'arrays'))
const mayLive = (runFolder: string) => existsSync(join(runFolder, 'slurm-job'))

describe('scripts of trials', () => {
  it('that arrive together become the tasks of one array, a later one of another', async () => {
    const [a, b, c, later] = runFolders('a', 'b', 'c', 'later')
    expect(await Promise.all([a, b, c].map(submit))).toEqual(['1_0', '1_1', '1_2'])
    expect(await submit(later)).toBe('2_0')
    expect(cluster.jobs.map(({ id, folder: works }) => [id, works])).toEqual([
      ['1_0', a],
      ['1_1', b],
      ['1_2', c],
      ['2_0', later],
    ])
    expect(cluster.scripts).toEqual(['# a\n', '# b\n', '# c\n', '# later\n'])
    expect(options.map((given) => given.slice(0, 2))).toEqual([
      ['--partition=gpu', '--array=0-2'],
      ['--partition=gpu', '--array=0-0'],
    ])
  })

  it('leave nothing of an array behind once all its tasks are removed', async () => {
    const [a, b] = runFolders('a', 'b')
    await Promise.all([a, b].map(submit))
    await forgetJob(a)
    expect([mayLive(a), mayLive(b), arrays().length]).toEqual([false, true, 1])
    await forgetJob(b)
    expect([mayLive(b), arrays()]).toEqual([false, []])
  })

  it('have no job if rejected, and may have one if Slurm was busy', async () => {
    const [a, b] = runFolders('a', 'b')
    cluster.failures.sbatch = 'engine-missing'
    const codes = () => Promise.all([a, b].map((one) => submit(one).catch(({ code }: { code: string }) => code)))
    expect(await codes()).toEqual(['engine-missing', 'engine-missing'])
    expect([mayLive(a), mayLive(b), arrays()]).toEqual([false, false, []])
    cluster.failures.sbatch = 'busy'
    expect(await codes()).toEqual(['busy', 'busy'])
    expect([mayLive(a), mayLive(b)]).toEqual([true, true])
    delete cluster.failures.sbatch
    expect(await codes()).toEqual(['1_0', '1_1'])
    for (const runFolder of [a, b]) await forgetJob(runFolder)
    expect(arrays()).toEqual([])
  })
})
