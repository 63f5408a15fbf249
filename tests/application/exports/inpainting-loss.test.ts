import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cutDataset } from '../../../src-main/application/datasets/cut-dataset.ts'
import { exportInpainting } from '../../../src-main/application/exports/export-inpainting.ts'
import { estimateFiles, estimateFolder } from '../../../src-main/application/inpaintings/estimate-folder.ts'
import { inpaintFolder } from '../../../src-main/application/inpaintings/inpaint-folder.ts'
import { readInpaintingRecord } from '../../../src-main/application/inpaintings/read-inpainting.ts'
import { loadColumn } from '../../../src-main/application/maps/map-column.ts'
import { readNpy, writeNpy } from '../../../src-main/files/npy.ts'
import { readHealpixHeader } from '../../../src-main/sky/fits/choose-column.ts'
import { writeHealpixMap } from '../../../src-main/sky/fits/write-map.ts'
import { datasetRecipeSchema } from '../../../src-preload/contract/datasets.ts'
import { estimatorSchema } from '../../../src-preload/contract/estimators.ts'
import { problemSchema } from '../../../src-preload/contract/inpaintings.ts'
import { normal, seedRandom } from '../../../src-shared/random/index.ts'
import { isSparse } from '../../../src-shared/sky/field.ts'
import { pix2angRing } from '../../../src-shared/sky/healpix/pix2ang.ts'
import { madeEngine } from '../made-engine.ts'
import { waves } from '../made-map.ts'

const root = mkdtempSync(join(tmpdir(), 'cirrus-inpainting-loss-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
// Larger than the pixels of the patches, whose grid would be nside 128.
const [nside, size] = [64, 32]
const columns = ['I_STOKES', 'Q_STOKES', 'U_STOKES']
const folder = join(root, 'hole')
const sky = join(root, 'sky.fits')

/** A map of noise, of which interpolation loses much. The estimate is the patch itself: what is wrong of it is what was lost. */
beforeAll(async () => {
  const random = seedRandom(4)
  const values = columns.map((_, c) =>
    Float32Array.from({ length: 12 * nside ** 2 }, (_, pixel) => {
      return (c === 0 ? waves(...pix2angRing(nside, pixel)) : 0) + normal(random)
    }),
  )
  await writeHealpixMap(sky, {
    ...{ nside, ordering: 'RING', coordsys: 'G', history: [], cards: [{ keyword: 'POLCCONV', value: 'COSMO' }] },
    columns: columns.map((name, c) => ({ name, unit: 'K_CMB', type: 'float32', values: values[c] })),
  })
  const recipe = datasetRecipeSchema.parse({
    ...{ size, width: 20, step: 8, minLatitude: 75, channels: 'IQU', scale: 'linear' },
  })
  await cutDataset({ path: sky, recipe, folder: join(root, 'dataset') })
  await inpaintFolder(madeEngine(), {
    ...{ run: null, dataset: join(root, 'dataset'), folder },
    problem: problemSchema.parse({ patch: 1, mask: { kind: 'disc' }, channels: { U: { mask: { kind: 'none' } } } }),
    estimators: [estimatorSchema.parse({ kind: 'mean' })],
  })
  const files = estimateFiles(estimateFolder(folder, 'mean'))
  const original = Float32Array.from((await readNpy(join(folder, 'original.npy'))).data)
  await writeNpy(files.fill, original, [size, size, 3])
  await writeNpy(files.deviation, new Float32Array(original.length), [size, size, 3])
  await writeNpy(files.samples, original, [1, size, size, 3])
}, 60_000)

const exported = async (out: string) =>
  (await exportInpainting({ folder, formats: ['healpix'], out: join(root, out) }))[0].path
const historyOf = (path: string) =>
  [...readFileSync(path, 'latin1').matchAll(/HISTORY (.{72})/g)].map(([, text]) => text.trimEnd()).join(' ')
const rms = (values: readonly number[], weights: ArrayLike<number> = values.map(() => 1)) => {
  const total = values.reduce((sum, _, i) => sum + weights[i], 0)
  return Math.sqrt(values.reduce((sum, x, i) => sum + weights[i] * x * x, 0) / total)
}

describe('pixels of an inpainting whose map is there', () => {
  it('lie on its grid, with what interpolation loses of it in standard deviations and samples', async () => {
    const path = await exported('there')
    expect(await readHealpixHeader(path)).toMatchObject({ nside, ordering: 'RING', coordsys: 'G' })
    expect(historyOf(path)).toMatch(/Standard deviations and samples have what interpolation loses/)
    for (const column of columns) {
      const channel = column[0]
      const truth = (await loadColumn(sky, column)).map
      const names = [column, `${channel}_STD`, `${channel}_SAMPLE1`, 'WEIGHT']
      const [fill, std, sample, weight] = await Promise.all(
        names.map(async (name) => (await loadColumn(path, name)).map),
      )
      if (!isSparse(fill)) throw new Error('not a partial map')
      const errors = [...fill.list.pixels].map((pixel, i) => fill.values[i] - truth.values[pixel])
      const added = [...sample.values].map((value, i) => value - fill.values[i])
      const ratio = rms([...std.values]) / rms(errors, weight.values)
      expect(rms(errors)).toBeGreaterThan(0.1)
      expect(ratio).toBeGreaterThan(0.85)
      expect(ratio).toBeLessThan(1.15)
      expect(rms(added) / rms([...std.values])).toBeCloseTo(1, 0)
    }
  })

  it('say that it is not known of a map that has changed', async () => {
    const record = await readInpaintingRecord(folder)
    await writeHealpixMap(sky, {
      ...{ nside, ordering: 'RING', coordsys: 'G', history: [], cards: [] },
      columns: columns.map((name, c) => ({
        ...{ name, unit: record.map!.unit, type: 'float32' },
        values: Float32Array.from({ length: 12 * nside ** 2 }, (_, pixel) => Math.sin(pixel + c)),
      })),
    })
    const path = await exported('changed')
    expect(historyOf(path)).toMatch(/not there as it was: what interpolation loses is not in standard/)
    const { map } = await loadColumn(path, 'I_STD')
    expect([...map.values].every((value) => value === 0)).toBe(true)
  })
})
