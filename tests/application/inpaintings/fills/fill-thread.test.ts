import { describe, expect, it } from 'vitest'
import { readDataset, readPatches } from '../../../../src-main/application/datasets/dataset-folder.ts'
import type { FillTask, WienerTask } from '../../../../src-main/application/inpaintings/fills/fill-task.ts'
import { fillInThread } from '../../../../src-main/application/inpaintings/fills/fill-thread.ts'
import { wienerFill } from '../../../../src-main/application/inpaintings/fills/wiener-fill.ts'
import { diffusion } from '../../../../src-shared/inpainting/diffusion.ts'
import { figureMask } from '../../../../src-shared/sky/masks/figure-masks.ts'
import { madeFields, size } from '../../datasets/made-fields.ts'

const dataset = await madeFields()
const { patches } = await readDataset(dataset)
const test = patches.find(({ split }) => split === 'test')!
const mask = figureMask('block', size)
const truth = await readPatches(dataset, test.index, 1)
const data = truth.map((value, i) => (mask[i] === 1 ? value : NaN))
const task: WienerTask = {
  ...{ kind: 'wiener', covariance: 'patches', data, mask, size },
  ...{ noises: [{ kind: 'white', sigma: 0.1 }], blurs: [null], dataset, samples: 3, seed: 5 },
}
const errorOf = (fill: Float32Array) => {
  let squares = 0
  mask.forEach((seen, i) => (squares += seen ? 0 : (fill[i] - truth[i]) ** 2))
  return Math.sqrt(squares / mask.filter((seen) => seen === 0).length)
}

describe('a fill in a thread', () => {
  it('tells how far it is, and makes what would be made without one', async () => {
    const told: [number, string][] = []
    const filled = await fillInThread(task, (...how) => told.push(how))
    expect(filled).toEqual(await wienerFill(task, () => {}))
    expect(filled.samples).toHaveLength(3 * size * size)
    expect(new Set(told.map(([, note]) => note))).toEqual(
      new Set(['measuring the training patches', 'solving for the hole']),
    )
    expect(told.map(([fraction]) => fraction)).toEqual(told.map(([fraction]) => fraction).sort((a, b) => a - b))
    expect(told.at(-1)![0]).toBe(1)
  })

  it('draws a surface too', async () => {
    const surface: FillTask = { kind: 'diffusion', data, mask, size, channels: 1 }
    expect((await fillInThread(surface, () => {})).fill).toEqual(Float32Array.from(diffusion(data, mask, size)))
  })

  it('is stopped at once', async () => {
    const controller = new AbortController()
    const stopped = fillInThread(task, () => controller.abort(new Error('enough')), controller.signal)
    await expect(stopped).rejects.toThrow('enough')
    await expect(fillInThread(task, () => {}, controller.signal)).rejects.toThrow('enough')
  })

  it('passes on what was wrong', async () => {
    await expect(fillInThread({ ...task, dataset: '/nowhere' }, () => {})).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringContaining('/nowhere'),
    })
  })
})

describe('a Wiener fill', () => {
  it.each(['stationary', 'patches'] as const)(
    'of a covariance %s is nearer to the truth than diffusion',
    async (covariance) => {
      const { fill, deviation } = await wienerFill({ ...task, covariance }, () => {})
      expect(errorOf(fill)).toBeLessThan(errorOf(Float32Array.from(diffusion(data, mask, size))))
      deviation!.forEach((value, i) => expect(value > 0).toBe(mask[i] === 0))
    },
  )

  it('draws the same realisations with the same seed', async () => {
    const [once, again, other] = [
      await wienerFill(task, () => {}),
      await wienerFill(task, () => {}),
      await wienerFill({ ...task, seed: 6 }, () => {}),
    ]
    expect(again.samples).toEqual(once.samples)
    expect(other.samples).not.toEqual(once.samples)
    expect(other.fill).toEqual(once.fill)
    expect((await wienerFill({ ...task, samples: 0 }, () => {})).samples).toBeUndefined()
  })

  it('sees through a beam', async () => {
    const { fill } = await wienerFill({ ...task, blurs: [{ beam: 2, pixelWindow: null, pixel: 0.01 }] }, () => {})
    expect(fill.every(Number.isFinite)).toBe(true)
    // What is seen is taken as blurred: the fill is sharper.
    const roughness = (values: Float32Array) => {
      let sum = 0
      for (let i = 1; i < values.length; i++) if (mask[i] && mask[i - 1]) sum += (values[i] - values[i - 1]) ** 2
      return sum
    }
    expect(roughness(fill)).toBeGreaterThan(roughness(truth))
  })
})
