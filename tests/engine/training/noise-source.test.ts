import { truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openPatches } from '../../../src-main/engine/training/patch-source.ts'
import { train } from '../../../src-main/engine/training/train.ts'
import { readNpy, writeNpy } from '../../../src-main/files/npy.ts'
import type { EpochMetrics } from '../../../src-preload/contract/runs.ts'
import { newFolder, smallConfig, writeDataset } from './small-dataset.ts'

const [count, size, channels] = [32, 16, 2]
const values = size ** 2 * channels

/** A dataset of two channels with noise maps. */
async function noisyDataset(noise: (at: number) => number) {
  const folder = await writeDataset(newFolder(), size, undefined, channels)
  const file = join(folder, 'noise.npy')
  const maps = Float32Array.from({ length: count * values }, (_, at) => noise(at))
  await writeNpy(file, maps, [count, size, size, channels])
  return { folder, file, open: () => openPatches(folder, { likelihoodNoise: 'maps' }) }
}

describe('the noise maps of a dataset', () => {
  test('are read patch by patch, only for a likelihood that has them', async () => {
    const { folder, file, open } = await noisyDataset((at) => 1 + (at % 97))
    const { data } = await readNpy(file)
    const source = await open()
    const target = new Float32Array(2 * values).fill(9)
    source.noise!.read(5, target, values)
    expect(target.subarray(values)).toEqual(data.subarray(5 * values, 6 * values))
    expect(target[values - 1]).toBe(9)
    source.close()
    const without = await openPatches(folder)
    expect(without.noise).toBeNull()
    without.close()
  })

  test.each([
    ['missing', undefined, /noise.npy is missing: .* or set likelihoodNoise to none/],
    ['no array', 'noise', /noise.npy/],
    ['of another shape', new Float32Array(count * size ** 2), /the patches' shape \[32, 16, 16, 2\], found float32 \[/],
  ])('are refused at once if they are %s', async (_, held, message) => {
    const folder = await writeDataset(newFolder(), size, undefined, channels)
    const file = join(folder, 'noise.npy')
    if (typeof held === 'string') writeFileSync(file, held)
    else if (held) await writeNpy(file, held, [count, size, size])
    await expect(openPatches(folder, { likelihoodNoise: 'maps' })).rejects.toThrow(message)
    await expect(openPatches(folder, { likelihoodNoise: 'maps' })).rejects.toMatchObject({ kind: 'dataset' })
  })

  test.each([0, -0.5, NaN, Infinity])('of %f are refused where it is, when a training opens them', async (odd) => {
    const place = 3 * values + (2 * size + 7) * channels + 1
    const { folder, file, open } = await noisyDataset((at) => (at === place ? odd : 1))
    const source = await open()
    const read = (patch: number) => () => source.noise!.readChecked(patch, new Float32Array(values), 0)
    expect(read(2)).not.toThrow()
    const why = `${file}, patch 3, row 2, column 7: a standard deviation is above 0 and finite, not ${odd}`
    expect(read(3)).toThrow(why)
    source.close()
    const config = { ...smallConfig, channels, likelihoodNoise: 'maps' } as const
    const training = train({ datasetFolder: folder, runFolder: newFolder(), config })
    await expect(training).rejects.toMatchObject({ kind: 'dataset', message: expect.stringContaining(why) })
    // Nothing is read once it is stopped.
    await source.noise!.checkAll(AbortSignal.abort())
  })

  test('that end early are noticed', async () => {
    const { file, open } = await noisyDataset(() => 1)
    const source = await open()
    truncateSync(file, 128 + 4 * values * 10)
    expect(() => source.noise!.read(10, new Float32Array(values), 0)).toThrow(/ends inside the noise map of patch 10/)
    source.close()
  })
})

test('a training with the same noise everywhere is that with a width of both together', async () => {
  const { folder } = await noisyDataset(() => 0.8)
  const trained = async (settings: Partial<typeof smallConfig>) => {
    const rows: EpochMetrics[] = []
    const config = { ...smallConfig, channels, epochs: 1, testEvery: 1, ...settings }
    await train({ datasetFolder: folder, runFolder: newFolder(), config, onEpoch: (row) => void rows.push(row) })
    return rows[0]
  }
  const maps = await trained({ likelihoodWidth: 0.6, likelihoodNoise: 'maps' })
  const wide = await trained({ likelihoodWidth: 1 })
  for (const name of ['trainReconstruction', 'validationReconstruction', 'testReconstruction', 'trainKl'] as const)
    expect(maps[name]! / wide[name]!, name).toBeCloseTo(1, 4)
  const narrow = await trained({ likelihoodWidth: 0.6 })
  expect(narrow.trainReconstruction! / wide.trainReconstruction!).not.toBeCloseTo(1, 1)
})

test('a flow is refused: it has no likelihood that noise maps could enter', async () => {
  const { folder } = await noisyDataset(() => 1)
  const config = { ...smallConfig, architecture: 'flow', latentDimension: values, channels } as const
  const training = train({
    datasetFolder: folder,
    runFolder: newFolder(),
    config: { ...config, likelihoodNoise: 'maps' },
  })
  await expect(training).rejects.toMatchObject({ kind: 'config' })
  await expect(training).rejects.toThrow('set likelihoodNoise to none, and it learns the patches with their noise')
})
