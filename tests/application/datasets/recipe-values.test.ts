import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { cutDataset } from '../../../src-main/application/datasets/cut-dataset.ts'
import { datasetFiles, readDataset, readPatches } from '../../../src-main/application/datasets/dataset-folder.ts'
import { loadColumn } from '../../../src-main/application/maps/map-column.ts'
import { readNpy } from '../../../src-main/files/npy.ts'
import { cutPatch } from '../../../src-main/sky/patches/cut-patch.ts'
import { datasetRecipeSchema, type DatasetRecipe } from '../../../src-preload/contract/datasets.ts'
import { scaled, toMapUnits } from '../../../src-shared/sky/scale.ts'
import { waves, writeMadeMap } from '../made-map.ts'

const root = mkdtempSync(join(tmpdir(), 'cirrus-values-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

let folders = 0
const recipeOf = (changes: Partial<DatasetRecipe>) =>
  datasetRecipeSchema.parse({ size: 12, width: 8, centres: 'random', count: 24, minLatitude: 20, ...changes })
/** Both signs, with a hot pixel. */
const signed = writeMadeMap(join(root, 'signed.fits'), (lon, lat) =>
  Math.hypot(lat - 32, (lon - 92) * 0.85) < 3 ? 30 : waves(lon, lat) - 10,
)
const { map } = await loadColumn(signed, undefined)

async function cutBy(changes: Partial<DatasetRecipe>) {
  const recipe = recipeOf(changes)
  const folder = join(root, `dataset-${folders++}`)
  const record = await cutDataset({ path: signed, recipe, folder })
  const { patches } = await readDataset(folder)
  const values = await readPatches(folder, 0, record.count)
  /** The pixels of the map at a patch. */
  const cut = (index: number) => cutPatch(map, patches[index] as { lon: number; lat: number }, recipe)
  return { record, patches, values, cut, folder, patch: (k: number) => values.subarray(k * 144, (k + 1) * 144) }
}

describe('the values of patches', () => {
  it('on the scale asinh take zero and negative values, with a softening from the noise of the map', async () => {
    const { record, patches, patch, cut } = await cutBy({ scale: 'asinh' })
    const { softening } = record.recipe as DatasetRecipe
    const sorted = [...map.values].sort((a, b) => a - b)
    const middle = (sorted[1535] + sorted[1536]) / 2
    const away = [...map.values].map((value) => Math.abs(value - middle)).sort((a, b) => a - b)
    expect(softening! / (1.4826 * ((away[1535] + away[1536]) / 2))).toBeCloseTo(1, 3)
    expect(record.refused).toEqual([])
    toMapUnits(patch(4), patches[4], { scale: 'asinh', softening }).forEach((value, i) =>
      expect(value).toBeCloseTo(cut(4)[i], 4),
    )
    const own = await cutBy({ scale: 'asinh', softening: 0.25 })
    expect(own.record.recipe).toMatchObject({ softening: 0.25 })
    expect(own.patches[0].mean).toBeCloseTo(
      own.cut(0).reduce((sum, value) => sum + scaled(value, { scale: 'asinh', softening: 0.25 }), 0) / 144,
      10,
    )
  })

  it('are standardised over the dataset by the pixels of its training patches', async () => {
    const { record, patches, patch, values, folder, cut } = await cutBy({ scale: 'linear', standardisation: 'dataset' })
    const [{ mean, std }] = patches
    expect(new Set(patches.map((one) => `${one.mean} ${one.std}`)).size).toBe(1)
    const training = patches.filter(({ split }) => split === 'train').flatMap(({ index }) => [...cut(index)])
    const average = training.reduce((sum, value) => sum + value, 0) / training.length
    expect(mean).toBeCloseTo(average, 10)
    expect(std ** 2).toBeCloseTo(training.reduce((sum, x) => sum + (x - average) ** 2, 0) / training.length, 9)
    toMapUnits(patch(20), { mean, std }, { scale: 'linear' }).forEach((value, i) =>
      expect(value).toBeCloseTo(cut(20)[i], 4),
    )
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(record.fingerprint)
    expect((await readNpy(datasetFiles(folder).patches)).shape).toEqual([24, 12, 12])
  })

  it('stay as they are scaled without standardisation', async () => {
    const { patches, patch, cut } = await cutBy({ scale: 'linear', standardisation: 'none' })
    expect(patches.every(({ mean, std }) => mean === 0 && std === 1)).toBe(true)
    patch(7).forEach((value, i) => expect(value).toBeCloseTo(cut(7)[i], 5))
  })

  it('fall to the mean at the border if they are apodised', async () => {
    const pixel = 8 / 11
    const plain = await cutBy({ scale: 'linear' })
    const { patches, patch } = await cutBy({ scale: 'linear', apodisation: 4 * pixel })
    expect(patches).toEqual(plain.patches)
    // Pixel k of a row is k + 1 pixels from the outside: (1 - cos(pi (k + 1) / 4)) / 2 of it is left.
    const [row, whole] = [patch(2).subarray(6 * 12, 7 * 12), plain.patch(2).subarray(6 * 12, 7 * 12)]
    ;[0, 1, 2, 3].forEach((k) =>
      expect(row[k]).toBeCloseTo(((1 - Math.cos((Math.PI * (k + 1)) / 4)) / 2) * whole[k], 5),
    )
    expect(row[5]).toBe(whole[5])
  })

  it('lose their hot pixels to a clip, which is counted', async () => {
    const hot = { scale: 'linear', centres: 'grid', step: 8, minLatitude: 24, maxLatitude: 40 } as const
    const plain = await cutBy(hot)
    const limited = await cutBy({ ...hot, clipSigma: 6 })
    expect(plain.record.clipped).toBeNull()
    expect(limited.record.clipped!.patches).toBeGreaterThan(0)
    const worst = (z: Float32Array) => z.reduce((most, value) => Math.max(most, value), 0)
    expect(worst(limited.values)).toBeLessThan(worst(plain.values))
    const kept = await cutBy({ ...hot, clipSigma: 6, clipped: 'missing', holes: 'keep' })
    expect(kept.record.holes).toEqual(limited.record.clipped)
    expect(kept.record.clipped).toEqual(limited.record.clipped)
  })
})

describe('a split by the regions of a DS9 file', () => {
  it('leaves the other patches out, counted, and keeps the path of the file', async () => {
    const regions = join(root, 'split.reg')
    writeFileSync(regions, 'galactic\ncircle(60,40,50) # text={train}\nbox(240,-40,60,60) # text={test}\n')
    const { record, patches } = await cutBy({ scale: 'linear', split: 'regions', regions, count: 60 })
    expect(new Set(patches.map(({ split }) => split))).toEqual(new Set(['train', 'test']))
    expect(record.splits).toMatchObject({ validation: 0, unused: 0 })
    expect(record.refused).toEqual([{ reason: 'no region', count: 60 - record.count }])
    expect(record.recipe).toMatchObject({ regions })
  })

  it('is refused with the file and the line that can’t be used', async () => {
    const regions = join(root, 'wrong.reg')
    writeFileSync(regions, 'galactic\nellipse(1,2,3,4,5) # text={train}\n')
    await expect(cutBy({ scale: 'linear', split: 'regions', regions })).rejects.toMatchObject({
      code: 'refused',
      field: 'regions',
      message: expect.stringMatching(/wrong.reg, line 2: ellipse/),
    })
  })
})

describe('settings that contradict each other are refused at their field', () => {
  it.each([
    [{ beam: 30, mapBeam: 40 }, 'beam'],
    [{ clipSigma: 5, clipPercent: 1 }, 'clipPercent'],
    [{ clipSigma: 5, clipped: 'missing' }, 'clipped'],
    [{ apodisation: 5 }, 'apodisation'],
    [{ split: 'regions' }, 'regions'],
    [{ maxLatitude: 10 }, 'maxLatitude'],
  ] as const)('%o', async (changes, field) => {
    await expect(cutBy({ scale: 'linear', ...changes })).rejects.toMatchObject({ code: 'invalid-params', field })
  })
})
