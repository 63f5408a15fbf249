import { describe, expect, it } from 'vitest'
import { estimateFolder } from '../../../src-main/application/inpaintings/estimate-folder.ts'
import type { Context } from '../../../src-main/application/host/context.ts'
import { inpaintingResources } from '../../../src-main/application/inpaintings/resources.ts'
import type { Estimate } from '../../../src-preload/contract/estimators.ts'
import { estimateAddress, problemAddress } from '../../../src-preload/contract/inpaintings.ts'
import { exampleEstimate, exampleInpainting } from '../../catalog/examples.ts'
import { askRoute, floatsOf } from '../ask-route.ts'
import { fill, filled, madeInpaintings, mask, original, size } from './inpainting-files.ts'

const { finished } = madeInpaintings()

/** Requests a picture of the only inpainting of a catalog, which has one estimate. */
async function pictures({ drawn = false, ...changes }: Partial<Estimate> & { drawn?: boolean } = {}) {
  const folder = await finished(drawn ? 'drawn' : 'one', { drawn })
  const inpainting = { ...exampleInpainting, id: 'one', size, folder }
  const estimate = { ...exampleEstimate, id: 'one.map', folder: estimateFolder(folder, 'map'), ...changes }
  const catalog = {
    inpaintings: { get: (id: string) => (id === 'one' ? inpainting : null) },
    estimates: { get: (id: string) => (id === 'one.map' ? estimate : null) },
  }
  return (address: string) =>
    askRoute(inpaintingResources, { catalog } as unknown as Context, address.replace('/data', ''))
}
const values = async (response: Promise<Response>) => (await floatsOf(await response)).values
/** exp(z std + mean), as in the record. */
const inMap = (z: number) => Math.exp(0.5 * z + 2)
const near = (found: number[], wanted: ArrayLike<number>) => {
  expect(found).toHaveLength(wanted.length)
  found.forEach((value, i) => expect(value).toBeCloseTo(wanted[i], 4))
}

describe('the pictures of a problem', () => {
  it('are its patch and its mask', async () => {
    const ask = await pictures()
    expect((await floatsOf(await ask(problemAddress('one', 'original')))).shape).toEqual([size, size])
    near(await values(ask(problemAddress('one', 'original'))), original)
    near(await values(ask(problemAddress('one', 'mask'))), mask)
    near(await values(ask(problemAddress('one', 'mask', 'map'))), mask)
    near(await values(ask(problemAddress('one', 'original', 'map'))), original.map(inMap))
  })

  it('have no values in the hole if only the data are shown', async () => {
    const corrupted = await values((await pictures())(problemAddress('one', 'corrupted')))
    corrupted.forEach((value, i) => (mask[i] ? expect(value).toBe(original[i]) : expect(value).toBeNaN()))
  })
})

describe('the pictures of an estimate', () => {
  const address = (array: Parameters<typeof estimateAddress>[2], unit?: 'map') =>
    estimateAddress('one', 'map', array, unit)

  it('are standardised: the estimate everywhere, the filled patch and the residual', async () => {
    const ask = await pictures()
    near(await values(ask(address('fill'))), fill)
    near(await values(ask(address('filled'))), filled)
    near(await values(ask(address('residual'))), new Float32Array(size ** 2).fill(-0.5))
  })

  it('are in the map’s unit if requested', async () => {
    const ask = await pictures()
    near(await values(ask(address('fill', 'map'))), fill.map(inMap))
    near(
      await values(ask(address('residual', 'map'))),
      original.map((z) => inMap(z) - inMap(z + 0.5)),
    )
  })

  it('are its standard deviation and any of its samples, if it has them', async () => {
    const ask = await pictures({ drawn: true })
    near(await values(ask(address('deviation'))), new Float32Array(size ** 2).fill(0.25))
    // d exp(z std + mean) = std exp(z std + mean) dz
    near(
      await values(ask(address('deviation', 'map'))),
      fill.map((z) => 0.25 * 0.5 * inMap(z)),
    )
    near(
      await values(ask(address('sample'))),
      original.map((z, i) => (mask[i] ? z : fill[i] + 1)),
    )
    const second = estimateAddress('one', 'map', 'sample', 'standard', 1)
    near(
      await values(ask(second)),
      original.map((z, i) => (mask[i] ? z : fill[i])),
    )
    for (const n of ['2', '-1', 'x']) {
      const message = `map of one has 2 samples, and none numbered ${n}.`
      await expect(ask(second.replace('n=1', `n=${n}`))).rejects.toMatchObject({ code: 'not-found', message })
    }
    const plain = await pictures()
    await expect(plain(address('deviation'))).rejects.toMatchObject({
      code: 'not-found',
      message: 'map of one has no deviation.',
    })
    await expect(plain(address('sample'))).rejects.toThrow('map of one has no sample.')
  })

  it('are refused with a reason: no such inpainting, estimate or picture, or not available yet', async () => {
    const ask = await pictures()
    await expect(ask(problemAddress('two', 'mask'))).rejects.toMatchObject({
      code: 'not-found',
      message: 'There is no inpainting two.',
    })
    await expect(ask(estimateAddress('one', 'mean', 'fill'))).rejects.toThrow('There is no estimate one.mean.')
    await expect(ask('/inpaintings/one/truth')).rejects.toThrow('An inpainting has no picture "truth".')
    await expect(ask('/inpaintings/one/estimates/map/truth')).rejects.toThrow('An estimate has no picture "truth".')
    const waiting = await pictures({ state: 'waiting' })
    await expect(waiting(address('fill'))).rejects.toThrow('map of one is waiting; its fill is not available yet.')
    near(await values(waiting(problemAddress('one', 'original'))), original)
  })
})
