import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { cutDataset } from '../../../src-main/application/datasets/cut-dataset.ts'
import { assembleMap } from '../../../src-main/application/maps/assemble/assemble-map.ts'
import { patchesOfDataset, patchesOfStack } from '../../../src-main/application/maps/assemble/patches-to-assemble.ts'
import { loadChannels } from '../../../src-main/application/maps/load-channels.ts'
import { writeNpy } from '../../../src-main/files/npy.ts'
import { readMapColumn } from '../../../src-main/sky/fits/map-column.ts'
import { readMapInfo } from '../../../src-main/sky/fits/map-info.ts'
import { writeHealpixMap } from '../../../src-main/sky/fits/write-map.ts'
import { datasetRecipeSchema } from '../../../src-preload/contract/datasets.ts'
import { ringOfPixel } from '../../../src-shared/sky/assemble/sample-channels.ts'
import { pix2angRing } from '../../../src-shared/sky/healpix/pix2ang.ts'
import { ringOf } from '../../../src-shared/sky/healpix/rings.ts'

const folder = mkdtempSync(join(tmpdir(), 'cirrus-assemble-channels-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const at = (name: string) => join(folder, name)
const radians = Math.PI / 180

/**
 * Q + iU of spin 2 that is smooth everywhere, the poles too: the quadrupole (1 + sin b)^2 exp(-2il) and its mirror image,
 * which turn twice around their pole.
 */
const stokes = (lon: number, lat: number) => {
  const [north, south, l] = [(1 + Math.sin(lat * radians)) ** 2, (1 - Math.sin(lat * radians)) ** 2, 2 * lon * radians]
  return { Q: (north + 0.5 * south) * Math.cos(l), U: (0.5 * south - north) * Math.sin(l) }
}

/** A map with U in the convention of the IAU. */
async function writeSource(name: string): Promise<string> {
  const nside = 16
  const made = (value: (lon: number, lat: number) => number) =>
    Float64Array.from({ length: 12 * nside ** 2 }, (_, pixel) => value(...pix2angRing(nside, pixel)))
  const column = (name: string, value: (lon: number, lat: number) => number) =>
    ({ name, unit: 'K_CMB', type: 'float32', values: made(value) }) as const
  await writeHealpixMap(at(name), {
    ...{ nside, ordering: 'RING', coordsys: 'G', history: [] },
    columns: [
      column('I_STOKES', (lon, lat) => 5 + Math.sin(lon * radians) * Math.cos(lat * radians)),
      column('Q_STOKES', (lon, lat) => stokes(lon, lat).Q),
      column('U_STOKES', (lon, lat) => -stokes(lon, lat).U),
    ],
    cards: [{ keyword: 'POLCCONV', value: 'IAU' }],
  })
  return at(name)
}

const order = { nside: 16, ordering: 'RING', coordsys: 'G', corrections: 2, threads: 2 } as const

describe('patches of I, Q and U over the whole sky', () => {
  it('come back to their map, from one in the IAU’s convention, on the axes of its frame', async () => {
    const path = await writeSource('source.fits')
    const recipe = datasetRecipeSchema.parse({ size: 20, width: 24, step: 12, minLatitude: 0, channels: 'IQU' })
    await cutDataset({ path, recipe, folder: at('dataset') })
    const patches = await patchesOfDataset(at('dataset'))
    const facts = await assembleMap(patches, { ...order, out: at('back.fits') })
    expect(facts.roundTrip!.relative).toBeLessThan(1e-3)
    expect(facts.stokesRoundTrip!.relative).toBeLessThan(0.005)
    expect(facts.stokesRoundTrip!.pixels).toBe(facts.pixels)
    const info = await readMapInfo(at('back.fits'))
    const written = ['I_STOKES', 'Q_STOKES', 'U_STOKES', 'WEIGHT']
    expect(info.columns.slice(0, 4).map((column) => column.name)).toEqual(written)
    const { header, stokes: back } = await loadChannels(at('back.fits'), undefined, 'IQU', {})
    expect(header.polcconv).toBe('COSMO')
    // Both poles, where Q and U turn from pixel to pixel, and longitude 0.
    for (const pixel of [0, 1, 2, 3, 4, 3068, 3071, ringOf(16, 32).start, ringOf(16, 32).start + 63]) {
      const expected = stokes(...pix2angRing(16, pixel))
      expect(Math.abs(back!.q[pixel] - expected.Q), `Q of pixel ${pixel}`).toBeLessThan(0.04)
      expect(Math.abs(back!.u[pixel] - expected.U), `U of pixel ${pixel}`).toBeLessThan(0.04)
    }
  })

  it('come back in another frame, on its axes, and to another nside', async () => {
    const patches = await patchesOfDataset(at('dataset'))
    const facts = await assembleMap(patches, { ...order, nside: 12, coordsys: 'C', out: at('equatorial.fits') })
    expect(facts.stokesRoundTrip!.relative).toBeLessThan(0.02)
  })
})

describe('a stack', () => {
  const positions = at('positions.csv')
  writeFileSync(positions, 'lon,lat\n10,0\n')
  const assembled = async (shape: number[], values: Float32Array, masks: Uint8Array | null) => {
    await writeNpy(at('stack.npy'), values, shape)
    if (masks) await writeNpy(at('masks.npy'), masks, shape.slice(0, 3))
    const given = { path: at('stack.npy'), masks: masks && at('masks.npy'), positions, width: 20, unit: 'K' }
    return assembleMap(await patchesOfStack(given), { ...order, out: at('stack.fits'), overwrite: true })
  }

  it('of Q and U becomes two columns; a value that one channel lacks is missing in both', async () => {
    const values = Float32Array.from({ length: 242 }, (_, i) => (i % 2 === 0 ? 3 : 0))
    const whole = await assembled([1, 11, 11, 2], values, null)
    const q = await readMapColumn(at('stack.fits'), 'Q_STOKES')
    // At the centre of a patch on the equator its axes are those of the map.
    const { start } = ringOf(16, 32)
    expect(Math.abs(q.values[start + 2] - 3)).toBeLessThan(0.01)
    values[121] = NaN
    const holed = await assembled([1, 11, 11, 2], values, null)
    expect(holed.pixels).toBeLessThan(whole.pixels)
    expect(whole).toMatchObject({ roundTrip: null, stokesRoundTrip: null })
  })

  it('with masks gives masked pixels no weight; masks of another shape are refused', async () => {
    const values = new Float32Array(121).fill(2)
    const masks = new Uint8Array(121).fill(1)
    const whole = await assembled([1, 11, 11], values, masks)
    values[60] = 1e6
    masks[60] = 0
    const holed = await assembled([1, 11, 11], values, masks)
    expect(holed.pixels).toBeLessThan(whole.pixels)
    const found = (await readMapColumn(at('stack.fits'))).values.filter((value) => !Number.isNaN(value))
    expect(found.every((value) => value === 2)).toBe(true)
    await expect(assembled([1, 10, 10], new Float32Array(100), null)).resolves.toMatchObject({ patches: 1 })
    const given = { path: at('stack.npy'), masks: at('masks.npy'), positions, width: 20, unit: 'K' }
    await expect(patchesOfStack(given)).rejects.toThrow(/masks.npy, shape \[1, 11, 11\]: the masks of this stack/)
  })
})

it.each([1, 2, 5, 16])('the ring of a pixel is that which holds it (nside %i)', (nside) => {
  for (let pixel = 0; pixel < 12 * nside ** 2; pixel++) {
    const { start, count } = ringOf(nside, ringOfPixel(nside, pixel))
    expect(pixel >= start && pixel < start + count, `pixel ${pixel}`).toBe(true)
  }
})
