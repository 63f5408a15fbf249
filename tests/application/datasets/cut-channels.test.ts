import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { cutDataset } from '../../../src-main/application/datasets/cut-dataset.ts'
import { datasetFiles, readDataset, readPatches } from '../../../src-main/application/datasets/dataset-folder.ts'
import { createDatasetPreviews } from '../../../src-main/application/datasets/preview-dataset.ts'
import { loadChannels } from '../../../src-main/application/maps/load-channels.ts'
import { writeHealpixMap } from '../../../src-main/sky/fits/write-map.ts'
import { datasetRecipeSchema, standardOf } from '../../../src-preload/contract/datasets.ts'
import { toVector } from '../../../src-shared/sky/frames.ts'
import { interpolationWeights } from '../../../src-shared/sky/healpix/interpolation-weights.ts'
import { pix2angRing } from '../../../src-shared/sky/healpix/pix2ang.ts'
import { transported } from '../../../src-shared/sky/parallel-transport.ts'
import { tangentPlane } from '../../../src-shared/sky/projection/gnomonic.ts'
import { pixelToSky } from '../../../src-shared/sky/projection/patch-pixels.ts'

const root = mkdtempSync(join(tmpdir(), 'cirrus-cut-channels-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

const [nside, size] = [16, 8]
const stokes = {
  I: (p: number) => 3 + Math.sin(p / 40),
  Q: (p: number) => 0.2 * Math.sin(p / 11),
  U: (p: number) => 0.5 + 0.1 * Math.cos(p / 7),
}
const written = async (name: string, { sign = 1, columns = 'IQU', missing = -1 } = {}) => {
  const path = join(root, name)
  await writeHealpixMap(path, {
    nside,
    ordering: 'RING',
    coordsys: 'G',
    columns: [...columns].map((letter) => ({
      name: letter === 'I' ? 'TEMPERATURE' : `${letter}_POLARISATION`,
      unit: 'K_CMB',
      type: 'float64' as const,
      values: Float64Array.from({ length: 12 * nside ** 2 }, (_, p) =>
        p === missing ? NaN : stokes[letter as keyof typeof stokes](p) * (letter === 'U' ? sign : 1),
      ),
    })),
    history: [],
    cards: [{ keyword: 'POLCCONV', value: sign === 1 ? 'COSMO' : 'IAU', comment: '' }],
  })
  return path
}
const recipeOf = (changes: object) =>
  datasetRecipeSchema.parse({ size, width: 10, step: 30, minLatitude: 60, channels: 'IQU', ...changes })

/** I, Q and U of one pixel by the definition: each neighbour turned by itself. */
function expected(place: { lon: number; lat: number }, row: number, column: number) {
  const { lon, lat } = pixelToSky({ ...place, width: 10 }, size, row, column)
  const { pixels, weights } = interpolationWeights(nside, lon, lat)
  const sum = [0, 0, 0]
  pixels.forEach((p, k) => {
    const vector = toVector(...pix2angRing(nside, p))
    const [q, u] = transported(tangentPlane(place.lon, place.lat), vector, stokes.Q(p), stokes.U(p))
    ;[stokes.I(p), q, u].forEach((value, c) => (sum[c] += weights[k] * value))
  })
  return sum
}

describe('a dataset of I, Q and U cut from a map', () => {
  it('has each channel in the map’s unit again, Q and U on the patch’s own axes', async () => {
    const folder = join(root, 'iqu')
    const record = await cutDataset({ path: await written('iqu.fits'), recipe: recipeOf({}), folder })
    expect(record.map).toMatchObject({ column: 'TEMPERATURE, Q_POLARISATION, U_POLARISATION', unit: 'K_CMB' })
    const { patches } = await readDataset(folder)
    const at = patches.length - 1
    const values = await readPatches(folder, at, 1)
    for (const [row, column] of [
      [0, 0],
      [3, 7],
      [7, 2],
    ]) {
      const channels = [0, 1, 2].map((c) => {
        const { mean, std } = standardOf(patches[at], c)
        return values[3 * (row * size + column) + c] * std + mean
      })
      const [i, q, u] = expected(patches[at] as { lon: number; lat: number }, row, column)
      expect(Math.exp(channels[0]) / i).toBeCloseTo(1, 6)
      expect(channels[1]).toBeCloseTo(q, 6)
      expect(channels[2]).toBeCloseTo(u, 6)
    }
  })

  it('is the same from a map in the IAU’s convention, and linear if there is no I', async () => {
    const [cosmo, iau] = [join(root, 'cosmo'), join(root, 'iau')]
    const recipe = recipeOf({ channels: 'QU' })
    const record = await cutDataset({ path: await written('qu.fits', { columns: 'QU' }), recipe, folder: cosmo })
    expect(record.recipe).toMatchObject({ channels: 'QU', scale: 'linear' })
    await cutDataset({ path: await written('iau.fits', { sign: -1 }), column: 'U_POLARISATION', recipe, folder: iau })
    expect(readFileSync(datasetFiles(iau).patches)).toEqual(readFileSync(datasetFiles(cosmo).patches))
  })

  it('is previewed with the patches that it will have and their bytes', async () => {
    const path = await written('gap.fits', { missing: 30 })
    const loaded = await loadChannels(path, undefined, 'IQU', {})
    const recipe = recipeOf({ step: 10 })
    const preview = await createDatasetPreviews().of(recipe, loaded)
    const record = await cutDataset({ path, recipe, folder: join(root, 'gap'), loaded })
    expect(preview).toMatchObject({
      count: record.count,
      refused: record.refused,
      bytes: 12 * size ** 2 * record.count,
    })
    expect(record.refused).toEqual([{ reason: 'missing pixels', count: expect.any(Number) }])
  })
})

it('a map without the columns is refused, naming what it has', async () => {
  const path = await written('i.fits', { columns: 'IQ' })
  await expect(cutDataset({ path, recipe: recipeOf({}), folder: join(root, 'none') })).rejects.toMatchObject({
    code: 'refused',
    field: 'channels',
    message: expect.stringMatching(
      /IQU need columns of Stokes Q and U of one map; its columns are TEMPERATURE, Q_POLARISATION/,
    ),
  })
  const polarised = await written('only.fits', { columns: 'QU' })
  await expect(loadChannels(polarised, undefined, 'IQU', {})).rejects.toThrow(
    /IQU need one of the intensity in the same unit; its columns are Q_P/,
  )
})
