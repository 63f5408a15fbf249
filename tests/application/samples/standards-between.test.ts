import { describe, expect, it } from 'vitest'
import { readDataset } from '../../../src-main/application/datasets/dataset-folder.ts'
import { picturesInMapUnit } from '../../../src-main/application/samples/pictures-in-map-unit.ts'
import { standardsBetween } from '../../../src-main/application/samples/standards-between.ts'
import { scalingOfCondition } from '../../../src-shared/model/condition-scaling.ts'
import { madeRun } from '../made-run.ts'

const made = madeRun()

describe('mean and standard deviation between two patches', () => {
  it('are those of the patches at the ends, and go evenly between them in the scaling of a condition', async () => {
    const { patches } = await readDataset(made.dataset)
    const { standards, channels } = await standardsBetween(made.dataset, { from: 2, to: 7, steps: 3 })
    expect(channels).toEqual(['I'])
    expect(standards).toHaveLength(5)
    const ends = [patches[2], patches[7]]
    for (const name of ['mean', 'std'] as const) {
      const values = standards.map(([standard]) => standard[name])
      expect(values[0]).toBeCloseTo(ends[0][name], 10)
      expect(values[4]).toBeCloseTo(ends[1][name], 10)
      const { log } = scalingOfCondition(patches.filter(({ split }) => split === 'train').map((patch) => patch[name]))!
      const [first, last] = ends.map((patch) => patch[name])
      // The mean in the middle: arithmetic, or geometric where a flow is told the logarithm.
      expect(values[2]).toBeCloseTo(log ? Math.sqrt(first * last) : (first + last) / 2, 10)
    }
  })

  it('are refused for a patch that there is not', async () => {
    await expect(standardsBetween(made.dataset, { from: 0, to: 9999, steps: 1 })).rejects.toMatchObject({
      code: 'invalid-params',
      message: expect.stringContaining('has no patch 9999'),
    })
  })
})

it('pictures in the map’s unit have their own mean and std each, and the scale undone', () => {
  const pictures = Float32Array.of(0, 1, 0, -1)
  const standards = [
    { mean: 2, std: 0.5 },
    { mean: 0, std: 3 },
  ]
  expect([...picturesInMapUnit(pictures, standards, { scale: 'linear' })]).toEqual([2, 2.5, 0, -3])
  const logarithmic = [...picturesInMapUnit(pictures, standards, { scale: 'log' })]
  ;[Math.exp(2), Math.exp(2.5), 1, Math.exp(-3)].forEach((value, i) => expect(logarithmic[i]).toBeCloseTo(value, 5))
})
