import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readDataset, readPatches } from '../../../src-main/application/datasets/dataset-folder.ts'
import { exportInpainting } from '../../../src-main/application/exports/export-inpainting.ts'
import { inpaintPatch } from '../../../src-main/application/inpaintings/inpaint-patch.ts'
import { readInpaintingRecord } from '../../../src-main/application/inpaintings/inpainting-folder.ts'
import { readCsv } from '../../../src-main/files/csv.ts'
import { readNpy, writeNpy } from '../../../src-main/files/npy.ts'
import { readFitsImage } from '../../../src-main/sky/fits/image.ts'
import { inpaintingConfigSchema } from '../../../src-preload/contract/inpaintings.ts'
import { throughBeam } from '../../../src-shared/sky/beam.ts'
import { madeEngine } from '../made-engine.ts'
import { madeRun } from '../made-run.ts'
import { smallTraining } from '../small-application.ts'

const { dataset, run, cut, at, newFolder } = madeRun()

describe('an inpainting', () => {
  const config = inpaintingConfigSchema.parse({ patch: 5, mask: { kind: 'corner' }, sigma: 0.5 })

  it('is evaluated inside and outside its hole against the original and the plain mean', async () => {
    const folder = newFolder()
    const record = await inpaintPatch(madeEngine({ offset: 0.25 }), { run, dataset: null, config, folder })
    const { record: of, patches } = await readDataset(dataset)
    expect(record).toMatchObject({ lon: patches[5].lon, split: patches[5].split, map: of.map, dataset, run, epoch: 3 })
    // The model is the patch plus a quarter: that is the error everywhere, and chi2 is (1/4 / 1/2)^2 per pixel.
    expect(record.result.fit.inside).toBeCloseTo(0.25, 6)
    expect(record.result.fit.outside).toBeCloseTo(0.25, 6)
    const mask = Uint8Array.from((await readNpy(join(folder, 'mask.npy'))).data)
    const observed = mask.reduce((sum, value) => sum + value, 0)
    expect(record.result.chi2).toBeCloseTo(observed / 4, 6)
    expect(record.result.degreesOfFreedom).toBe(observed - smallTraining.latentDimension)
    expect(record.result.objective).toBeCloseTo(observed / 4 + 1, 6)
    const patch = await readPatches(dataset, 5, 1)
    const seen = patch.filter((_, i) => mask[i] === 1)
    const mean = seen.reduce((sum, value) => sum + value, 0) / seen.length
    const spread = Math.sqrt(seen.reduce((sum, value) => sum + (value - mean) ** 2, 0) / seen.length)
    expect(record.result.meanFit.outside).toBeCloseTo(spread, 5)
    expect((await readCsv(join(folder, 'objective.csv'))).rows).toEqual([[0, 1, 42.5]])
    expect(record).toMatchObject(await readInpaintingRecord(folder))
    await expect(inpaintPatch(madeEngine(), { run, dataset: null, config, folder })).rejects.toMatchObject({
      code: 'conflict',
    })
  })

  it('with a beam passes the convolved patch to the engine, and shows the model everywhere', async () => {
    const folder = at('beam')
    const engine = madeEngine({ offset: 0.25 })
    const operator = { kind: 'beam', fwhm: 90 } as const
    const record = await inpaintPatch(engine, { run, dataset: null, config: { ...config, operator }, folder })
    const pixel = (60 * record.width) / (record.size - 1)
    const seen = throughBeam(await readPatches(dataset, 5, 1), record.size, 90 / pixel)
    const { params } = engine.calls.at(-1)!
    expect(params.beam).toBeCloseTo(90 / pixel, 12)
    expect((await readNpy(params.data as string)).data).toEqual(seen)
    await exportInpainting({ folder, formats: ['npy', 'fits'], out: at('sharp') })
    const { data } = await readNpy(at('sharp', 'beam-filled-standard.npy'))
    expect(data).toEqual((await readNpy(join(folder, 'model.npy'))).data)
    const { cards } = await readFitsImage(at('sharp', 'beam-standard.fits'), 'FILLED')
    const history = cards.filter(({ keyword }) => keyword === 'HISTORY').map(({ comment }) => comment)
    expect(history.join(' ')).toContain('mask corner, beam of 90 arcmin, sigma 0.5')
  })

  it('is refused for a patch, a dataset or a run that is missing or does not fit', async () => {
    const order = { run, dataset: null, config, folder: newFolder() }
    const { patches } = await readDataset(dataset)
    await expect(
      inpaintPatch(madeEngine(), { ...order, config: { ...config, patch: patches.length } }),
    ).rejects.toThrow(`they are numbered 0 to ${patches.length - 1}`)
    const large = await cut('large', 40, 32)
    await expect(inpaintPatch(madeEngine(), { ...order, dataset: large })).rejects.toThrow(
      /its patches have 32 px, but the model of .* was trained on 16 px/,
    )
    await expect(inpaintPatch(madeEngine(), { ...order, run: newFolder() })).rejects.toThrow(/holds no run/)
    expect(existsSync(order.folder)).toBe(false)
  })

  it('is refused for a patch that has holes of its own, whose truth is not known', async () => {
    const holed = await cut('holed', 40, 16)
    const { patches } = await readDataset(holed)
    const masks = new Uint8Array(patches.length * 256).fill(1)
    masks[5 * 256 + 17] = 0
    await writeNpy(join(holed, 'masks.npy'), masks, [patches.length, 16, 16])
    const order = { run, dataset: holed, config, folder: newFolder() }
    await expect(inpaintPatch(madeEngine(), order)).rejects.toThrow(/patch 5: the map has no value at some/)
    expect(existsSync(order.folder)).toBe(false)
    await expect(inpaintPatch(madeEngine(), { ...order, config: { ...config, patch: 4 } })).resolves.toBeDefined()
  })

  it('that was interrupted has no result, and its folder can be reused', async () => {
    const folder = newFolder()
    const dying = madeEngine({ during: () => Promise.reject(new Error('gone')) })
    await expect(inpaintPatch(dying, { run, dataset: null, config, folder })).rejects.toThrow('gone')
    await expect(exportInpainting({ folder, formats: ['npy'], out: at('none') })).rejects.toThrow(
      /holds no complete inpainting/,
    )
    expect(existsSync(at('none'))).toBe(false)
    await inpaintPatch(madeEngine(), { run, dataset: null, config, folder })
    expect((await exportInpainting({ folder, formats: ['npy'], out: at('some') })).map(({ size }) => size > 0)).toEqual(
      [true, true, true, true],
    )
  })
})
