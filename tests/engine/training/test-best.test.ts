import { beforeAll, describe, expect, test } from 'vitest'
import { readCheckpoint } from '../../../src-main/engine/training/checkpoint.ts'
import { readMetrics } from '../../../src-main/engine/training/metrics.ts'
import { runFiles } from '../../../src-main/engine/training/run-folder.ts'
import { newFolder } from './small-dataset.ts'
import { smallTrainings, type SmallTrainings } from './small-training.ts'

let run: SmallTrainings['run']
beforeAll(async () => {
  ;({ run } = await smallTrainings())
}, 60_000)

/** Learns at first, then diverges: its best epoch is not its last. */
const config = { epochs: 12, learningRate: 0.05 }

describe('the test of the best epoch', () => {
  test('runs at the end of a training, with the same numbers as a test right after that epoch', async () => {
    const [seldom, always] = [newFolder(), newFolder()]
    const end = await run({ runFolder: seldom }, { ...config, testEvery: 100 })
    expect(end.bestEpoch).toBeLessThan(12)
    const rows = await readMetrics(runFiles(seldom).metrics)
    expect(rows.filter(({ testLoss }) => testLoss !== null).map(({ epoch }) => epoch)).toEqual([end.bestEpoch])
    await run({ runFolder: always }, { ...config, testEvery: 1 })
    const tested = (await readMetrics(runFiles(always).metrics))[end.bestEpoch! - 1]
    expect(end.bestTestLoss).toBe(tested.testLoss)
    const { testReconstruction, testKl } = rows[end.bestEpoch! - 1]
    expect({ testReconstruction, testKl }).toMatchObject({
      testReconstruction: tested.testReconstruction,
      testKl: tested.testKl,
    })
    const [one, other] = [seldom, always].map((folder) => readCheckpoint(runFiles(folder).checkpoint(12)))
    expect((await one).tensors).toEqual((await other).tensors)
  })

  test('is skipped if the test patches are not evaluated', async () => {
    const runFolder = newFolder()
    const end = await run({ runFolder }, { epochs: 2, testEvery: 0 })
    expect(end.bestTestLoss).toBeNull()
    expect((await readMetrics(runFiles(runFolder).metrics)).map(({ testLoss }) => testLoss)).toEqual([null, null])
  })

  test('does not affect later training', async () => {
    const [whole, resumed] = [newFolder(), newFolder()]
    await run({ runFolder: whole }, { ...config, testEvery: 100 })
    await run({ runFolder: resumed }, { ...config, epochs: 8, testEvery: 100 })
    await run({ runFolder: resumed, resume: true }, { ...config, testEvery: 100 })
    const [one, other] = [whole, resumed].map((folder) => readCheckpoint(runFiles(folder).checkpoint(12)))
    expect((await other).tensors).toEqual((await one).tensors)
  })

  test('is made up for if the training was stopped before it', async () => {
    const runFolder = newFolder()
    const stop = new AbortController()
    const onEpoch = ({ epoch }: { epoch: number }) => void (epoch === 3 && stop.abort())
    const stopped = await run({ runFolder, signal: stop.signal, onEpoch }, { testEvery: 100 })
    expect(stopped).toMatchObject({ state: 'complete', epoch: 3, bestTestLoss: null })
    expect(await run({ runFolder, resume: true }, { testEvery: 100 })).toMatchObject({
      state: 'complete',
      bestTestLoss: expect.any(Number),
    })
  })
})
