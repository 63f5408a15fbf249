import { describe, expect, it } from 'vitest'
import { cutDataset } from '../../../src-main/application/datasets/cut-dataset.ts'
import { datasetFiles, readDataset } from '../../../src-main/application/datasets/dataset-folder.ts'
import { chooseTemplate, type TemplateChoice } from '../../../src-main/application/skies/choose-template.ts'
import { measureTemplate } from '../../../src-main/application/skies/measure-template.ts'
import { readCsv } from '../../../src-main/files/csv.ts'
import { datasetRecipeSchema } from '../../../src-preload/contract/datasets.ts'
import { tangentPlane } from '../../../src-shared/sky/projection/gnomonic.ts'
import { coverSky } from '../../../src-shared/sky/whole-sky/cover-sky.ts'
import { templateNames } from '../../../src-shared/sky/whole-sky/patch-numbers.ts'
import { waves, writeMadeMap } from '../made-map.ts'
import { madeRun } from '../made-run.ts'

const run = madeRun()
const geometry = { size: 16, width: 8 }
const cover = coverSky(geometry, 1.8)
const made = { column: 'I', unit: 'MJy/sr', frequency: null } as const
const chosen = (path: string, choice: Partial<TemplateChoice> = {}) =>
  chooseTemplate({ path, column: null, ...choice }, made)
const measured = async (path: string, scale: 'linear' | 'log' = 'linear') =>
  measureTemplate(await chosen(path), cover, { scale })
const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    (error: Error) => error.message,
  )

describe('what a template says of the patches of a sky', () => {
  it('is what the dataset says of its own patches at the same places: level, contrast and texture', async () => {
    const path = run.at('map.fits')
    const recipe = datasetRecipeSchema.parse({ size: 16, step: 10, minLatitude: 20 })
    await cutDataset({ path, recipe, folder: run.at('twin') })
    const { patches } = await readDataset(run.at('twin'))
    const centres = patches.map(({ lon, lat }) => ({ lon: lon!, lat: lat!, rotation: null }))
    const twin = { geometry, centres, planes: centres.map(({ lon, lat }) => tangentPlane(lon, lat)) }
    const { numbers } = await measureTemplate(await chosen(path), twin, { scale: 'log' })
    const { columns, rows } = await readCsv(datasetFiles(run.at('twin')).table)
    expect(Object.keys(numbers)).toEqual(templateNames(16))
    for (const [name, values] of Object.entries(numbers))
      rows.forEach((row, p) => expect(values[p]).toBeCloseTo(Number(row[columns.indexOf(name)]), 4))
  })

  it('is read from the column of the dataset, or the one that is named', async () => {
    const path = writeMadeMap(run.at('other.fits'), waves, { name: 'DUST' })
    expect(await chosen(path)).toMatchObject({ column: 'DUST', conversion: {} })
    expect((await chosen(path, { column: '1' })).column).toBe('DUST')
    expect(await refusal(chosen(path, { column: 'NONE' }))).toContain('NONE')
    expect((await chosen(run.at('map.fits'))).column).toBe('I')
  })

  it('is in the unit of the dataset', async () => {
    const [mega, kilo] = ['MJy/sr', 'kJy/sr'].map((unit) => writeMadeMap(run.at(`${unit[0]}.fits`), waves, { unit }))
    const [one, other] = [await measured(mega), await measured(kilo)]
    one.numbers.mean.forEach((mean, p) => expect(other.numbers.mean[p]).toBeCloseTo(mean / 1000, 5))
    const unknown = writeMadeMap(run.at('unknown.fits'), waves, { unit: 'furlong' })
    await expect(chosen(unknown)).rejects.toMatchObject({ field: 'unit', message: expect.stringContaining('furlong') })
  })
})

describe('refused as a template', () => {
  it('a map with a hole, which it names', async () => {
    const path = writeMadeMap(run.at('hole.fits'), (lon, lat) => (lat > 85 ? NaN : waves(lon, lat)))
    const message = await refusal(measured(path))
    expect(message).toContain('hole.fits')
    expect(message).toMatch(
      /the patch at l [\d.]+, b [\d.]+ has missing pixels; a template has values for all of the sky/,
    )
  })

  it('values that the scale does not take', async () => {
    const path = writeMadeMap(run.at('signed.fits'), (lon, lat) => waves(lon, lat) - 10)
    expect(await refusal(measured(path, 'log'))).toContain('has values that are not above zero')
    expect(await refusal(measured(path))).toBeNull()
  })

  it('a map without contrast', async () => {
    expect(await refusal(measured(writeMadeMap(run.at('flat.fits'), () => 7)))).toContain('the same value everywhere')
  })

  it('and it stops when told to', async () => {
    const template = await chosen(run.at('map.fits'))
    const aborted = measureTemplate(template, cover, { scale: 'linear' }, AbortSignal.abort())
    await expect(aborted).rejects.toThrow()
  })
})
