import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { calibrate, planCalibration } from '../../../src-main/application/calibrations/calibrate.ts'
import { importStack } from '../../../src-main/application/datasets/import-stack.ts'
import { writeNpy } from '../../../src-main/files/npy.ts'
import { estimatorSchema } from '../../../src-preload/contract/estimators.ts'
import { quotedShares } from '../../../src-shared/inpainting/calibration.ts'
import { normal, seedRandom } from '../../../src-shared/random/index.ts'
import { orderOf } from '../datasets/made-stack.ts'
import { madeEngine } from '../made-engine.ts'

const root = mkdtempSync(join(tmpdir(), 'cirrus-calibrate-channels-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

it('a calibration on patches of several channels counts the values of all in their common holes', async () => {
  const [count, size] = [200, 16]
  const random = seedRandom(6)
  // White fields, of which nothing around a hole tells anything: intervals are those of the prior.
  const values = Float64Array.from({ length: count * size ** 2 * 2 }, () => normal(random))
  await writeNpy(join(root, 'qu.npy'), values, [count, size, size, 2])
  const dataset = join(root, 'dataset')
  await importStack({ stack: orderOf(join(root, 'qu.npy'), { channels: 'QU', unit: 'K' }), folder: dataset })
  const estimator = estimatorSchema.parse({ kind: 'wiener', samples: 4 })
  const plan = await planCalibration({
    choice: { estimator, problems: 4, mask: 'random', beam: null, sigma: 0.2, seed: 1 },
    ...{ run: null, dataset },
  })
  const { calibration } = await calibrate(madeEngine(), plan)
  const inHoles = plan.problems.reduce((sum, { mask }) => sum + mask.filter((seen) => seen === 0).length, 0)
  expect(calibration.all.pixels).toBe(2 * inHoles)
  expect(calibration.all.error).toBeCloseTo(1, 0)
  expect(quotedShares(calibration.all).of68.share).toBeGreaterThan(0.4)
})
