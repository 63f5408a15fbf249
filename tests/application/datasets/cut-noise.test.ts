import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cutDataset } from '../../../src-main/application/datasets/cut-dataset.ts'
import { datasetFiles, readDataset, readPatches } from '../../../src-main/application/datasets/dataset-folder.ts'
import { openPatches } from '../../../src-main/engine/training/patch-source.ts'
import { readNpy } from '../../../src-main/files/npy.ts'
import { writeHealpixMap } from '../../../src-main/sky/fits/write-map.ts'
import {
  datasetRecipeSchema,
  patchFormOf,
  standardOf,
  type DatasetRecipe,
} from '../../../src-preload/contract/datasets.ts'
import { fieldSampler } from '../../../src-shared/sky/field.ts'
import { convert } from '../../../src-shared/sky/frames.ts'
import { pix2angRing } from '../../../src-shared/sky/healpix/pix2ang.ts'
import { pixelToSky } from '../../../src-shared/sky/projection/patch-pixels.ts'

const root = mkdtempSync(join(tmpdir(), 'cirrus-cut-noise-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
const [size, width, nside] = [8, 10, 16]
const map = join(root, 'map.fits')
const other = join(root, 'noise.fits')

/** Standard deviations that differ between channels, and change over the sky; K. */
const deviation = { I: (p: number) => 0.2 + p / 3e4, Q: (p: number) => 0.3 + p / 2e4, U: (p: number) => 0.5 + p / 1e4 }
const values = {
  I: (p: number) => 3 + Math.sin(p / 40),
  Q: (p: number) => 0.2 * Math.sin(p / 11),
  U: (p: number) => 0.5 + 0.1 * Math.cos(p / 7),
}
const columnOf = (name: string, of: (p: number) => number, nside: number, unit = 'K_CMB') => ({
  ...{ name, unit, type: 'float64' as const },
  values: Float64Array.from({ length: 12 * nside ** 2 }, (_, p) => of(p)),
})
beforeAll(async () => {
  const letters = ['I', 'Q', 'U'] as const
  const facts = { ordering: 'RING', history: [], cards: [] } as const
  await writeHealpixMap(map, {
    ...{ ...facts, nside, coordsys: 'G' },
    columns: [
      ...letters.map((letter) => columnOf(letter === 'I' ? 'I_STOKES' : `${letter}_STOKES`, values[letter], nside)),
      ...letters.map((letter) =>
        columnOf(`${letter}${letter}_COV`, (p) => deviation[letter](p) ** 2, nside, 'K_CMB^2'),
      ),
    ],
    cards: [{ keyword: 'POLCCONV', value: 'COSMO', comment: '' }],
  })
  // Coarser, and in another frame: a function of the Galactic latitude, missing in the south.
  const ofLatitude = (p: number) => {
    const [, lat] = convert('C', 'G', ...pix2angRing(8, p))
    return lat < 0 ? NaN : 0.1 + lat / 100
  }
  await writeHealpixMap(other, { ...facts, nside: 8, coordsys: 'C', columns: [columnOf('SIGMA', ofLatitude, 8)] })
})

let folders = 0
async function cutBy(changes: Partial<DatasetRecipe>) {
  const folder = join(root, `dataset-${folders++}`)
  const recipe = datasetRecipeSchema.parse({ size, width, step: 20, minLatitude: 40, ...changes })
  const record = await cutDataset({ path: map, recipe, folder })
  const { patches } = await readDataset(folder)
  const noise = existsSync(datasetFiles(folder).noise) ? await readNpy(datasetFiles(folder).noise) : null
  return { record, patches, noise, folder }
}

describe('the noise of patches that are cut from a map', () => {
  it('is that of Planck’s columns of variances, with one of Q and U, which no turn of the axes changes', async () => {
    const recipe = { channels: 'IQU', noise: map, noiseKind: 'variance', rotation: 'random' } as const
    const { record, patches, noise, folder } = await cutBy(recipe)
    expect(patchFormOf(record)).toMatchObject({ channels: 3, likelihoodNoise: 'maps' })
    expect(noise!.shape).toEqual([record.count, size, size, 3])
    const fields = (['I', 'Q', 'U'] as const).map((letter) =>
      fieldSampler({ nside, ordering: 'RING', frame: 'G', values: columnOf('', deviation[letter], nside).values }),
    )
    const standardised = await readPatches(folder, 3, 1)
    const { lon, lat, rotation } = patches[3]
    for (const [row, column] of [
      [0, 0],
      [2, 5],
      [7, 7],
    ]) {
      const sky = pixelToSky({ lon: lon!, lat: lat!, rotation, width }, size, row, column)
      const [i, q, u] = fields.map(({ interpolate }) => interpolate(sky.lon, sky.lat))
      const both = Math.sqrt((q ** 2 + u ** 2) / 2)
      const at = (row * size + column) * 3
      const found = [0, 1, 2].map(
        (c) => Number(noise!.data[3 * size ** 2 * 3 + at + c]) * standardOf(patches[3], c).std,
      )
      // The intensity is a logarithm: its noise is relative.
      const intensity = Math.exp(standardised[at] * patches[3].std + patches[3].mean)
      expect(found[0] / (i / intensity)).toBeCloseTo(1, 4)
      expect(found[1] / both).toBeCloseTo(1, 4)
      expect(found[2] / both).toBeCloseTo(1, 4)
    }
    const source = await openPatches(folder, { likelihoodNoise: 'maps' })
    source.noise!.read(0, new Float32Array(size ** 2 * 3), 0)
    source.close()
  })

  it('may be another map, of another nside and frame, and is converted with the values', async () => {
    const north = { minLatitude: 40, split: 'random', noise: other, scale: 'linear' } as const
    const mask = { mask: other, maskThreshold: 0 }
    const plain = await cutBy({ ...north, ...mask, standardisation: 'none' })
    const { lat } = plain.patches[0]
    expect(lat!).toBeGreaterThan(0)
    const middle = plain.noise!.data.subarray(0, size ** 2) as Float32Array
    const mean = middle.reduce((sum, value) => sum + value, 0) / size ** 2
    expect(Math.abs(mean / (0.1 + lat! / 100) - 1)).toBeLessThan(0.03)
    const micro = await cutBy({ ...north, ...mask, standardisation: 'none', unit: 'uK_CMB' })
    micro.noise!.data.forEach((value, i) => expect(Number(value) / Number(plain.noise!.data[i])).toBeCloseTo(1e6, -2))
    const whole = await cutBy({ ...north, ...mask, standardisation: 'dataset' })
    whole.noise!.data.forEach((value, i) =>
      expect((Number(value) * whole.patches[0].std) / Number(plain.noise!.data[i])).toBeCloseTo(1, 4),
    )
    const without = await cutBy({ ...north, ...mask, noise: null, standardisation: 'none' })
    expect(without.noise).toBeNull()
    expect(without.record.fingerprint).not.toBe(plain.record.fingerprint)
    expect(patchFormOf(without.record).likelihoodNoise).toBe('none')
  })

  it('is refused where it is missing and the map is not, with the place; no dataset is left', async () => {
    const refusal = cutBy({ noise: other })
    await expect(refusal).rejects.toMatchObject({ code: 'refused', field: 'noise' })
    await expect(refusal).rejects.toThrow(
      /noise.fits, the patch at l = .* deg, row \d, column \d: .* not NaN; mask pixels/,
    )
    expect(existsSync(join(root, `dataset-${folders - 1}`))).toBe(false)
  })

  it('is refused with another number of columns than channels, or columns that are not there', async () => {
    await expect(cutBy({ channels: 'QU', noise: map, noiseColumns: 'QQ_COV' })).rejects.toThrow(
      'columns QQ_COV: the channels QU need 2 columns of noise, one for each, separated by commas',
    )
    await expect(cutBy({ noise: other, noiseKind: 'variance' })).rejects.toMatchObject({ field: 'noiseColumns' })
    await expect(cutBy({ noise: join(root, 'none.fits') })).rejects.toMatchObject({ field: 'noise' })
  })

  it('is refused with what changes it in ways that are not followed', async () => {
    for (const changes of [{ beam: 600 }, { apodisation: 1 }, { holes: 'fill' as const }])
      await expect(cutBy({ noise: map, noiseKind: 'variance', ...changes })).rejects.toMatchObject({ field: 'noise' })
  })
})
