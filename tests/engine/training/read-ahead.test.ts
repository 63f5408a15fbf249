import { truncateSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { batchesOf } from '../../../src-main/engine/training/batches.ts'
import { openPatches } from '../../../src-main/engine/training/patch-source.ts'
import { readAhead } from '../../../src-main/engine/training/read-ahead.ts'
import { newFolder, smallConfig as config, writeDataset } from './small-dataset.ts'

test('batches come in the order of the steps, across epochs, the same as when made one by one', async () => {
  const datasetFolder = await writeDataset()
  const source = await openPatches(datasetFolder)
  const batches = batchesOf(source, config)
  const reader = readAhead({ datasetFolder, config }, { epoch: 0, step: 4 }, batches.stepsPerEpoch)
  for (const [epoch, step] of [[1, 4], [1, 5], ...Array.from({ length: 6 }, (_, step) => [2, step]), [3, 0]]) {
    const expected = batches.training(epoch, step, { patches: new Float32Array(4 * 256) })
    expect(await reader.next(), `epoch ${epoch}, step ${step}`).toEqual(expected)
  }
  await reader.close()
  source.close()
})

test.each([
  ['cut short', (folder: string) => truncateSync(join(folder, 'patches.npy'), 5000), /the file ends inside patch/],
  ['gone', (folder: string) => truncateSync(join(folder, 'patches.csv'), 0), /patches.csv/],
])('every wait for a batch is rejected with the error of a dataset that is %s', async (_, spoil, message) => {
  const datasetFolder = await writeDataset(newFolder())
  spoil(datasetFolder)
  const reader = readAhead({ datasetFolder, config }, { epoch: 0, step: 0 }, 6)
  const all = async () => {
    for (let i = 0; i < 6; i++) await reader.next()
  }
  await expect(all()).rejects.toThrow(message)
  await expect(reader.next()).rejects.toThrow(message)
  await reader.close()
})
