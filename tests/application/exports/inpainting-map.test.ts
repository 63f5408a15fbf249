import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { exportInpainting } from '../../../src-main/application/exports/export-inpainting.ts'
import { estimateFiles, estimateFolder } from '../../../src-main/application/inpaintings/estimate-folder.ts'
import { inpaintingFiles, writeInpaintingRecord } from '../../../src-main/application/inpaintings/inpainting-folder.ts'
import { loadColumn } from '../../../src-main/application/maps/map-column.ts'
import { writeNpy } from '../../../src-main/files/npy.ts'
import { readHealpixHeader } from '../../../src-main/sky/fits/choose-column.ts'
import { isSparse } from '../../../src-shared/sky/field.ts'
import { convert } from '../../../src-shared/sky/frames.ts'
import { npixOf, type Frame } from '../../../src-shared/sky/healpix/map.ts'
import { nest2ring } from '../../../src-shared/sky/healpix/nest2ring.ts'
import { pix2angRing } from '../../../src-shared/sky/healpix/pix2ang.ts'
import { gnomonic, tangentPlane } from '../../../src-shared/sky/projection/gnomonic.ts'
import { madeInpaintings, madeRecord, mask, size } from '../inpaintings/inpainting-files.ts'
import { writeMadeMap } from '../made-map.ts'

const { root, finished } = madeInpaintings()
const formats = ['healpix'] as const

/** Place of a Galactic position in the patch: 0 to size - 1 from column 0 (east) and row 0 (south). */
function placeOf(lon: number, lat: number): [column: number, row: number] {
  const offsets = gnomonic(tangentPlane(madeRecord.lon!, madeRecord.lat!), lon, lat)
  if (!offsets) return [NaN, NaN]
  const [xi, eta] = offsets.map((offset) => (offset / madeRecord.width) * (size - 1))
  return [(size - 1) / 2 - xi, (size - 1) / 2 + eta]
}

/** A plane, which interpolation leaves as it is. */
const plane = (column: number, row: number) => 0.1 * column - 0.05 * row

/** A folder whose patch and estimate are that plane, linear in the map's unit: value = z / 2 + 2. */
async function smooth(name: string, changes: Partial<typeof madeRecord> = {}) {
  const folder = await finished(name, { drawn: true })
  const values = Float32Array.from({ length: size ** 2 }, (_, i) => plane(i % size, Math.floor(i / size)))
  const [problem, estimate] = [inpaintingFiles(folder), estimateFiles(estimateFolder(folder, 'map'))]
  for (const file of [problem.original, problem.data, estimate.fill]) await writeNpy(file, values, [size, size])
  const samples = Float32Array.of(...values.map((value) => value + 1), ...values)
  await writeNpy(estimate.samples, samples, [2, size, size])
  await writeInpaintingRecord(folder, { ...madeRecord, scale: 'linear', ...changes })
  return folder
}

const exported = (folder: string, unit?: 'K_RJ') =>
  exportInpainting({ folder, formats, out: join(folder, 'out'), unit, frequency: unit && 353 })

/** RING numbers of all pixels of a map whose centres are nearest to a pixel of the hole. */
function pixelsInHole(nside: number, frame: Frame, hole = (i: number) => mask[i] === 0): number[] {
  const found: number[] = []
  for (let pixel = 0; pixel < npixOf(nside); pixel++) {
    const [column, row] = placeOf(...convert(frame, 'G', ...pix2angRing(nside, pixel)))
    const inside = [column, row].every((place) => place >= 0 && place <= size - 1)
    if (inside && hole(Math.round(row) * size + Math.round(column))) found.push(pixel)
  }
  return found
}

/** A column of the map: RING numbers of its pixels, and their values. */
async function columnOf(path: string, name: string) {
  const { map } = await loadColumn(path, name)
  if (!isSparse(map)) throw new Error('not a partial map')
  const numbers = [...map.list.pixels].map((pixel) => (map.ordering === 'RING' ? pixel : nest2ring(map.nside, pixel)))
  return { numbers, map }
}

/** Text of the HISTORY cards of a file, each 8 characters of keyword and 72 of text. */
const historyOf = (path: string) =>
  [...readFileSync(path, 'latin1').matchAll(/HISTORY (.{72})/g)].map(([, text]) => text.trimEnd()).join(' ')

describe('an inpainting as HEALPix pixels', () => {
  it('has the pixels in the hole, with fill, standard deviation and samples at their centres', async () => {
    const [file] = await exported(await smooth('plane'))
    expect(file.name).toBe('plane-map-healpix.fits')
    // Pixels of the patch are 8 deg / 15 wide; those of nside 128 are 0.46 deg.
    const header = await readHealpixHeader(file.path)
    expect(header).toMatchObject({ nside: 128, ordering: 'RING', coordsys: 'G', indexing: 'explicit' })
    expect(header.columns.map(({ name }) => name)).toEqual(['FILL', 'STD', 'SAMPLE1', 'SAMPLE2', 'WEIGHT'])
    const fill = await columnOf(file.path, 'FILL')
    // What lies on the outermost line of the patch has no weight.
    expect(fill.numbers.length).toBeGreaterThan(120)
    expect(fill.numbers).toEqual(pixelsInHole(128, 'G'))
    const others = await Promise.all(
      ['STD', 'SAMPLE1', 'SAMPLE2', 'WEIGHT'].map((name) => columnOf(file.path, name).then(({ map }) => map.values)),
    )
    fill.numbers.forEach((pixel, i) => {
      const [column, row] = placeOf(...pix2angRing(128, pixel))
      const expected = plane(column, row) / 2 + 2
      // Where a patch is cut from the map, its curvature counts: to a thousandth of the values.
      expect(fill.map.values[i]).toBeCloseTo(expected, 2)
      expect(others[2][i]).toBe(fill.map.values[i])
      const [deep, edge] = [column < size / 2 - 2, column > 1 && column < size - 2 && row > 1 && row < size - 2]
      if (deep) expect(others[0][i]).toBeCloseTo(0.25 * 0.5, 6)
      if (deep && edge) expect(others[1][i]).toBeCloseTo(expected + 0.5, 1)
      const fades = [column, row].map((place) => Math.sin((Math.PI * place) / (size - 1)) ** 2)
      expect(others[3][i]).toBeCloseTo(fades[0] * fades[1], 1)
    })
  })

  it('lies on the grid of the map that the patch was cut from', async () => {
    const path = writeMadeMap(join(root, 'made.fits'), () => 1, { nside: 64, ordering: 'NESTED', coordsys: 'C' })
    const map = { path, column: 'I', unit: 'MJy/sr', citation: null }
    const [file] = await exported(await smooth('grid', { map }))
    expect(await readHealpixHeader(file.path)).toMatchObject({ nside: 64, ordering: 'NESTED', coordsys: 'C' })
    const { numbers } = await columnOf(file.path, 'FILL')
    expect(numbers.sort((a, b) => a - b)).toEqual(pixelsInHole(64, 'C'))
  })

  it('has all pixels of the patch where none is seen as it is', async () => {
    const beamed = { ...madeRecord.problem, beam: 60 }
    const [file] = await exported(await smooth('beam', { problem: beamed }))
    expect((await columnOf(file.path, 'FILL')).numbers).toEqual(pixelsInHole(128, 'G', () => true))
    expect(historyOf(file.path)).toContain('Pixels are those whose centres lie in the patch')
  })

  it('says where it comes from, and is converted to another unit', async () => {
    const folder = await smooth('unit')
    const [own] = await exported(folder)
    expect(historyOf(own.path)).toContain('Pixels are those whose centres lie in the hole')
    expect(historyOf(own.path)).toContain('Estimate map: MAP')
    const values = (await columnOf(own.path, 'FILL')).map.values
    const [converted] = await exported(folder, 'K_RJ')
    const found = await loadColumn(converted.path, 'FILL')
    expect(found.unit).toBe('K_RJ')
    const ratio = found.map.values[0] / values[0]
    found.map.values.forEach((value, i) => expect(value / values[i] / ratio).toBeCloseTo(1, 5))
    expect(historyOf(converted.path)).toContain('Converted from MJy/sr to K_RJ at 353 GHz')
  })

  it('is refused without a position, and for a hole between the centres of pixels', async () => {
    const nowhere = await smooth('nowhere', { lon: null, lat: null })
    await expect(exported(nowhere)).rejects.toThrow(/the patch has no position on the sky/)
    const path = writeMadeMap(join(root, 'coarse.fits'), () => 1, { nside: 1 })
    const map = { path, column: 'I', unit: 'MJy/sr', citation: null }
    await expect(exported(await smooth('between', { map }))).rejects.toThrow(
      /between the centres of all pixels of nside 1/,
    )
  })
})
