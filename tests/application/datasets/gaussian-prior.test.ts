import { copyFileSync, cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readDataset, readPatches } from '../../../src-main/application/datasets/dataset-folder.ts'
import {
  covariancePriorOf,
  spanPriorOf,
  stationaryPriorOf,
} from '../../../src-main/application/datasets/gaussian-prior.ts'
import { covarianceOfField } from '../../../src-shared/inpainting/stationary-prior.ts'
import { madeFields, size } from './made-fields.ts'

const folder = await madeFields()
const large = await madeFields(10, 256)
const pixels = size * size
const { patches } = await readDataset(folder)
const training = patches.filter(({ split }) => split === 'train').map(({ index }) => index)
const values = await readPatches(folder, 0, patches.length)

/** A copy of the dataset's folder. */
let copies = 0
const copy = () => {
  const to = `${folder}-${copies++}`
  cpSync(folder, to, { recursive: true })
  return to
}

describe('a dataset’s Gaussian prior', () => {
  it('has as covariance that of the training patches, with a mean that is not known', async () => {
    const { covariance } = await covariancePriorOf(copy(), () => {})
    // The sum of all variances does not change by turning patches.
    let [trace, expected] = [0, 0]
    for (let i = 0; i < pixels; i++) {
      trace += covariance[i * (pixels + 1)]
      for (const k of training) expected += values[k * pixels + i] ** 2 / (training.length - 1)
    }
    expect(trace / (expected * (1 + 1e-4) + pixels)).toBeCloseTo(1, 2)
    // The four corners are alike, as are pixels beside them.
    expect(covariance[0]).toBeCloseTo(covariance[pixels * pixels - 1], 6)
    expect(covariance[1]).toBeCloseTo(covariance[size], 6)
  })

  it('has as power that of the training patches, with a mean that is not known', async () => {
    const prior = await stationaryPriorOf(copy(), () => {})
    // Each patch has mean square 1.
    expect(covarianceOfField(prior, size)[0]).toBeCloseTo(2, 2)
    expect(prior.side).toBe(2 * size)
  })

  it('has as power that of training patches as large as the paper’s, too', async () => {
    const prior = await stationaryPriorOf(large, () => {})
    expect(prior.side).toBe(512)
    expect(prior.power).toHaveLength(512 ** 2)
    // Each patch has mean square 1, and its mean is not known.
    expect(prior.power.reduce((sum, one) => sum + one) / 512 ** 2).toBeCloseTo(2, 2)
  })

  it('of some patches only spans them', async () => {
    const { rows, remainder } = await spanPriorOf(copy(), () => {})
    const outOfSpan = Math.floor(training.length / 10)
    expect(rows).toHaveLength((training.length - outOfSpan + 1) * pixels)
    expect(remainder).toBeGreaterThan(0)
    expect(remainder).toBeLessThan(0.5)
  })

  it('is measured once, and kept beside the patches', async () => {
    const to = copy()
    for (const measure of [covariancePriorOf, stationaryPriorOf]) {
      const shares: number[] = []
      const first = await measure(to, (share) => shares.push(share))
      expect(shares.at(-1)).toBe(1)
      const again = await measure(to, () => expect.unreachable())
      expect(again).toEqual(first)
    }
    expect(existsSync(join(to, 'gaussian', 'covariance.npy'))).toBe(true)
    rmSync(join(to, 'gaussian', 'covariance.npy'))
    const shares: number[] = []
    await covariancePriorOf(to, (share) => shares.push(share))
    expect(shares).not.toEqual([])
  })

  it('needs training patches', async () => {
    const to = copy()
    const table = join(to, 'patches.csv')
    writeFileSync(table, readFileSync(table, 'utf8').replaceAll('train', 'test'))
    await expect(covariancePriorOf(to, () => {})).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringContaining('training patches without holes'),
    })
    expect(existsSync(join(to, 'gaussian'))).toBe(false)
    copyFileSync(join(folder, 'patches.csv'), table)
    await expect(covariancePriorOf(to, () => {})).resolves.toBeDefined()
  })
})
