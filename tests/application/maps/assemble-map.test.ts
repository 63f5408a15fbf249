import { truncateSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { importStack } from '../../../src-main/application/datasets/import-stack.ts'
import { assembleMap, type AssembleOrder } from '../../../src-main/application/maps/assemble/assemble-map.ts'
import { patchesOfDataset, patchesOfStack } from '../../../src-main/application/maps/assemble/patches-to-assemble.ts'
import { cutDataset } from '../../../src-main/application/datasets/cut-dataset.ts'
import { writeNpy } from '../../../src-main/files/npy.ts'
import { readMapColumn } from '../../../src-main/sky/fits/map-column.ts'
import { readMapInfo } from '../../../src-main/sky/fits/map-info.ts'
import { loadColumn } from '../../../src-main/application/maps/map-column.ts'
import { datasetRecipeSchema, stackImportSchema } from '../../../src-preload/contract/datasets.ts'
import { reorder } from '../../../src-shared/sky/healpix/reorder.ts'
import { waves, writeMadeMap } from '../made-map.ts'

const folder = mkdtempSync(join(tmpdir(), 'cirrus-assemble-map-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const at = (name: string) => join(folder, name)

const order = (out: string, change: Partial<AssembleOrder> = {}): AssembleOrder => ({
  ...{ nside: 16, ordering: 'RING', coordsys: 'G', corrections: 2, out: at(out), threads: 1 },
  ...change,
})

describe('a dataset', () => {
  const source = writeMadeMap(at('source.fits'), waves)
  beforeAll(async () => {
    const recipe = datasetRecipeSchema.parse({ size: 16, width: 24, step: 12, minLatitude: 20 })
    await cutDataset({ path: source, recipe, folder: at('dataset') })
  })

  it('comes back to its map: unit, column, weights, missing pixels, and the error of the round trip', async () => {
    const notes: string[] = []
    const facts = await assembleMap(
      await patchesOfDataset(at('dataset')),
      order('back.fits', { onProgress: (_, note) => notes.push(note) }),
    )
    expect(facts).toMatchObject({ out: at('back.fits'), nside: 16, ordering: 'RING', coordsys: 'G', unit: 'MJy/sr' })
    expect(facts.roundTrip!.relative).toBeLessThan(0.01)
    expect(facts.roundTrip!.pixels).toBe(facts.pixels)
    expect(facts.skyFraction).toBeCloseTo(facts.pixels / 3072, 12)
    expect([...new Set(notes)].at(-1)).toBe('comparing with the source')
    const info = await readMapInfo(at('back.fits'))
    expect(info).toMatchObject({ format: 'healpix', nside: 16, ordering: 'RING', coordsys: 'G', indexing: 'implicit' })
    expect(info).toMatchObject({
      columns: [
        { name: 'I', unit: 'MJy/sr', type: 'float32', missing: 3072 - facts.pixels },
        { name: 'WEIGHT', type: 'float32', missing: 0, min: 0 },
      ],
    })
    const [map, original] = await Promise.all([at('back.fits'), source].map((path) => readMapColumn(path)))
    const squares = map.values.map((value, pixel) => (value - original.values[pixel]) ** 2).filter(Number.isFinite)
    const rms = Math.sqrt([...squares].reduce((sum, square) => sum + square) / squares.length)
    expect(facts.roundTrip!.rms).toBeCloseTo(rms, 4)
  })

  it('that was cut in another unit is compared with the map in that unit', async () => {
    const conversion = { unit: 'K_CMB', frequency: 353 }
    const recipe = datasetRecipeSchema.parse({ size: 16, width: 24, step: 12, minLatitude: 20, ...conversion })
    const loaded = await loadColumn(source, undefined, conversion)
    await cutDataset({ path: source, recipe, folder: at('converted'), loaded })
    const facts = await assembleMap(await patchesOfDataset(at('converted')), order('converted.fits'))
    expect(facts.unit).toBe('K_CMB')
    expect(facts.roundTrip!.relative).toBeLessThan(0.01)
  })

  it('comes back in NESTED order, and with another nside and frame', async () => {
    const patches = await patchesOfDataset(at('dataset'))
    await assembleMap(patches, order('ring.fits', { corrections: 0 }))
    await assembleMap(patches, order('nested.fits', { corrections: 0, ordering: 'NESTED' }))
    const [ring, nested] = await Promise.all(['ring.fits', 'nested.fits'].map((name) => readMapColumn(at(name))))
    expect(nested.header).toMatchObject({ ordering: 'NESTED' })
    expect(reorder(nested.values, 'NESTED', 'RING')).toEqual(ring.values)
    const turned = await assembleMap(patches, order('equatorial.fits', { nside: 12, coordsys: 'C' }))
    expect(turned.roundTrip!.relative).toBeLessThan(0.03)
  })

  it('is refused if its patches were imported without positions', async () => {
    const [path, imported] = [join(folder, 'box.npy'), join(folder, 'imported')]
    await writeNpy(
      path,
      Float32Array.from({ length: 128 }, (_, i) => 1 + i),
      [2, 8, 8],
    )
    await importStack({ stack: stackImportSchema.parse({ path, width: 8 }), folder: imported })
    await expect(patchesOfDataset(imported)).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringMatching(/patches.csv, patch 0: it was imported without a position on the sky/),
    })
  })

  it('is assembled without its map, when the error is not known', async () => {
    const patches = await patchesOfDataset(at('dataset'))
    const facts = await assembleMap(
      { ...patches, source: { ...patches.source!, path: at('gone.fits') } },
      order('x.fits'),
    )
    expect(facts.roundTrip).toBeNull()
  })

  it('whose patches were cut short is refused', async () => {
    truncateSync(at('dataset/patches.npy'), 5000)
    await expect(patchesOfDataset(at('dataset'))).rejects.toThrow(/patches.npy, byte 5000: the file ends here/)
  })
})

describe('a stack', () => {
  const stack = (name: string, shape: number[], value = 1) =>
    writeNpy(at(name), new Float64Array(shape.reduce((product, length) => product * length)).fill(value), shape)
  const positions = at('positions.csv')
  writeFileSync(positions, 'lon,lat\n10,90\n20,0.5\n')
  const of = (name: string) => patchesOfStack({ path: at(name), positions, width: 30, unit: 'K', masks: null })

  it('becomes a map in its precision and unit', async () => {
    await stack('two.npy', [2, 5, 5], 0.1)
    const facts = await assembleMap(await of('two.npy'), order('two.fits'))
    expect(facts).toMatchObject({ patches: 2, unit: 'K', roundTrip: null })
    const { values, column } = await readMapColumn(at('two.fits'))
    expect(column).toMatchObject({ name: 'SIGNAL', unit: 'K', type: 'float64' })
    expect(values[0]).toBe(0.1)
    expect(values.filter((value) => value === 0.1).length).toBe(facts.pixels)
  })

  it.each([
    [[2, 2, 5, 5], /shape \[2, 2, 5, 5\]: the channels in the last axis are Q and U, or I, Q and U/],
    [[5, 5], /add an axis to a single one/],
    [[2, 4, 5], /must be square, not 4 x 5 px/],
    [[2, 2, 2], /at least 3 px are needed/],
    [[3, 5, 5], /positions.csv: it has 2 rows, but the stack has 3 patches/],
  ])('of shape %j is refused', async (shape, reason) => {
    await stack('bad.npy', shape)
    await expect(of('bad.npy')).rejects.toThrow(reason)
  })

  it('without patches, or cut short, is refused', async () => {
    await writeNpy(at('none.npy'), new Float32Array(0), [0, 5, 5])
    await expect(of('none.npy')).rejects.toThrow(/there are no patches/)
    await stack('short.npy', [2, 5, 5])
    truncateSync(at('short.npy'), 300)
    await expect(of('short.npy')).rejects.toThrow(/short.npy, byte 300: the file ends here/)
  })
})

describe('a dataset with holes', () => {
  it('gives masked pixels no weight, instead of what fills them', async () => {
    const isHole = (lon: number, lat: number) => Math.abs(lat - 45) < 6 && lon < 60
    const holed = writeMadeMap(at('holed.fits'), (lon, lat) => (isHole(lon, lat) ? NaN : waves(lon, lat)))
    const recipe = datasetRecipeSchema.parse({ size: 16, width: 24, step: 12, minLatitude: 20, holes: 'keep' })
    await cutDataset({ path: holed, recipe, folder: at('holed') })
    const patches = await patchesOfDataset(at('holed'))
    expect(patches.file.masks).toBe(join(at('holed'), 'masks.npy'))
    const facts = await assembleMap(patches, order('holed-back.fits'))
    expect(facts.roundTrip!.relative).toBeLessThan(0.02)
    const { values } = await readMapColumn(at('holed-back.fits'))
    const source = await readMapColumn(holed)
    const inside = [...source.values].flatMap((value, pixel) => (Number.isNaN(value) ? [values[pixel]] : []))
    expect(inside.length).toBeGreaterThan(20)
    // The patches reach all of them: only their masks leave the hole open, but for what interpolation closes at its border.
    expect(inside.filter(Number.isNaN).length / inside.length).toBeGreaterThan(0.8)
  })
})
