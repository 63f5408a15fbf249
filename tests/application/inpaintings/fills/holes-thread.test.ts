import { expect, it } from 'vitest'
import { readDataset, readPatches } from '../../../../src-main/application/datasets/dataset-folder.ts'
import { holesThread } from '../../../../src-main/application/inpaintings/fills/holes-thread.ts'
import { wienerFill } from '../../../../src-main/application/inpaintings/fills/wiener-fill.ts'
import { diffusion } from '../../../../src-shared/inpainting/diffusion.ts'
import { figureMask } from '../../../../src-shared/sky/masks/figure-masks.ts'
import { madeFields, size } from '../../datasets/made-fields.ts'

const dataset = await madeFields()
const { patches } = await readDataset(dataset)
const holed = async (index: number, kind: 'block' | 'disc') => {
  const mask = figureMask(kind, size)
  const truth = await readPatches(dataset, patches[index].index, 1)
  return { data: truth.map((value, i) => (mask[i] === 1 ? value : 0)), mask }
}
const wiener = {
  kind: 'wiener',
  noises: [{ kind: 'white', sigma: 0.1 }],
  blurs: [null],
  dataset,
  samples: 2,
  size,
} as const

it.each(['patches', 'stationary'] as const)(
  'holes filled in one thread are those filled one by one: %s',
  async (covariance) => {
    const thread = holesThread({ ...wiener, covariance })
    const tasks = [
      { ...(await holed(3, 'block')), seed: 5 },
      { ...(await holed(7, 'disc')), seed: 6 },
    ]
    for (const task of tasks) {
      const [filled, one] = [await thread.fill(task), await wienerFill({ ...wiener, covariance, ...task }, () => {})]
      const inHole = (values: Float32Array) => [...values].filter((_, i) => task.mask[i % task.mask.length] === 0)
      for (const name of ['fill', 'deviation', 'samples'] as const)
        inHole(filled[name]!).forEach((value, k) => expect(value).toBeCloseTo(inHole(one[name]!)[k], 5))
    }
    await thread.end()
  },
)

it('surfaces too', async () => {
  const thread = holesThread({ kind: 'diffusion', size, channels: 1 })
  const { data, mask } = await holed(3, 'block')
  expect((await thread.fill({ data, mask, seed: 0 })).fill).toEqual(Float32Array.from(diffusion(data, mask, size)))
  await thread.end()
})

it('passes on what was wrong, and is stopped at once', async () => {
  const task = { ...(await holed(3, 'block')), seed: 0 }
  const nowhere = holesThread({ ...wiener, covariance: 'patches', dataset: '/nowhere' })
  await expect(nowhere.fill(task)).rejects.toMatchObject({
    code: 'refused',
    message: expect.stringContaining('/nowhere'),
  })
  await nowhere.end()
  const controller = new AbortController()
  const thread = holesThread({ ...wiener, covariance: 'patches' }, controller.signal)
  const filled = thread.fill(task)
  controller.abort(new Error('enough'))
  await expect(filled).rejects.toThrow('enough')
  await expect(thread.fill(task)).rejects.toThrow('enough')
  await thread.end()
})
