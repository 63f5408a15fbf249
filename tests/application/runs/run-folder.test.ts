import { mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import {
  addRunEnvironment,
  listRunFiles,
  readRun,
  writeRunRecord,
  type RunRecord,
} from '../../../src-main/application/runs/run-folder.ts'
import { runFiles } from '../../../src-main/engine/training/run-folder.ts'
import { runEnvironmentSchema } from '../../../src-preload/contract/runs.ts'
import { smallTraining } from '../small-application.ts'

const root = mkdtempSync(join(tmpdir(), 'cirrus-run-folder-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

const record: RunRecord = {
  format: 'cirrus-run-1',
  cirrus: '0.1.0',
  createdAt: '2026-11-23T10:00:00.000Z',
  dataset: { folder: '/datasets/iris', fingerprint: 'ab12' },
  startWeights: null,
  environments: [],
}
const put = (folder: string, path: string, text: string) => {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), text)
}
const made = async (name: string) => {
  const folder = join(root, name)
  await writeRunRecord(folder, record)
  put(folder, 'config.json', JSON.stringify(smallTraining))
  return folder
}

describe('the folder of a run', () => {
  it('records the data and the settings of the training', async () => {
    expect(await readRun(await made('whole'))).toEqual({ record, config: smallTraining })
  })

  it('of a version without start weights and environments is read as having none', async () => {
    const folder = await made('old')
    const { startWeights: _, environments: __, ...old } = record
    put(folder, 'run.json', JSON.stringify(old))
    expect((await readRun(folder)).record).toEqual(record)
  })

  it('without one of its two files is not a run', async () => {
    const lost = await made('lost')
    rmSync(runFiles(lost).config)
    const strange = join(root, 'strange')
    put(strange, 'config.json', JSON.stringify(smallTraining))
    for (const folder of [lost, strange, join(root, 'nowhere')])
      await expect(readRun(folder)).rejects.toMatchObject({
        code: 'refused',
        message: `${folder}: this folder holds no run; create one with cirrus train.`,
      })
  })

  it('with a damaged file is refused, naming the file and the field', async () => {
    const folder = await made('damaged')
    const { dataset: _, ...rest } = record
    put(folder, 'run.json', JSON.stringify(rest))
    await expect(readRun(folder)).rejects.toThrow(`${join(folder, 'run.json')}, dataset: `)
    put(folder, 'run.json', JSON.stringify({ ...record, format: 'cirrus-dataset-1' }))
    await expect(readRun(folder)).rejects.toThrow(`${join(folder, 'run.json')}, format: `)
    await writeRunRecord(folder, record)
    truncateSync(runFiles(folder).config, 30)
    await expect(readRun(folder)).rejects.toThrow(`${runFiles(folder).config}: it is not JSON (`)
  })

  it('gets an environment with each start, oldest first', async () => {
    const folder = await made('started')
    const environment = (device: string) =>
      runEnvironmentSchema.parse({
        ...{ startedAt: record.createdAt, cirrus: '0.1.0', tensorflow: '2.21.0', kind: 'cpu', device, driver: null },
        ...{ memoryBytes: null, threads: { intraOp: 2, interOp: 2 }, productPrecision: 'float32' },
        ...{ bfloat16Kernels: 'native', xla: false },
      })
    await addRunEnvironment(folder, environment('AMD EPYC 7763'))
    await addRunEnvironment(folder, environment('NVIDIA H100'))
    const { environments, ...rest } = JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8'))
    expect(environments).toEqual([environment('AMD EPYC 7763'), environment('NVIDIA H100')])
    expect({ ...rest, environments: [] }).toEqual(record)
  })
})

describe('the files of a run', () => {
  it('are listed by path with size and time, epoch 10 after epoch 9', async () => {
    const folder = await made('listed')
    for (const epoch of [10, 9, 100]) put(folder, `samples/epoch-${epoch}.npy`, 'x'.repeat(epoch))
    utimesSync(join(folder, 'samples/epoch-9.npy'), 0, 1_700_000_000)
    const files = await listRunFiles(folder)
    expect(files.map(({ path }) => path)).toEqual([
      'config.json',
      'run.json',
      'samples/epoch-9.npy',
      'samples/epoch-10.npy',
      'samples/epoch-100.npy',
    ])
    // 1.7e9 s after 1970: date -u -d @1700000000
    expect(files[2]).toEqual({ path: 'samples/epoch-9.npy', size: 9, modifiedAt: '2023-11-14T22:13:20.000Z' })
  })

  it('leave out hidden ones; a missing folder has none', async () => {
    const folder = await made('hidden')
    put(folder, '.nfs0001', 'of the file system')
    put(folder, 'checkpoints/.DS_Store', 'of the desktop')
    expect((await listRunFiles(folder)).map(({ path }) => path)).toEqual(['config.json', 'run.json'])
    expect(await listRunFiles(join(root, 'nowhere'))).toEqual([])
  })
})
