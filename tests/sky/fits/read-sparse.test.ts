import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { readMapColumn } from '../../../src-main/sky/fits/map-column.ts'
import { writeHealpixMap } from '../../../src-main/sky/fits/write-map.ts'
import { npixOf, type Ordering } from '../../../src-shared/sky/healpix/map.ts'
import { denseMap } from '../../../src-shared/sky/healpix/sparse-map.ts'

async function written(ordering: Ordering, pixels: Uint32Array, nside = 16): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'sparse-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const path = join(folder, 'part.fits')
  const values = Float32Array.from(pixels, (pixel) => (pixel === 40 ? NaN : pixel / 3))
  const column = (name: string, by: number) =>
    ({ name, unit: 'K', type: 'float32', values: values.map((value) => value * by) }) as const
  const columns = [column('I_STOKES', 1), column('Q_STOKES', 2), column('U_STOKES', -1)]
  await writeHealpixMap(path, { nside, ordering, coordsys: 'G', pixels, columns, cards: [], history: [] })
  return path
}

const few = Uint32Array.of(3, 40, 41, 700, 2000, 3071)

it.each(['RING', 'NESTED'] as const)(
  'a few pixels in %s order are read as a list, in either order',
  async (ordering) => {
    const path = await written(ordering, few)
    for (const column of ['I_STOKES', 'U_STOKES', 'P']) {
      for (const asked of ['RING', undefined] as const) {
        const dense = await readMapColumn(path, column, { ordering: asked })
        const { list, values } = await readMapColumn(path, column, { ordering: asked, sparse: true, shared: true })
        expect(values).toHaveLength(few.length)
        expect(values.buffer).toBeInstanceOf(SharedArrayBuffer)
        expect(denseMap({ nside: 16, ordering: 'RING', frame: 'G', values, list: list! }).values).toEqual(dense.values)
      }
    }
  },
)

it('the statistics are those of the stored values', async () => {
  const path = await written('NESTED', few)
  const [one, other] = [await readMapColumn(path, '1', { sparse: true }), await readMapColumn(path, '1')]
  expect(one.statistics).toEqual(other.statistics)
  expect(one.statistics).toMatchObject({ count: 6, missing: 1, min: 1 })
})

it('a quarter of the sky or more has an array of all pixels', async () => {
  const quarter = Uint32Array.from({ length: npixOf(16) / 4 }, (_, i) => 4 * i)
  const at = async (pixels: Uint32Array) => readMapColumn(await written('RING', pixels), '1', { sparse: true })
  expect(await at(quarter)).toMatchObject({ list: null, values: { length: npixOf(16) } })
  expect((await at(quarter.subarray(1))).values).toHaveLength(quarter.length - 1)
})

it('memory is that of the pixels: nside 8192 with three of them', async () => {
  const path = await written('NESTED', Uint32Array.of(7, 12 * 8192 ** 2 - 1, 400_000_000).sort(), 8192)
  const { values, list } = await readMapColumn(path, '1', { sparse: true, mostBytes: 100, ordering: 'RING' })
  expect(values).toHaveLength(3)
  expect(list!.pixels.byteLength + list!.starts.byteLength).toBeLessThan(1e6)
})
