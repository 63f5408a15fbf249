import { expect, it } from 'vitest'
import { blendPatches } from '../../../src-main/application/inpainted-maps/blend-patches.ts'
import type { PatchPixels } from '../../../src-main/application/inpainted-maps/patch-pixels-of-holes.ts'
import { normal, seedRandom } from '../../../src-shared/random/index.ts'
import { pixelList } from '../../../src-shared/sky/healpix/pixel-list.ts'

const holes = pixelList(48, [5, 9, 20])
const patch = (...rows: number[][]): PatchPixels => ({ values: Float64Array.from(rows.flat()), rows: rows.length })
const blend = (patches: PatchPixels[], realisations: number) =>
  blendPatches(
    async function* () {
      yield* patches
    },
    holes,
    realisations,
  )

it('pixels of one patch have its values', async () => {
  const one = patch(
    [9, 5, 20, 30],
    [0.5, 1, 0.2, 1],
    [2, 3, 4, 5],
    [0.1, 0.2, NaN, 1],
    [2.5, 2.5, 4.5, 9],
    [1, 1, 1, 1],
  )
  const { means, deviations, realisations } = await blend([one], 1)
  expect([...means]).toEqual([3, 2, 4])
  expect([...deviations].map((value) => Number(value.toFixed(12)))).toEqual([0.2, 0.1, NaN])
  expect(realisations).toHaveLength(1)
  expect([...realisations[0]]).toEqual([2.5, 2.5, 4.5])
})

it('pixels of several have the weighted mean, and draws that keep their variance', async () => {
  const random = seedRandom(1)
  const draws = 4000
  const drawnAt = (mean: number, deviation: number) =>
    Array.from({ length: draws }, () => [mean + deviation * normal(random)])
  const first = patch([5], [0.9], [10], [2], ...drawnAt(10, 2))
  const second = patch([5], [0.3], [14], [1], ...drawnAt(14, 1))
  const { means, deviations, realisations } = await blend(
    [first, second, patch([9, 20], [1, 1], [0, 0], [1, 1], ...drawnAt(0, 1).map(([x]) => [x, x]))],
    draws,
  )
  expect(means[0]).toBeCloseTo(11, 12)
  // Weights 3/4 and 1/4: (9 * 4 + 1 * 1) / (9 + 1).
  expect(deviations[0] ** 2).toBeCloseTo(3.7, 10)
  const mean = realisations.reduce((sum, one) => sum + one[0] / draws, 0)
  const variance = realisations.reduce((sum, one) => sum + (one[0] - mean) ** 2 / draws, 0)
  expect(Math.abs(mean - 11)).toBeLessThan(4 * Math.sqrt(3.7 / draws))
  expect(Math.abs(variance / 3.7 - 1)).toBeLessThan(4 * Math.sqrt(2 / draws))
})
