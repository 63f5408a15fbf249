import { mkdirSync, readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readPatches } from '../../../src-main/application/datasets/dataset-folder.ts'
import { exportInpainting } from '../../../src-main/application/exports/export-inpainting.ts'
import { inpaintPatch } from '../../../src-main/application/inpaintings/inpaint-patch.ts'
import { inpaintingFiles, readInpaintingRecord } from '../../../src-main/application/inpaintings/inpainting-folder.ts'
import { readNpy } from '../../../src-main/files/npy.ts'
import { readFitsImage } from '../../../src-main/sky/fits/image.ts'
import { inpaintingConfigSchema } from '../../../src-preload/contract/inpaintings.ts'
import { unitFactor } from '../../../src-shared/sky/units.ts'
import { madeEngine } from '../made-engine.ts'
import { madeRun } from '../made-run.ts'

const { dataset, run, at, newFolder } = madeRun()
const config = inpaintingConfigSchema.parse({ patch: 5, mask: { kind: 'corner' }, sigma: 0.5 })

describe('an inpainting', () => {
  it('is exported as the filled patch, and as the model everywhere, in both units', async () => {
    const folder = at('hole')
    const record = await inpaintPatch(madeEngine({ offset: 0.25 }), { run, dataset: null, config, folder })
    const files = await exportInpainting({ folder, formats: ['fits', 'npy', 'png'], out: at('out') })
    expect(readdirSync(at('out')).sort()).toEqual(files.map(({ name }) => name).sort())
    const mask = (await readNpy(join(folder, 'mask.npy'))).data
    const patch = await readPatches(dataset, 5, 1)
    const filled = Array.from(patch, (value, i) => (mask[i] ? value : Math.fround(value + 0.25)))
    const model = Array.from(patch, (value) => Math.fround(value + 0.25))
    expect([...(await readNpy(at('out', 'hole-filled-standard.npy'))).data]).toEqual(filled)
    expect([...(await readNpy(at('out', 'hole-model-standard.npy'))).data]).toEqual(model)

    const standard = await readFitsImage(at('out', 'hole-standard.fits'), 'FILLED')
    expect([...standard.values]).toEqual(filled)
    expect([...(await readFitsImage(at('out', 'hole-standard.fits'), 'MODEL')).values]).toEqual(model)
    const inMap = await readFitsImage(at('out', 'hole-map.fits'), 'FILLED')
    // log-standardised: exp(std x + mean) undoes it.
    for (const i of [0, 77, 255]) expect(inMap.values[i]).toBeCloseTo(Math.exp(record.std * filled[i] + record.mean), 5)
    expect([standard.unit ?? '', inMap.unit]).toEqual(['', 'MJy/sr'])
    for (const name of ['MODEL', 'ORIGINAL', 'MASK']) {
      expect((await readFitsImage(at('out', 'hole-map.fits'), name)).values).toHaveLength(256)
    }
    expect([...(await readFitsImage(at('out', 'hole-map.fits'), 'MASK')).values]).toEqual([...mask])

    const conversion = { unit: 'uK_CMB', frequency: 353 }
    await exportInpainting({ folder, formats: ['fits', 'npy'], out: at('converted'), ...conversion })
    const converted = await readFitsImage(at('converted', 'hole-map.fits'), 'FILLED')
    expect(converted.unit).toBe('uK_CMB')
    const factor = unitFactor('MJy/sr', 'uK_CMB', 353)
    expect(converted.values[77] / inMap.values[77] / factor).toBeCloseTo(1, 6)
    expect((await readNpy(at('converted', 'hole-filled-map.npy'))).data[77]).toBe(converted.values[77])
    expect([...(await readNpy(at('converted', 'hole-filled-standard.npy'))).data]).toEqual(filled)
    const said = converted.cards.filter(({ keyword }) => keyword === 'HISTORY').map(({ comment }) => comment)
    expect(said.join(' ')).toContain('Converted from MJy/sr to uK_CMB at 353 GHz, monochromatic.')
    await expect(exportInpainting({ folder, formats: ['npy'], out: at('converted'), unit: 'K_RJ' })).rejects.toThrow(
      /unit of the patch: the frequency in GHz is needed/,
    )

    const card = (keyword: string) => inMap.cards.find((each) => each.keyword === keyword)?.value
    expect(card('PATMEAN')).toBe(record.mean)
    expect(card('PATSTD')).toBe(record.std)
    expect(card('CHI2')).toBe(record.result.chi2)
    expect(card('DOF')).toBe(record.result.degreesOfFreedom)
    expect(card('CRVAL2')).toBe(record.lat)
    const history = inMap.cards.filter(({ keyword }) => keyword === 'HISTORY').map(({ comment }) => comment)
    expect(history.join(' ')).toContain("Data: O'Made et al. 2026")
    expect(history.join(' ')).toContain('mask corner, sigma 0.5, 1 starts, seed 0, 12 iterations')
  })

  it('of format 1 is upgraded to format 2: the reconstruction becomes the model, the filled patch gets its curves', async () => {
    const folder = newFolder()
    const { statistics, ...record } = await inpaintPatch(madeEngine({ offset: 0.25 }), {
      run,
      dataset: null,
      config,
      folder,
    })
    const files = inpaintingFiles(folder)
    const { original, model: reconstruction } = statistics.histogram
    const former = { ...statistics, histogram: { original, reconstruction } }
    writeFileSync(files.record, JSON.stringify({ ...record, format: 'cirrus-inpainting-1', statistics: former }))
    renameSync(files.model, join(folder, 'reconstruction.npy'))

    expect({ ...record, statistics }).toMatchObject(await readInpaintingRecord(folder))
    expect(JSON.parse(readFileSync(files.record, 'utf8'))).toMatchObject({ format: 'cirrus-inpainting-2', statistics })
    expect(readdirSync(folder)).toContain('model.npy')
    expect(await exportInpainting({ folder, formats: ['npy'], out: at('former') })).toHaveLength(4)
  })

  it('is not exported from a folder without one', async () => {
    const folder = newFolder()
    mkdirSync(folder)
    await expect(exportInpainting({ folder, formats: ['npy'], out: at('none') })).rejects.toMatchObject({
      code: 'refused',
      message: `${folder}: this folder holds no complete inpainting; create one with cirrus inpaint.`,
    })
  })
})
