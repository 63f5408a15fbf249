import { mkdirSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { exportInpainting } from '../../../src-main/application/exports/export-inpainting.ts'
import { readEstimateRecord, estimateFolder } from '../../../src-main/application/inpaintings/estimate-folder.ts'
import { inpaintFolder } from '../../../src-main/application/inpaintings/inpaint-folder.ts'
import { readInpaintingRecord } from '../../../src-main/application/inpaintings/read-inpainting.ts'
import { readNpy } from '../../../src-main/files/npy.ts'
import { readFitsImage } from '../../../src-main/sky/fits/image.ts'
import { estimatorSchema } from '../../../src-preload/contract/estimators.ts'
import { problemSchema } from '../../../src-preload/contract/inpaintings.ts'
import { unitFactor } from '../../../src-shared/sky/units.ts'
import {
  deviation,
  fill as madeFill,
  filled as madeFilled,
  madeInpaintings,
  mask as madeMask,
  samples,
  size,
} from '../inpaintings/inpainting-files.ts'
import { madeEngine } from '../made-engine.ts'
import { madeRun } from '../made-run.ts'

const { run, at, newFolder } = madeRun()
const { finished } = madeInpaintings()
const noise = { kind: 'white', sigma: 0.5 } as const
const problem = problemSchema.parse({ patch: 5, mask: { kind: 'corner' }, noise })
const estimators = ['mean', 'map'].map((kind) => estimatorSchema.parse({ kind }))

/** The values of a cube in a FITS file, which Cirrus itself reads no planes of. */
function planesIn(bytes: Buffer, name: string, count: number): number[] {
  const end = bytes.indexOf(`${'END'.padEnd(80)}`, bytes.indexOf(`'${name}`))
  const start = Math.ceil((end + 80) / 2880) * 2880
  return Array.from({ length: count }, (_, i) => bytes.readFloatBE(start + 4 * i))
}

describe('an inpainting', () => {
  it('is drawn as a figure of all its estimates, with its numbers', async () => {
    const folder = await finished('drawn', { drawn: true })
    const files = await exportInpainting({ folder, formats: ['figure'], out: at('figure') })
    expect(files.map(({ name }) => name)).toEqual(
      ['.svg', '.pdf', '.png', '.csv', '-histogram.csv', '-errors.csv'].map((ending) => `drawn-figure${ending}`),
    )
    expect(readFileSync(at('figure', 'drawn-figure.svg'), 'utf8')).toContain('MAP')
    expect(readFileSync(at('figure', 'drawn-figure-errors.csv'), 'utf8')).toMatch(/^estimate,error in the hole,/)
  })

  it('is exported as filled patches, and as its estimates everywhere, in both units', async () => {
    const folder = at('hole')
    await inpaintFolder(madeEngine({ offset: 0.25 }), { run, dataset: null, problem, estimators, folder })
    const record = await readInpaintingRecord(folder)
    const files = await exportInpainting({ folder, formats: ['fits', 'npy', 'png'], out: at('out') })
    expect(readdirSync(at('out')).sort()).toEqual(files.map(({ name }) => name).sort())
    expect(files.filter(({ name }) => name.startsWith('hole-mean-'))).toHaveLength(10)
    const read = async (...names: string[]) => [...(await readNpy(join(...names))).data] as number[]
    const [mask, original] = [await read(folder, 'mask.npy'), await read(folder, 'original.npy')]
    const fill = await read(folder, 'estimates', 'map', 'fill.npy')
    const filled = original.map((value, i) => (mask[i] ? value : fill[i]))
    expect(await read(at('out', 'hole-map-filled-standard.npy'))).toEqual(filled)
    expect(await read(at('out', 'hole-map-fill-standard.npy'))).toEqual(fill)

    const standard = await readFitsImage(at('out', 'hole-map-standard.fits'), 'FILLED')
    expect([...standard.values]).toEqual(filled)
    expect([...(await readFitsImage(at('out', 'hole-map-standard.fits'), 'FILL')).values]).toEqual(fill)
    const inMap = await readFitsImage(at('out', 'hole-map-map.fits'), 'FILLED')
    // log-standardised: exp(std x + mean) undoes it.
    for (const i of [0, 77, 255]) expect(inMap.values[i]).toBeCloseTo(Math.exp(record.std * filled[i] + record.mean), 5)
    expect([standard.unit ?? '', inMap.unit]).toEqual(['', 'MJy/sr'])
    for (const name of ['FILL', 'ORIGINAL', 'MASK']) {
      expect((await readFitsImage(at('out', 'hole-map-map.fits'), name)).values).toHaveLength(256)
    }
    expect([...(await readFitsImage(at('out', 'hole-map-map.fits'), 'MASK')).values]).toEqual(mask)

    const card = (keyword: string) => inMap.cards.find((each) => each.keyword === keyword)?.value
    const { minimum } = (await readEstimateRecord(estimateFolder(folder, 'map'))).result
    expect(card('PATMEAN')).toBe(record.mean)
    expect(card('PATSTD')).toBe(record.std)
    expect(card('CHI2')).toBe(minimum!.chi2)
    expect(card('DOF')).toBe(minimum!.degreesOfFreedom)
    expect(card('CRVAL2')).toBe(record.lat)
    const history = inMap.cards.filter(({ keyword }) => keyword === 'HISTORY').map(({ comment }) => comment)
    expect(history.join(' ')).toContain("Data: O'Made et al. 2026")
    expect(history.join(' ')).toContain('Data: d = M x + n: the mask corner (M), noise of 0.5 std (n).')
    expect(history.join('')).toContain('Estimate map: MAP, checkpoint best, width noise, starts 1,')
    expect(history.join('')).toContain('Thorne, Knox & Prabhu 2021')
    const ofMean = await readFitsImage(at('out', 'hole-mean-map.fits'), 'FILL')
    expect(ofMean.cards.some(({ keyword }) => keyword === 'CHI2')).toBe(false)
  })

  it('is exported in another unit of sky brightness', async () => {
    const folder = at('unit')
    await inpaintFolder(madeEngine(), { run, dataset: null, problem, estimators, folder })
    const order = { folder, estimates: ['map'], formats: ['fits', 'npy'] as const }
    await exportInpainting({ ...order, out: at('own') })
    await exportInpainting({ ...order, out: at('converted'), unit: 'uK_CMB', frequency: 353 })
    expect(readdirSync(at('converted')).every((name) => name.startsWith('unit-map-'))).toBe(true)
    const own = await readFitsImage(at('own', 'unit-map-map.fits'), 'FILLED')
    const converted = await readFitsImage(at('converted', 'unit-map-map.fits'), 'FILLED')
    expect(converted.unit).toBe('uK_CMB')
    const factor = unitFactor('MJy/sr', 'uK_CMB', 353)
    expect(converted.values[77] / own.values[77] / factor).toBeCloseTo(1, 6)
    expect((await readNpy(at('converted', 'unit-map-filled-map.npy'))).data[77]).toBe(converted.values[77])
    const standard = 'unit-map-filled-standard.npy'
    expect((await readNpy(at('converted', standard))).data).toEqual((await readNpy(at('own', standard))).data)
    const said = converted.cards.filter(({ keyword }) => keyword === 'HISTORY').map(({ comment }) => comment)
    expect(said.join(' ')).toContain('Converted from MJy/sr to uK_CMB at 353 GHz, monochromatic.')
    await expect(exportInpainting({ ...order, out: at('converted'), unit: 'K_RJ' })).rejects.toThrow(
      /unit of the patch: the frequency in GHz is needed/,
    )
  })

  it('with a beam is exported as the estimate everywhere, and says so', async () => {
    const folder = at('beam')
    const beamed = { ...problem, beam: 90 }
    await inpaintFolder(madeEngine(), { run, dataset: null, problem: beamed, estimators, folder })
    await exportInpainting({ folder, estimates: ['map'], formats: ['npy', 'fits'], out: at('sharp') })
    const { data } = await readNpy(at('sharp', 'beam-map-filled-standard.npy'))
    expect(data).toEqual((await readNpy(at('beam', 'estimates', 'map', 'fill.npy'))).data)
    const { cards } = await readFitsImage(at('sharp', 'beam-map-standard.fits'), 'FILLED')
    const history = cards.filter(({ keyword }) => keyword === 'HISTORY').map(({ comment }) => comment)
    expect(history.join(' ')).toContain(
      'd = M B x + n: a beam of 90 arcmin (B), the mask corner (M), noise of 0.5 std (n)',
    )
    expect(history.join('')).toContain('FILLED and FILL are the estimate everywhere')
  })

  it('has standard deviations, and samples as planes, if the estimate has them', async () => {
    const folder = await finished('drawn', { drawn: true })
    await exportInpainting({ folder, formats: ['fits', 'npy'], out: at('drawn') })
    const standard = at('drawn', 'drawn-map-standard.fits')
    expect((await readFitsImage(standard, 'STD')).values).toEqual(deviation)
    const values = planesIn(readFileSync(standard), 'SAMPLES', 2 * size ** 2)
    values.forEach((value, i) => {
      const pixel = i % size ** 2
      expect(value).toBe(madeMask[pixel] ? madeFilled[pixel] : samples[i])
    })
    // d exp(z std + mean) = std exp(z std + mean) dz, with std 0.5 and mean 2.
    const inMap = (await readFitsImage(at('drawn', 'drawn-map-map.fits'), 'STD')).values
    inMap.forEach((value, i) => expect(value).toBeCloseTo(0.25 * 0.5 * Math.exp(0.5 * madeFill[i] + 2), 5))
    expect(readdirSync(at('drawn'))).toContain('drawn-map-std-map.npy')
  })

  it('is not exported from a folder without one, or without a complete estimate', async () => {
    const folder = newFolder()
    mkdirSync(folder)
    const order = { formats: ['npy'] as const, out: at('none') }
    await expect(exportInpainting({ ...order, folder })).rejects.toMatchObject({
      code: 'refused',
      message: `${folder}: this folder holds no inpainting; create one with cirrus inpaint.`,
    })
    await inpaintFolder(madeEngine(), { run, dataset: null, problem, estimators: [], folder })
    await expect(exportInpainting({ ...order, folder })).rejects.toThrow('this inpainting has no complete estimate')
    await expect(exportInpainting({ ...order, folder, estimates: ['map'] })).rejects.toThrow(/no complete estimate/)
    expect(() => readdirSync(at('none'))).toThrow()
  })
})
