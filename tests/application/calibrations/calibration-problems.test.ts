import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { calibrationProblems } from '../../../src-main/application/calibrations/calibration-problems.ts'
import { importStack } from '../../../src-main/application/datasets/import-stack.ts'
import { writeNpy } from '../../../src-main/files/npy.ts'
import { stackImportSchema } from '../../../src-preload/contract/datasets.ts'
import { normal, seedRandom } from '../../../src-shared/random/index.ts'
import { holeClass } from '../../../src-shared/inpainting/calibration.ts'

async function datasetOf(size: number): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'cirrus-calibration-'))
  const path = join(folder, 'stack.npy')
  const random = seedRandom(1)
  await writeNpy(
    path,
    Float32Array.from({ length: 80 * size ** 2 }, () => normal(random)),
    [80, size, size],
  )
  await importStack({
    stack: stackImportSchema.parse({ path, width: 8, scale: 'linear' }),
    folder: join(folder, 'set'),
  })
  return join(folder, 'set')
}
const classesOf = async (size: number) => {
  const problems = await calibrationProblems(await datasetOf(size), { problems: 8, mask: 'random', seed: 2 })
  return problems.map(({ mask }) => holeClass(mask))
}

it('holes of every class of sizes take turns', async () => {
  expect(await classesOf(32)).toEqual([0, 1, 2, 3, 0, 1, 2, 3])
})

it('of patches so small that a hole has more than the smallest share, the other classes do', async () => {
  const classes = await classesOf(8)
  expect(classes).not.toContain(0)
  expect(new Set(classes).size).toBeGreaterThan(1)
})
