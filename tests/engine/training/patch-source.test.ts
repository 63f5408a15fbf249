import { readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { checkTraining } from '../../../src-main/engine/training/check.ts'
import { openPatches, type PatchSource } from '../../../src-main/engine/training/patch-source.ts'
import { readNpy, writeNpy } from '../../../src-main/files/npy.ts'
import type { TrainingConfig } from '../../../src-shared/model/configuration.ts'
import { newFolder, smallConfig, writeDataset } from './small-dataset.ts'

describe('the patches of a dataset', () => {
  test('are read one by one, at any position of a batch, leaving the rest untouched', async () => {
    const folder = await writeDataset()
    const { data } = await readNpy(join(folder, 'patches.npy'))
    const source = await openPatches(folder)
    expect([source.count, source.size]).toEqual([32, 16])
    const target = new Float32Array(3 * 256).fill(9)
    for (const index of [31, 0, 17]) {
      source.read(index, target, 256)
      expect(target.subarray(256, 512)).toEqual(data.subarray(256 * index, 256 * (index + 1)))
    }
    expect(target.subarray(0, 256).every((value) => value === 9)).toBe(true)
    expect(target.subarray(512).every((value) => value === 9)).toBe(true)
    source.close()
  })

  test('belong to the split in their column, in order of index, whatever the order of the rows', async () => {
    const folder = await writeDataset()
    const table = join(folder, 'patches.csv')
    const before = await openPatches(folder)
    const [head, ...rows] = readFileSync(table, 'utf8').trim().split('\n')
    writeFileSync(table, [head, ...rows.reverse()].join('\n') + '\n')
    const after = await openPatches(folder)
    expect(after.splits).toEqual(before.splits)
    expect(after.splits.train.length + after.splits.validation.length + after.splits.test.length).toBe(32)
    expect(after.splits.unused).toEqual([])
    for (const source of [before, after]) source.close()
  })

  const damaged = async (spoil: (patches: string, table: string) => void | Promise<void>) => {
    const folder = await writeDataset()
    await spoil(join(folder, 'patches.npy'), join(folder, 'patches.csv'))
    return openPatches(folder)
  }
  const rewrite = (change: (lines: string[]) => string[]) => (_: string, table: string) =>
    writeFileSync(table, change(readFileSync(table, 'utf8').trim().split('\n')).join('\n') + '\n')

  test.each<[string, (patches: string, table: string) => void | Promise<void>, RegExp]>([
    ['without the array', (patches) => rmSync(patches), /patches.npy is missing. Make the dataset again/],
    ['without the table', (_, table) => rmSync(table), /patches.csv is missing/],
    ['with text for an array', (patches) => writeFileSync(patches, 'patches'), /patches.npy/],
    ['cut in its header', (patches) => truncateSync(patches, 20), /patches.npy/],
    [
      'of float64',
      (patches) => writeNpy(patches, new Float64Array(2 * 64), [2, 8, 8]),
      /expected float32 patches of shape \[count, size, size\], or .*, found float64 \[2, 8, 8\]/,
    ],
    [
      'with patches that are not square',
      (patches) => writeNpy(patches, new Float32Array(2 * 32), [2, 4, 8]),
      /float32 \[2, 4, 8\]/,
    ],
    ['without patches', (patches) => writeNpy(patches, new Float32Array(0), [0, 8, 8]), /float32 \[0, 8, 8\]/],
    [
      'without a split column',
      rewrite(([head, ...rows]) => [head.replace('split', 'part'), ...rows]),
      /"split" are required/,
    ],
    [
      'with an unknown split',
      rewrite((lines) => lines.map((l) => l.replace('test', 'exam'))),
      /row 1: "exam" is not a split/,
    ],
    [
      'with a patch beyond the array',
      rewrite((lines) => [...lines, '32,0,20,0,1,train']),
      /row 33: .* no patch 32, only 0/,
    ],
    ['with a fractional index', rewrite((lines) => [...lines, '1.5,0,20,0,1,train']), /row 33: .* no patch 1.5/],
    // A patch in two splits would be trained on and then used to evaluate the training.
    [
      'with a patch in two splits',
      rewrite((lines) => [...lines, '4,0,20,0,1,test']),
      /row 33: patch 4 is listed twice/,
    ],
  ])('are refused: a dataset %s', async (_, spoil, message) => {
    await expect(damaged(spoil)).rejects.toMatchObject({ code: 'refused', kind: 'dataset' })
    await expect(damaged(spoil)).rejects.toThrow(message)
  })

  test('in a file that ends early are noticed when they are read', async () => {
    const folder = await writeDataset()
    const source = await openPatches(folder)
    truncateSync(join(folder, 'patches.npy'), 128 + 4 * 256 * 10)
    source.read(9, new Float32Array(256), 0)
    expect(() => source.read(10, new Float32Array(256), 0)).toThrow(/the file ends inside patch 10/)
    source.close()
  })
})

describe('a configuration and a dataset', () => {
  const source = (train: number, validation: number, size = 16): PatchSource => ({
    count: train + validation,
    size,
    channels: 1,
    masks: null,
    noise: null,
    conditions: new Float32Array(),
    spread: null,
    splits: {
      train: Array.from({ length: train }, (_, i) => i),
      validation: Array.from({ length: validation }, (_, i) => train + i),
      test: [],
      unused: [],
    },
    read: () => {},
    close: () => {},
  })
  const check =
    (of: PatchSource, config: Partial<TrainingConfig> = {}) =>
    () =>
      checkTraining({ ...smallConfig, ...config }, of, 'datasets/x')

  test('fit with one batch and one patch for evaluation', () => {
    expect(check(source(4, 1))).not.toThrow()
  })
  test('do not fit with less than a batch, no validation patches, another size, or more maps per patch', () => {
    expect(check(source(3, 1))).toThrow(/datasets\/x has 3 training patches, fewer than one batch of 4/)
    expect(check(source(4, 0))).toThrow(/no validation patches/)
    expect(check(source(4, 1, 32))).toThrow(/patches of 32 pixels, .* is for 16/)
    expect(check(source(4, 1), { channels: 2 })).toThrow(/x has patches of 1 channel, .* is for 2/)
  })
  test('are refused for layers that do not fit before the patches are checked', () => {
    expect(check(source(3, 0), { encoderFilters: [4, 4, 4, 4, 4] })).toThrow(
      /encoderFilters does not fit: 5 layers need a multiple of 32 px; the patches have 16/,
    )
  })
})

test('a folder that does not exist has no patches', async () => {
  await expect(openPatches(newFolder())).rejects.toThrow(/patches.npy is missing/)
})
