import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { cutDataset } from '../../../src-main/application/datasets/cut-dataset.ts'
import { createDatasetPreviews } from '../../../src-main/application/datasets/preview-dataset.ts'
import { loadChannels } from '../../../src-main/application/maps/load-channels.ts'
import { datasetFiles, readDataset, readPatches } from '../../../src-main/application/datasets/dataset-folder.ts'
import { planDataset } from '../../../src-main/application/datasets/plan-dataset.ts'
import { readPositions } from '../../../src-main/application/datasets/read-positions.ts'
import { loadColumn } from '../../../src-main/application/maps/map-column.ts'
import { cutPatch } from '../../../src-main/sky/patches/cut-patch.ts'
import { textureNames, textureOf } from '../../../src-shared/model/texture.ts'
import { toMapUnits } from '../../../src-shared/sky/scale.ts'
import { readCsv } from '../../../src-main/files/csv.ts'
import { readNpy } from '../../../src-main/files/npy.ts'
import { datasetRecipeSchema, type DatasetRecipe } from '../../../src-preload/contract/datasets.ts'
import { convert } from '../../../src-shared/sky/frames.ts'
import { waves, writeMadeMap } from '../made-map.ts'

const root = mkdtempSync(join(tmpdir(), 'cirrus-cut-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

let folders = 0
const newFolder = () => join(root, `dataset-${folders++}`)
const recipeOf = (changes: Partial<DatasetRecipe> = {}) =>
  datasetRecipeSchema.parse({ size: 8, width: 8, step: 10, minLatitude: 20, ...changes })
const whole = writeMadeMap(join(root, 'whole.fits'), waves)

describe('cutting a dataset', () => {
  it('writes standardised patches, their table and their origin, and the fingerprint of the values', async () => {
    const folder = newFolder()
    const told: number[] = []
    const record = await cutDataset({
      path: whole,
      recipe: recipeOf(),
      folder,
      onProgress: (fraction) => told.push(fraction),
    })
    const plan = planDataset(recipeOf())
    expect(record).toMatchObject({ count: plan.count, splits: plan.splits, overlap: plan.overlap, refused: [] })
    expect(record.map).toMatchObject({ path: whole, column: 'I', unit: 'MJy/sr', nside: 16, coordsys: 'G' })
    expect(told.at(-1)).toBe(1)
    expect([...told].sort((a, b) => a - b)).toEqual(told)

    const read = await readDataset(folder)
    expect(read.record).toEqual(record)
    expect(read.patches.map(({ lon, lat }) => ({ lon, lat }))).toEqual(plan.centres)
    expect(read.patches.map(({ split }) => split)).toEqual(plan.splitOf)

    const { data, shape } = await readNpy(datasetFiles(folder).patches)
    expect(shape).toEqual([plan.count, 8, 8])
    const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(record.fingerprint)
    const patch = await readPatches(folder, 3, 1)
    expect(patch.reduce((sum, value) => sum + value, 0) / 64).toBeCloseTo(0, 6)
    expect(patch.reduce((sum, value) => sum + value ** 2, 0) / 64).toBeCloseTo(1, 5)
    expect(readdirSync(folder).sort()).toEqual(['dataset.json', 'patches.csv', 'patches.npy'])
  })

  it('tells the texture of each patch in its table', async () => {
    const folder = newFolder()
    const { count } = await cutDataset({ path: whole, recipe: recipeOf({ size: 32 }), folder })
    const { columns, rows } = await readCsv(datasetFiles(folder).table)
    const names = textureNames(32)
    expect(columns.slice(-names.length)).toEqual(names)
    const patches = await readPatches(folder, 0, count)
    for (const row of rows) {
      const patch = patches.subarray(Number(row[0]) * 1024, (Number(row[0]) + 1) * 1024)
      textureOf(patch, { size: 32, channels: 1 }).forEach((value, i) => {
        expect(Math.abs(Number(row[columns.indexOf(names[i])]) / value - 1)).toBeLessThan(1e-5)
      })
    }
  })

  it('gives the same patches for RING and NESTED', async () => {
    const nested = writeMadeMap(join(root, 'nested.fits'), waves, { ordering: 'NESTED' })
    const a = await cutDataset({ path: whole, recipe: recipeOf(), folder: newFolder() })
    const b = await cutDataset({ path: nested, recipe: recipeOf(), folder: newFolder() })
    expect(b.fingerprint).toBe(a.fingerprint)
    expect(b.map).toMatchObject({ ordering: 'NESTED' })
  })

  it.each(['C', 'E'] as const)('finds the same sky in a map whose pixels lie in frame %s', async (coordsys) => {
    const options = { nside: 64, name: 'I' }
    const galactic = writeMadeMap(join(root, 'galactic.fits'), waves, options)
    const turned = writeMadeMap(
      join(root, `${coordsys}.fits`),
      (lon, lat) => waves(...convert(coordsys, 'G', lon, lat)),
      { ...options, coordsys },
    )
    const [a, b] = [newFolder(), newFolder()]
    await cutDataset({ path: galactic, recipe: recipeOf({ scale: 'linear' }), folder: a })
    expect((await cutDataset({ path: turned, recipe: recipeOf({ scale: 'linear' }), folder: b })).map).toMatchObject({
      coordsys,
    })
    const [one, other] = [(await readDataset(a)).patches, (await readDataset(b)).patches]
    // Two samplings of one smooth sky, with 0.9 deg between pixels and waves of 60 deg: second-order differences.
    for (let i = 0; i < one.length; i++) expect(Math.abs(one[i].mean - other[i].mean)).toBeLessThan(0.02)
  })

  it('keeps the rotation of each patch in its table, and cuts it so', async () => {
    const folder = newFolder()
    const recipe = recipeOf({ rotation: 'random', centres: 'random', count: 12, scale: 'linear' })
    await cutDataset({ path: whole, recipe, folder })
    expect(readFileSync(datasetFiles(folder).table, 'utf8')).toMatch(
      /^index,lon,lat,mean,std,split,rotation,skewness,fourth_moment\n/,
    )
    const { patches } = await readDataset(folder)
    expect(patches.map(({ lon, lat, rotation }) => ({ lon, lat, rotation }))).toEqual(planDataset(recipe).centres)
    const { lon, lat, rotation, mean, std } = patches[5]
    const column = await loadColumn(whole, undefined)
    const cut = cutPatch(column.map, { lon: lon!, lat: lat!, rotation }, { size: 8, width: 8 })
    const values = toMapUnits(await readPatches(folder, 5, 1), { mean, std }, { scale: 'linear' })
    values.forEach((value, i) => expect(value).toBeCloseTo(cut[i], 4))
    // patches.csv gives the positions of a stack, with their rotations.
    expect((await readPositions(datasetFiles(folder).table, 12))[5]).toMatchObject({ lat, rotation })
  })

  it('skips positions with missing pixels or values without a logarithm, and counts each reason', async () => {
    const holes = writeMadeMap(join(root, 'holes.fits'), (lon, lat) =>
      lat > 50 ? NaN : lat < -50 ? -waves(lon, lat) : waves(lon, lat),
    )
    const folder = newFolder()
    const record = await cutDataset({ path: holes, recipe: recipeOf(), folder })
    const counts = Object.fromEntries(record.refused.map(({ reason, count }) => [reason, count]))
    expect(Object.keys(counts).sort()).toEqual(['missing pixels', 'values not above zero'])
    const plan = planDataset(recipeOf())
    expect(record.count + counts['missing pixels'] + counts['values not above zero']).toBe(plan.count)
    const { patches } = await readDataset(folder)
    expect(patches.every(({ lat }) => Math.abs(lat!) < 50)).toBe(true)
    expect(patches.map(({ index }) => index)).toEqual(patches.map((_, i) => i))
    const splits = Object.values(record.splits).reduce((sum, count) => sum + count, 0)
    expect(splits).toBe(record.count)
    expect((await readNpy(datasetFiles(folder).patches)).shape[0]).toBe(record.count)

    const linear = await cutDataset({ path: holes, recipe: recipeOf({ scale: 'linear' }), folder: newFolder() })
    expect(linear.refused.map(({ reason }) => reason)).toEqual(['missing pixels'])
    expect(linear.count).toBe(plan.count - linear.refused[0].count)
  })

  it('fills holes or keeps them with their masks, and counts both', async () => {
    const holes = writeMadeMap(join(root, 'small-holes.fits'), (lon, lat) =>
      Math.abs(lat - 40) < 6 && lon % 40 < 8 ? NaN : waves(lon, lat),
    )
    // A coarser mask in another frame, which excludes the southern sky below -60 degrees.
    const mask = writeMadeMap(join(root, 'mask.fits'), (lon, lat) => (convert('C', 'G', lon, lat)[1] < -60 ? 0.2 : 1), {
      nside: 8,
      coordsys: 'C',
    })
    const recipe = (rule: 'skip' | 'fill' | 'keep') =>
      recipeOf({ mask, holes: rule, goodFraction: 0.6, scale: 'linear' })
    const [skipped, filled, kept] = [newFolder(), newFolder(), newFolder()]
    const without = await cutDataset({ path: holes, recipe: recipe('skip'), folder: skipped })
    expect(without.holes).toBeNull()
    expect((await readDataset(skipped)).patches.every(({ lat }) => lat! > -60)).toBe(true)
    expect(readdirSync(skipped)).not.toContain('masks.npy')

    const record = await cutDataset({ path: holes, recipe: recipe('keep'), folder: kept })
    const previewed = await createDatasetPreviews().of(recipe('keep'), await loadChannels(holes, undefined, 'I', {}))
    expect([previewed.count, previewed.refused]).toEqual([record.count, record.refused])
    expect(record.refused.map(({ reason }) => reason)).toEqual(['too few good pixels'])
    expect(record.count).toBeGreaterThan(without.count)
    expect(record.holes!.patches).toBe(record.count - without.count)
    const masks = (await readNpy(datasetFiles(kept).masks)).data as Uint8Array
    expect(masks.reduce((sum, good) => sum + 1 - good, 0)).toBe(record.holes!.pixels)
    const patches = await readPatches(kept, 0, record.count)
    masks.forEach((good, i) => good || expect(patches[i]).toBe(0))
    // Every patch keeps its own mask, although others in its batch were left out.
    for (let k = 0; k < record.count; k++) {
      const good = masks.subarray(k * 64, (k + 1) * 64)
      const values = [...patches.subarray(k * 64, (k + 1) * 64)].filter((_, i) => good[i])
      expect(values.length / 64).toBeGreaterThanOrEqual(0.6)
      expect(values.reduce((sum, z) => sum + z * z, 0) / values.length).toBeCloseTo(1, 4)
    }

    const full = await cutDataset({ path: holes, recipe: recipe('fill'), folder: filled })
    expect([full.count, full.holes]).toEqual([record.count, record.holes])
    expect((await readPatches(filled, 0, full.count)).every(Number.isFinite)).toBe(true)
    expect(readdirSync(filled)).not.toContain('masks.npy')
    await expect(
      cutDataset({ path: holes, recipe: recipeOf({ mask: join(root, 'none.fits') }), folder: newFolder() }),
    ).rejects.toThrow(/none.fits/)
  })

  it('gives a patch the same values whether or not others in its batch are refused', async () => {
    const cap = writeMadeMap(join(root, 'cap.fits'), (lon, lat) => (lat > 45 ? NaN : waves(lon, lat)))
    const [some, all] = [newFolder(), newFolder()]
    await cutDataset({ path: cap, recipe: recipeOf(), folder: some })
    await cutDataset({ path: whole, recipe: recipeOf(), folder: all })
    const [few, many] = [await readDataset(some), await readDataset(all)]
    for (const at of [0, Math.floor(few.patches.length / 2), few.patches.length - 1]) {
      const { lon, lat, mean, std } = few.patches[at]
      const same = many.patches.find((patch) => patch.lon === lon && patch.lat === lat)!
      expect([mean, std]).toEqual([same.mean, same.std])
      expect(await readPatches(some, at, 1)).toEqual(await readPatches(all, same.index, 1))
    }
  })

  it('refuses a map without a single patch with a message, and leaves no folder', async () => {
    const negative = writeMadeMap(join(root, 'negative.fits'), (lon, lat) => -waves(lon, lat))
    const folder = newFolder()
    await expect(cutDataset({ path: negative, recipe: recipeOf(), folder })).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringMatching(/negative.fits, column I: none of the \d+ positions .*\d+ with values not above/),
    })
    expect(existsSync(folder)).toBe(false)
    const flat = writeMadeMap(join(root, 'flat.fits'), () => 4)
    await expect(cutDataset({ path: flat, recipe: recipeOf(), folder })).rejects.toThrow(/314 constant/)
    await expect(
      cutDataset({ path: whole, recipe: recipeOf({ minLatitude: 89, step: 4, rowRule: 'multiple' }), folder }),
    ).rejects.toThrow(/lower the minimum latitude/)
    await expect(cutDataset({ path: whole, column: 'Q', recipe: recipeOf(), folder })).rejects.toThrow(
      /there is no such column; choose one of I/,
    )
    expect(existsSync(folder)).toBe(false)
  })

  it('ends when cancelled, and leaves none of its files behind', async () => {
    const folder = newFolder()
    const abort = new AbortController()
    const cutting = cutDataset({
      path: whole,
      recipe: recipeOf({ step: 4 }),
      folder,
      signal: abort.signal,
      onProgress: (fraction) => fraction > 0 && abort.abort(),
    })
    await expect(cutting).rejects.toMatchObject({ name: 'AbortError' })
    expect(existsSync(folder)).toBe(false)

    const mine = newFolder()
    mkdirSync(mine)
    writeFileSync(join(mine, 'notes.txt'), 'mine')
    const again = new AbortController()
    again.abort()
    await expect(
      cutDataset({ path: whole, recipe: recipeOf(), folder: mine, signal: again.signal }),
    ).rejects.toMatchObject({ name: 'AbortError' })
    expect(readdirSync(mine)).toEqual(['notes.txt'])
  })

  it('overwrites no dataset, and no other file of the same name', async () => {
    const folder = newFolder()
    await cutDataset({ path: whole, recipe: recipeOf(), folder })
    await expect(cutDataset({ path: whole, recipe: recipeOf(), folder })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('already holds a dataset'),
    })
    const other = newFolder()
    mkdirSync(other)
    writeFileSync(join(other, 'patches.npy'), 'made elsewhere')
    await expect(cutDataset({ path: whole, recipe: recipeOf(), folder: other })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('patches.npy would be overwritten'),
    })
    expect(readFileSync(join(other, 'patches.npy'), 'utf8')).toBe('made elsewhere')
  })
})
