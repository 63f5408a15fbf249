import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { importStack } from '../../../src-main/application/datasets/import-stack.ts'
import { writeNpy } from '../../../src-main/files/npy.ts'
import { randomField } from '../../../src-shared/inpainting/stationary-prior.ts'
import { seedRandom } from '../../../src-shared/random/index.ts'
import { orderOf } from './made-stack.ts'

/** Pixels on a side of the made fields, unless others are asked for. */
export const size = 16

/** A dataset of random fields with a red spectrum, each standardised, in a folder for one test file. */
export async function madeFields(count = 150, pixels = size) {
  const root = mkdtempSync(join(tmpdir(), 'cirrus-fields-'))
  afterAll(() => rmSync(root, { recursive: true, force: true }))
  const random = seedRandom(1)
  const side = 2 * pixels
  const power = Float64Array.from({ length: side * side }, (_, k) => {
    const [u, v] = [Math.floor(k / side), k % side].map((mode) => Math.min(mode, side - mode))
    return 1 / (1 + u * u + v * v) ** 1.4
  })
  const values = new Float64Array(count * pixels ** 2)
  for (let k = 0; k < count; k++) values.set(randomField({ side, power, mean: 0 }, pixels, random), k * pixels ** 2)
  await writeNpy(join(root, 'stack.npy'), values, [count, pixels, pixels])
  const folder = join(root, 'fields')
  await importStack({ stack: orderOf(join(root, 'stack.npy'), { scale: 'linear' }), name: 'Fields', folder })
  return folder
}
