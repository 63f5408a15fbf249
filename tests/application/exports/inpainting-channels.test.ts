import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cutDataset } from '../../../src-main/application/datasets/cut-dataset.ts'
import { exportInpainting } from '../../../src-main/application/exports/export-inpainting.ts'
import { estimateFiles, estimateFolder } from '../../../src-main/application/inpaintings/estimate-folder.ts'
import { inpaintFolder } from '../../../src-main/application/inpaintings/inpaint-folder.ts'
import { loadColumn } from '../../../src-main/application/maps/map-column.ts'
import { readNpy, writeNpy } from '../../../src-main/files/npy.ts'
import { readHealpixHeader } from '../../../src-main/sky/fits/choose-column.ts'
import { writeHealpixMap } from '../../../src-main/sky/fits/write-map.ts'
import { datasetRecipeSchema } from '../../../src-preload/contract/datasets.ts'
import { estimatorSchema } from '../../../src-preload/contract/estimators.ts'
import { problemSchema } from '../../../src-preload/contract/inpaintings.ts'
import { isSparse } from '../../../src-shared/sky/field.ts'
import { pix2angRing } from '../../../src-shared/sky/healpix/pix2ang.ts'
import { madeEngine } from '../made-engine.ts'

const root = mkdtempSync(join(tmpdir(), 'cirrus-inpainting-channels-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
const [nside, size] = [64, 16]
const radians = Math.PI / 180

/** A sky without small scales: I of l = 1, and E modes of l = 2, m = 2, which turn once around near a pole. */
const stokes = {
  I: (_: number, lat: number) => 3 + Math.sin(lat * radians),
  Q: (lon: number, lat: number) => (1 + Math.sin(lat * radians) ** 2) * Math.cos(2 * lon * radians),
  U: (lon: number, lat: number) => -2 * Math.sin(lat * radians) * Math.sin(2 * lon * radians),
}
/** Columns and rows of a PNG file, in its header. */
const pngSize = (path: string) => [16, 20].map((at) => readFileSync(path).readUInt32BE(at))

const folder = join(root, 'hole')
beforeAll(async () => {
  const path = join(root, 'iqu.fits')
  await writeHealpixMap(path, {
    ...{ nside, ordering: 'RING', coordsys: 'G', history: [] },
    columns: (['I', 'Q', 'U'] as const).map((channel) => ({
      ...{ name: `${channel}_STOKES`, unit: 'K_CMB', type: 'float64' },
      values: Float64Array.from({ length: 12 * nside ** 2 }, (_, p) => stokes[channel](...pix2angRing(nside, p))),
    })),
    cards: [{ keyword: 'POLCCONV', value: 'COSMO' }],
  })
  const recipe = datasetRecipeSchema.parse({
    size,
    width: 12,
    step: 6,
    minLatitude: 80,
    channels: 'IQU',
    scale: 'linear',
  })
  await cutDataset({ path, recipe, folder: join(root, 'dataset') })
  await inpaintFolder(madeEngine(), {
    ...{ run: null, dataset: join(root, 'dataset'), folder },
    problem: problemSchema.parse({ patch: 1, mask: { kind: 'disc' }, channels: { I: { mask: { kind: 'corner' } } } }),
    estimators: [estimatorSchema.parse({ kind: 'biharmonic' })],
  })
  // As if it were an estimator that draws: every value has the standard deviation 0.5, and one sample is 1 above it.
  const files = estimateFiles(estimateFolder(folder, 'biharmonic'))
  const fill = Float32Array.from((await readNpy(files.fill)).data)
  await writeNpy(files.deviation, new Float32Array(fill.length).fill(0.5), [size, size, 3])
  await writeNpy(files.samples, Float32Array.of(...fill.map((value) => value + 1), ...fill), [2, size, size, 3])
}, 60_000)

describe('an inpainting of several channels', () => {
  it('has them as planes of a STOKES axis, and their samples as an image for each', async () => {
    const [{ path }] = await exportInpainting({ folder, formats: ['fits'], out: join(root, 'fits') })
    // Each image is a header and its planes, and Cirrus itself reads no cubes.
    const header = readFileSync(path, 'latin1')
    const cards = (keyword: string) =>
      [...header.matchAll(new RegExp(`${keyword.padEnd(8)}= +'?([\\w.]+)`, 'g'))].map(([, value]) => value)
    expect(cards('EXTNAME')).toEqual([
      'FILLED',
      'FILL',
      'STD',
      'SAMPLES_I',
      'SAMPLES_Q',
      'SAMPLES_U',
      'ORIGINAL',
      'MASK',
    ])
    expect(cards('NAXIS3').map(Number)).toEqual([3, 3, 3, 2, 2, 2, 3, 3])
    expect(cards('CTYPE3')).toEqual(Array(5).fill('STOKES'))
    expect(new Set(cards('POLCCONV'))).toEqual(new Set(['COSMO']))
    expect(new Set([...cards('PATSTDQ'), ...cards('PATSTDU')]).size).toBe(1)
  })

  it('is one array for each picture, and pictures side by side', async () => {
    const files = await exportInpainting({ folder, formats: ['npy', 'png'], out: join(root, 'npy') })
    const pngs = files.filter(({ name }) => name.endsWith('.png'))
    for (const { path } of pngs) expect(pngSize(path)).toEqual([3 * size, size])
    const { shape, data } = await readNpy(join(root, 'npy', 'hole-biharmonic-filled-standard.npy'))
    expect(shape).toEqual([size, size, 3])
    const [mask, patch] = [await readNpy(join(folder, 'mask.npy')), await readNpy(join(folder, 'original.npy'))]
    data.forEach((value, i) => expect(mask.data[i] === 0 || value === patch.data[i]).toBe(true))
  })

  it('has the Stokes parameters of the map at its pixels, on the map’s axes, in the hole of any channel', async () => {
    const [{ path }] = await exportInpainting({ folder, formats: ['healpix'], out: join(root, 'healpix') })
    const { columns } = await readHealpixHeader(path)
    expect(columns.map(({ name }) => name)).toEqual(
      ['STOKES', 'STD', 'SAMPLE1', 'SAMPLE2']
        .flatMap((kind) => ['I', 'Q', 'U'].map((channel) => `${channel}_${kind}`))
        .concat('WEIGHT'),
    )
    const read = async (name: string) => {
      const { map } = await loadColumn(path, name)
      if (!isSparse(map)) throw new Error('not a partial map')
      return map
    }
    for (const channel of ['I', 'Q', 'U'] as const) {
      const { list, values } = await read(`${channel}_STOKES`)
      expect(list.pixels.length).toBeGreaterThan(20)
      // Q and U are as large as 2, and have each sign in such a patch.
      list.pixels.forEach((pixel, i) => {
        expect(Math.abs(values[i] - stokes[channel](...pix2angRing(nside, pixel)))).toBeLessThan(0.02)
      })
    }
    // Turning leaves the sum of their variances, which is the same in the middle of the hole.
    const [q, u] = [await read('Q_STD'), await read('U_STD')]
    const both = [...q.values.keys()].map((k) => Math.hypot(q.values[k], u.values[k]))
    const wide = Math.max(...both)
    expect(both.filter((value) => value > 0.99 * wide).length).toBeGreaterThan(5)
    expect(Math.max(...q.values)).toBeLessThan(wide)
  })
})
