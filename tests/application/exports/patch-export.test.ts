import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { cutDataset } from '../../../src-main/application/datasets/cut-dataset.ts'
import { readDataset, readPatches } from '../../../src-main/application/datasets/dataset-folder.ts'
import { importStack } from '../../../src-main/application/datasets/import-stack.ts'
import { exportPatches } from '../../../src-main/application/exports/patches/export-patches.ts'
import { readCsv } from '../../../src-main/files/csv.ts'
import { readNpy } from '../../../src-main/files/npy.ts'
import { readFitsImage } from '../../../src-main/sky/fits/image.ts'
import { datasetRecipeSchema, stackImportSchema, standardOf } from '../../../src-preload/contract/datasets.ts'
import { unitFactor } from '../../../src-shared/sky/units.ts'
import { waves, writeMadeMap } from '../made-map.ts'

const root = mkdtempSync(join(tmpdir(), 'cirrus-patch-export-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
const at = (...names: string[]) => join(root, ...names)
const signed = (lon: number, lat: number) =>
  (lon - 40) ** 2 + (lat - 50) ** 2 < 16 ? NaN : 3 * Math.sin(lon / 9) + Math.cos(lat / 5) - 0.5
const cut = async (name: string, sky: typeof waves, changes: object) => {
  const path = writeMadeMap(at(`${name}.fits`), sky, { cards: [{ keyword: 'REFERENC', value: 'Made et al. 2026' }] })
  const recipe = datasetRecipeSchema.parse({ size: 16, step: 12, minLatitude: 35, maxLatitude: 60, ...changes })
  await cutDataset({ path, recipe, folder: at(name) })
  return at(name)
}
const waved = await cut('waved', waves, { rotation: 'random' })
const holed = await cut('holed', signed, { scale: 'linear', holes: 'keep', goodFraction: 0.5 })
/** Reads exported arrays as a dataset again. */
const importedFrom = async (out: string, name: string, changes: object) => {
  const stack = stackImportSchema.parse({
    ...{ path: join(out, 'patches-map.npy'), positions: join(out, 'patches.csv'), width: 8, ...changes },
  })
  await importStack({ stack, folder: at(name) })
  return readDataset(at(name))
}

describe('exported patches', () => {
  it('are FITS files with the WCS of each turned patch, in the map’s unit and standardised, with their provenance', async () => {
    const files = await exportPatches({ folder: waved, choice: { patches: [5, 12] }, formats: ['fits'], out: at('a') })
    const count = (await readDataset(waved)).patches.length
    expect(count).toBeGreaterThan(99)
    expect(files.map(({ name }) => name)).toEqual(['patches.csv', 'patch-005.fits', 'patch-012.fits'])
    expect(readdirSync(at('a')).sort()).toEqual(files.map(({ name }) => name).sort())
    const patch = (await readDataset(waved)).patches[12]
    const standard = await readFitsImage(at('a', 'patch-012.fits'), 'STANDARD')
    const stored = await readPatches(waved, 12, 1)
    expect([...standard.values]).toEqual([...stored])
    const image = await readFitsImage(at('a', 'patch-012.fits'), 'PATCH')
    for (const i of [0, 77, 255]) expect(image.values[i]).toBeCloseTo(Math.exp(patch.std * stored[i] + patch.mean), 5)
    expect([image.unit, standard.unit ?? '']).toEqual(['MJy/sr', ''])
    const card = (keyword: string) => image.cards.find((one) => one.keyword === keyword)?.value
    expect([card('CRVAL1'), card('CRVAL2'), card('PATMEAN'), card('PATSTD'), card('PATCH'), card('NSIDE')]).toEqual([
      ...[patch.lon, patch.lat, patch.mean, patch.std, 12, 16],
    ])
    expect(card('PC2_1')).toBeCloseTo(Math.sin((patch.rotation! * Math.PI) / 180), 12)
    const history = image.cards.filter(({ keyword }) => keyword === 'HISTORY').map(({ comment }) => comment)
    expect(history.join(' ')).toContain('Data: Made et al. 2026')
    expect(history.join(' ')).toContain(`rotated by ${patch.rotation} deg`)
  })

  it('are arrays that an import reads back: the same patches, standardised the same, at the same places', async () => {
    const choice = { lat: [38, null] as [number, null], splits: ['test' as const, 'validation' as const] }
    await exportPatches({ folder: waved, choice, formats: ['npy'], out: at('b') })
    const table = await readCsv(at('b', 'patches.csv'))
    expect(table.columns).toEqual(['index', 'patch', 'lon', 'lat', 'mean', 'std', 'split', 'rotation'])
    const chosen = table.rows.map(([, patch]) => patch as number)
    const before = (await readDataset(waved)).patches
    expect(chosen).toEqual(before.filter(({ lat, split }) => lat! >= 38 && split !== 'train').map(({ index }) => index))
    const { patches } = await importedFrom(at('b'), 'b-again', {})
    patches.forEach(({ lon, lat, rotation }, i) => {
      const patch = before[chosen[i]]
      expect(lon).toBeCloseTo(patch.lon!, 10)
      expect([lat, rotation]).toEqual([patch.lat, patch.rotation])
    })
    const [again, stored] = [await readPatches(at('b-again'), 3, 1), await readPatches(waved, chosen[3], 1)]
    again.forEach((value, i) => expect(value).toBeCloseTo(stored[i], 5))
    expect([...(await readNpy(at('b', 'patches-standard.npy'))).data.slice(0, 256)]).toEqual([
      ...(await readPatches(waved, chosen[0], 1)),
    ])
  })

  it('of negative values keep their holes: NaN, and a mask that an import reads back', async () => {
    const { patches, record } = await readDataset(holed)
    expect(record.holes!.patches).toBeGreaterThan(0)
    const files = await exportPatches({ folder: holed, choice: {}, formats: ['fits', 'npy', 'png'], out: at('c') })
    expect(files).toHaveLength(4 + 2 * patches.length)
    const masks = (await readNpy(at('c', 'masks.npy'))).data
    const { data, shape } = await readNpy(at('c', 'patches-map.npy'))
    expect(shape).toEqual([patches.length, 16, 16])
    expect([...data].every((value, i) => Number.isNaN(value) === (masks[i] === 0))).toBe(true)
    const with0 = Math.floor([...masks].indexOf(0) / 256)
    const name = `patch-${String(with0).padStart(String(patches.length - 1).length, '0')}.fits`
    const [image, mask] = [await readFitsImage(at('c', name), 'PATCH'), await readFitsImage(at('c', name), 'MASK')]
    expect([...image.values].every((value, i) => Number.isNaN(value) === (mask.values[i] === 0))).toBe(true)
    const again = await importedFrom(at('c'), 'c-again', { scale: 'linear', masks: at('c', 'masks.npy') })
    again.patches.forEach((patch, i) => expect(patch.std).toBeCloseTo(patches[i].std, 5))
  })

  it('are converted to another unit of sky brightness; their table stays that of the dataset', async () => {
    const order = { folder: waved, choice: { patches: [0] }, unit: 'uK_CMB', frequency: 353 }
    await exportPatches({ ...order, formats: ['fits'], out: at('d') })
    const [stored, { patches }] = [await readPatches(waved, 0, 1), await readDataset(waved)]
    const { unit, values, cards } = await readFitsImage(at('d', 'patch-000.fits'), 'PATCH')
    const { mean, std } = standardOf(patches[0], 0)
    expect(unit).toBe('uK_CMB')
    expect(values[9] / unitFactor('MJy/sr', 'uK_CMB', 353) / Math.exp(std * stored[9] + mean)).toBeCloseTo(1, 6)
    expect(cards.map(({ comment }) => comment).join(' ')).toContain('Converted from MJy/sr to uK_CMB at 353 GHz')
    const missing = exportPatches({ ...order, frequency: undefined, formats: ['fits'], out: at('d2') })
    await expect(missing).rejects.toMatchObject({ code: 'refused', field: 'unit' })
  })

  it('overwrite nothing, and leave nothing if they fail or are stopped', async () => {
    mkdirSync(at('e'))
    writeFileSync(at('e', 'patch-003.fits'), 'mine')
    const order = { folder: waved, choice: { patches: [1, 2, 3] }, formats: ['fits' as const], out: at('e') }
    await expect(exportPatches(order)).rejects.toMatchObject({
      ...{
        code: 'conflict',
        field: 'folder',
        message: `${at('e', 'patch-003.fits')} would be overwritten; choose another folder.`,
      },
    })
    expect(readdirSync(at('e'))).toEqual(['patch-003.fits'])
    expect(readFileSync(at('e', 'patch-003.fits'), 'utf8')).toBe('mine')
    const stop = new AbortController()
    const stopped = exportPatches({
      ...{ ...order, formats: ['npy', 'fits', 'png'], out: at('f', 'g'), signal: stop.signal },
      onProgress: (fraction) => fraction > 0.8 && stop.abort(),
    })
    await expect(stopped).rejects.toMatchObject({ name: 'AbortError' })
    expect(existsSync(at('f', 'g'))).toBe(false)
  })

  it('say in HISTORY what the recipe did to their values', async () => {
    const folder = await cut('treated', waves, { beam: 300, mapBeam: 60, clipPercent: 1, clipped: 'limit' })
    const history = async (from: string, out: string) => {
      await exportPatches({ folder: from, choice: { patches: [1] }, formats: ['fits'], out: at(out) })
      const cards = readFileSync(at(out, 'patch-001.fits'), 'latin1').replace(/\s*HISTORY /g, ' ')
      return cards.replace(/\s+/g, ' ')
    }
    const text = await history(folder, 't')
    expect(text).toMatch(/Smoothed from a beam of 60 to one of 300 arcmin \(FWHM\), a Gaussian\./)
    expect(text).toMatch(/among the lowest and the highest 1 % of the patch were set to that limit\./)
    expect(await history(waved, 'u')).not.toMatch(/Smoothed|limit/)
  })

  it('are not chosen by a position that they do not have', async () => {
    await exportPatches({ folder: waved, choice: {}, formats: ['npy'], out: at('p') })
    const stack = stackImportSchema.parse({ path: at('p', 'patches-map.npy'), width: 8 })
    await importStack({ stack, folder: at('nowhere') })
    const refused = exportPatches({ folder: at('nowhere'), choice: { lat: [0, 90] }, formats: ['npy'], out: at('q') })
    await expect(refused).rejects.toMatchObject({ field: 'choice', message: expect.stringContaining('no positions') })
  })

  it.each([
    [{ patches: [3, 4000] }, 'patches', /^There is no patch 4000: the dataset has \d+, numbered from 0\.$/],
    [{ lat: [80, 85] as [number, number] }, 'choice', /^None of the \d+ patches is chosen; widen the ranges\.$/],
    [{ channel: 'Q' as const }, 'channel', /^The patches have no channel Q, only I\.$/],
  ])('are refused for the choice %j', async (choice, field, message) => {
    const refused = exportPatches({ folder: waved, choice, formats: ['npy'], out: at('h') })
    await expect(refused).rejects.toMatchObject({ code: 'refused', field, message: expect.stringMatching(message) })
    expect(existsSync(at('h'))).toBe(false)
  })
})
