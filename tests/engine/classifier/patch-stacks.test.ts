import { expect, test } from 'vitest'
import { readPatchStacks } from '../../../src-main/engine/classifier/patch-stacks.ts'
import { moments } from '../../../src-shared/statistics/moments.ts'
import { writeNpy } from '../../../src-main/files/npy.ts'
import { newFolder } from '../training/small-dataset.ts'
import { noisePatches, size, writeSet } from './made-sets.ts'

const folder = newFolder()

test('two sets are standardised together, so that a difference of level or contrast is kept', async () => {
  const first = await writeSet(folder, 'first', noisePatches(3, 1))
  const second = await writeSet(
    folder,
    'second',
    noisePatches(5, 2).map((value) => 100 + 30 * value),
  )
  const [one, other] = await readPatchStacks(first, second)
  expect([one.count, other.count, one.size, other.size]).toEqual([3, 5, size, size])
  const both = moments([...one.values, ...other.values])
  expect(both.mean).toBeCloseTo(0, 5)
  expect(both.variance).toBeCloseTo(1, 5)
  expect(moments(other.values).mean).toBeGreaterThan(moments(one.values).mean)
  expect(moments(other.values).variance / moments(one.values).variance).toBeGreaterThan(500)
})

test('double precision is read too, and constant sets stay finite', async () => {
  const file = await writeSet(folder, 'constant', new Float32Array(2 * size ** 2).fill(3))
  await writeNpy(`${folder}/double.npy`, new Float64Array(2 * size ** 2).fill(3), [2, size, size])
  const [one, other] = await readPatchStacks(file, `${folder}/double.npy`)
  expect(one.values).toEqual(new Float32Array(2 * size ** 2))
  expect(other.values).toEqual(one.values)
})

test('other arrays are refused by name', async () => {
  const good = await writeSet(folder, 'good', noisePatches(2, 3))
  await writeNpy(`${folder}/oblong.npy`, new Float32Array(2 * 8 * 16), [2, 8, 16])
  await writeNpy(`${folder}/one.npy`, new Float32Array(16 * 16), [16, 16])
  for (const name of ['oblong', 'one'])
    await expect(readPatchStacks(good, `${folder}/${name}.npy`)).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringContaining(`${name}.npy has the shape [`),
    })
})
