import { describe, expect, it } from 'vitest'
import { join } from 'node:path'
import type { Context } from '../../../src-main/application/host/context.ts'
import { inpaintingResources } from '../../../src-main/application/inpaintings/resources.ts'
import { datasetFiles } from '../../../src-main/application/datasets/dataset-folder.ts'
import { writeNpy } from '../../../src-main/files/npy.ts'
import { figureMask } from '../../../src-shared/sky/masks.ts'
import type { Inpainting } from '../../../src-preload/contract/inpaintings.ts'
import { exampleDataset, exampleInpainting } from '../../catalog/examples.ts'
import { askRoute, floatsOf } from '../ask-route.ts'
import { filled, madeInpaintings, mask, model, original, size } from './inpainting-files.ts'

const { root, finished } = madeInpaintings()

/** Requests a picture of the only inpainting of a catalog. */
async function pictures(changes: Partial<Inpainting> = {}) {
  const inpainting = { ...exampleInpainting, id: 'one', size, folder: await finished('one'), ...changes }
  const catalog = {
    inpaintings: { get: (id: string) => (id === 'one' ? inpainting : null) },
    datasets: { get: (id: string) => (id === 'cut' ? { ...exampleDataset, folder: join(root, 'cut') } : null) },
  }
  const patchTables = {
    of: async () => [
      { mean: 1, std: 2 },
      { mean: 0, std: 3 },
    ],
  }
  return (address: string) =>
    askRoute(inpaintingResources, { catalog, patchTables } as unknown as Context, `/inpaintings/${address}`)
}
const values = async (response: Promise<Response>) => (await floatsOf(await response)).values
/** exp(z std + mean), as in the record. */
const inMap = (z: number) => Math.exp(0.5 * z + 2)
const near = (found: number[], wanted: ArrayLike<number>) => {
  expect(found).toHaveLength(wanted.length)
  found.forEach((value, i) => expect(value).toBeCloseTo(wanted[i], 4))
}

describe('the pictures of an inpainting', () => {
  it('are standardised: patch, mask, model, filled patch and residual', async () => {
    const ask = await pictures()
    expect((await floatsOf(await ask('one/original'))).shape).toEqual([size, size])
    near(await values(ask('one/original')), original)
    near(await values(ask('one/mask')), mask)
    near(await values(ask('one/model')), model)
    near(await values(ask('one/filled')), filled)
    near(await values(ask('one/residual')), new Float32Array(size ** 2).fill(-0.5))
  })

  it('have no values in the hole if only the data are shown', async () => {
    const corrupted = await values((await pictures())('one/corrupted'))
    corrupted.forEach((value, i) => (mask[i] ? expect(value).toBe(original[i]) : expect(value).toBeNaN()))
  })

  it('are in the map’s unit if requested; the mask is unchanged', async () => {
    const ask = await pictures()
    near(await values(ask('one/model?unit=map')), model.map(inMap))
    near(
      await values(ask('one/residual?unit=map')),
      original.map((z) => inMap(z) - inMap(z + 0.5)),
    )
    near(await values(ask('one/mask?unit=map')), mask)
  })

  it('of a waiting one are the patch of its dataset and the mask; the model is not available yet', async () => {
    const shifted = original.map((value) => value + 1)
    const both = Float32Array.of(...original, ...shifted)
    await writeNpy(datasetFiles(join(root, 'cut')).patches, both, [2, size, size])
    const config = { ...exampleInpainting.config, patch: 1 }
    const ask = await pictures({ state: 'waiting', datasetId: 'cut', config })
    near(await values(ask('one/original')), shifted)
    near(
      await values(ask('one/original?unit=map')),
      shifted.map((z) => Math.exp(3 * z)),
    )
    near(await values(ask('one/mask')), figureMask('disc', size))
    await expect(ask('one/model')).rejects.toMatchObject({
      code: 'not-found',
      message: 'one is waiting; its model is not available yet.',
    })
  })

  it('are refused with a reason: no such inpainting, no such picture, not available yet, dataset removed', async () => {
    const ask = await pictures()
    await expect(ask('two/model')).rejects.toMatchObject({ code: 'not-found', message: 'There is no inpainting two.' })
    await expect(ask('one/truth')).rejects.toThrow('An inpainting has no picture "truth".')
    const waiting = await pictures({ state: 'waiting', datasetId: null })
    await expect(waiting('one/original')).rejects.toMatchObject({ code: 'not-found' })
  })
})
