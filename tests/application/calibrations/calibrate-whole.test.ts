import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { calibrate, planCalibration } from '../../../src-main/application/calibrations/calibrate.ts'
import { readDataset } from '../../../src-main/application/datasets/dataset-folder.ts'
import { importStack } from '../../../src-main/application/datasets/import-stack.ts'
import { writeNpy } from '../../../src-main/files/npy.ts'
import { estimatorSchema } from '../../../src-preload/contract/estimators.ts'
import { quotedShares } from '../../../src-shared/inpainting/calibration.ts'
import { normal, seedRandom } from '../../../src-shared/random/index.ts'
import { orderOf } from '../datasets/made-stack.ts'
import { madeEngine } from '../made-engine.ts'

const root = mkdtempSync(join(tmpdir(), 'cirrus-calibrate-whole-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
const [count, size] = [600, 8]
const dataset = join(root, 'dataset')
/** Arcmin of two pixels. */
let beam: number
beforeAll(async () => {
  const random = seedRandom(6)
  const values = Float64Array.from({ length: count * size ** 2 }, () => normal(random))
  await writeNpy(join(root, 'white.npy'), values, [count, size, size])
  const stack = orderOf(join(root, 'white.npy'), { scale: 'linear', standardisation: 'dataset' })
  await importStack({ stack, folder: dataset })
  const { recipe } = (await readDataset(dataset)).record
  beam = (2 * 60 * recipe.width) / (size - 1)
})

it('a calibration of patches that are seen whole is of all pixels; through a beam, intervals hold what they say', async () => {
  const estimator = estimatorSchema.parse({ kind: 'wiener', samples: 9 })
  const choice = { estimator, problems: 6, mask: 'all', beam, sigma: 0.2, seed: 1 } as const
  const plan = await planCalibration({ choice, run: null, dataset })
  const { all, bySize } = (await calibrate(madeEngine(), plan)).calibration
  expect(bySize).toEqual([])
  expect([all.problems, all.pixels]).toEqual([6, 6 * size ** 2])
  const { of68, of95 } = quotedShares(all)
  // A Gaussian field, of a covariance that 480 training patches tell.
  expect(Math.abs(of68.share - 0.6827)).toBeLessThan(4 * of68.error + 0.02)
  expect(Math.abs(of95.share - 0.95)).toBeLessThan(4 * of95.error + 0.02)
  expect(all.error / all.deviation).toBeCloseTo(1, 0)
  // Without the beam, pixels of variance 1 that are seen with noise of 0.2 would be known to 0.2.
  expect(all.deviation).toBeGreaterThan(3 * Math.sqrt(0.04 / 1.04))
})
