import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { cutDataset } from '../../../src-main/application/datasets/cut-dataset.ts'
import { datasetFiles, readDataset } from '../../../src-main/application/datasets/dataset-folder.ts'
import { inUserLanguage } from '../../../src-main/application/host/user-errors.ts'
import { datasetRecipeSchema, type DatasetRecipe } from '../../../src-preload/contract/datasets.ts'
import { waves, writeMadeMap } from '../made-map.ts'

const root = mkdtempSync(join(tmpdir(), 'cirrus-folder-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

let folders = 0
const newFolder = () => join(root, `dataset-${folders++}`)
const recipeOf = (changes: Partial<DatasetRecipe> = {}) =>
  datasetRecipeSchema.parse({ size: 8, width: 8, step: 10, minLatitude: 20, ...changes })
const whole = writeMadeMap(join(root, 'whole.fits'), waves)

it('a folder that cannot be created is named', async () => {
  const file = join(root, 'a-file')
  writeFileSync(file, '')
  const cut = inUserLanguage(() => cutDataset({ path: whole, recipe: recipeOf(), folder: join(file, 'dataset') }))
  await expect(cut).rejects.toMatchObject({
    code: 'refused',
    message: expect.stringContaining('this exists already and is not a folder'),
  })
})

describe('a dataset folder is refused, naming the file and the place, if', () => {
  const damaged = async (spoil: (files: ReturnType<typeof datasetFiles>) => void) => {
    const folder = newFolder()
    await cutDataset({ path: whole, recipe: recipeOf(), folder })
    spoil(datasetFiles(folder))
    return inUserLanguage(() => readDataset(folder))
  }
  const refusal = (message: RegExp) => ({ code: 'refused', message: expect.stringMatching(message) })
  const edit = (file: string, change: (text: string) => string) =>
    writeFileSync(file, change(readFileSync(file, 'utf8')))

  it('it holds no dataset', async () => {
    await expect(readDataset(newFolder())).rejects.toMatchObject(refusal(/dataset.json: this folder holds no dataset/))
  })
  it('its record is not JSON, or lacks a field', async () => {
    await expect(damaged(({ record }) => edit(record, (text) => text.slice(0, 40)))).rejects.toMatchObject(
      refusal(/dataset.json: it is not JSON/),
    )
    await expect(
      damaged(({ record }) => edit(record, (text) => text.replace('"fingerprint"', '"print"'))),
    ).rejects.toMatchObject(refusal(/dataset.json, fingerprint/))
  })
  it('its table is missing, cut short, or not sorted by index', async () => {
    await expect(damaged(({ table }) => rmSync(table))).rejects.toMatchObject(refusal(/patches.csv: there is no such/))
    await expect(damaged(({ table }) => edit(table, (text) => text.slice(0, -20)))).rejects.toMatchObject(
      refusal(/patches.csv, line \d+/),
    )
    await expect(damaged(({ table }) => edit(table, (text) => text.replace(',test', ',exam')))).rejects.toMatchObject(
      refusal(/patches.csv, line \d+: split/),
    )
    const swapped = (text: string) => {
      const [head, first, second, ...rest] = text.split('\n')
      return [head, second, first, ...rest].join('\n')
    }
    await expect(damaged(({ table }) => edit(table, swapped))).rejects.toMatchObject(
      refusal(/patches.csv, line 2: found patch 1, expected 0/),
    )
  })
  it('its patches are missing, not an array, or not as many as in its table', async () => {
    await expect(damaged(({ patches }) => rmSync(patches))).rejects.toMatchObject(refusal(/patches.npy: there is no/))
    await expect(damaged(({ patches }) => writeFileSync(patches, 'text'))).rejects.toMatchObject(refusal(/patches.npy/))
    await expect(
      damaged(({ table }) => edit(table, (text) => text.trim().split('\n').slice(0, -1).join('\n') + '\n')),
    ).rejects.toMatchObject(refusal(/patches.npy, shape: \[\d+, 8, 8\] does not fit \d+ patches of 8 px/))
  })
})
