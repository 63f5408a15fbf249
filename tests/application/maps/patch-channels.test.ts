import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decode } from 'fast-png'
import { readFileSync } from 'node:fs'
import { afterAll, describe, expect, it } from 'vitest'
import { cutPatchToFile } from '../../../src-main/application/maps/cut-patch.ts'
import { loadChannels } from '../../../src-main/application/maps/load-channels.ts'
import { readNpy } from '../../../src-main/files/npy.ts'
import { readMapInfo } from '../../../src-main/sky/fits/map-info.ts'
import { writeFitsImages } from '../../../src-main/sky/fits/write.ts'
import { writeHealpixMap } from '../../../src-main/sky/fits/write-map.ts'
import { toVector } from '../../../src-shared/sky/frames.ts'
import { pix2angRing } from '../../../src-shared/sky/healpix/pix2ang.ts'
import { transported } from '../../../src-shared/sky/parallel-transport.ts'
import { tangentPlane } from '../../../src-shared/sky/projection/gnomonic.ts'

const root = mkdtempSync(join(tmpdir(), 'cirrus-patch-channels-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

const nside = 16
const place = { lon: 123, lat: 27 }
const geometry = { size: 8, width: 10 }

/** A map whose Q and U are 2 and -1 on the axes of the patch at `place`, with I = 5. */
async function mapIn(frame: 'G' | 'C' | 'E', sign: 1 | -1, card: string | null, columns = 'IQU') {
  const plane = tangentPlane(place.lon, place.lat, frame)
  // The turn of (2, -1) from the patch's axes to the map's is the inverse of that to the patch's.
  const values = Array.from({ length: 12 * nside ** 2 }, (_, pixel) => {
    const [cos, sin] = transported(plane, toVector(...pix2angRing(nside, pixel)), 1, 0)
    return { I: 5 + 0.01 * pixel, Q: 2 * cos - sin, U: sign * (-2 * sin - cos) }
  })
  const path = join(root, `${frame}${sign}${card}${columns}.fits`)
  await writeHealpixMap(path, {
    ...{ nside, ordering: 'RING', coordsys: frame, history: [] },
    columns: [...columns].map((name) => ({
      ...{ name: `${name}_STOKES`, unit: 'K_CMB', type: 'float64' as const },
      values: Float64Array.from(values, (value) => value[name as 'I']),
    })),
    cards: card ? [{ keyword: 'POLCCONV', value: card, comment: '' }] : [],
  })
  return path
}
const cut = async (path: string, format: 'fits' | 'npy' | 'png', changes: object = {}) => {
  const out = join(root, `cut.${format}`)
  const order = { path, ...place, ...geometry, channels: 'QU', out, overwrite: true, format, ...changes } as const
  return { out, facts: await cutPatchToFile(order) }
}

describe('a patch of Q and U', () => {
  it.each([
    ['G', 1, 'COSMO'],
    ['C', 1, null],
    ['E', -1, 'IAU'],
  ] as const)(
    'of a map in frame %s with sign %i is on the patch’s own axes in HEALPix’s sign',
    async (frame, sign, card) => {
      const { out, facts: said } = await cut(await mapIn(frame, sign, card), 'npy')
      const { shape, data } = await readNpy(out)
      expect(shape).toEqual([8, 8, 2])
      for (let i = 0; i < data.length; i += 2) {
        expect(data[i]).toBeCloseTo(2, 10)
        expect(data[i + 1]).toBeCloseTo(-1, 10)
      }
      expect(said).toMatchObject({ missing: 0, channels: [{ channel: 'Q' }, { channel: 'U' }] })
    },
  )

  it('of a header that is silent or wrong takes the convention that is given, and says so', async () => {
    for (const card of [null, 'COSMO', 'ODD']) {
      const { out } = await cut(await mapIn('G', -1, card), 'fits', { polcconv: 'IAU' })
      const text = readFileSync(out, 'latin1')
      expect(text).toContain('Sign convention of U of the map as given by the user: IAU.')
      expect(text).toMatch(/POLCCONV= 'COSMO/)
      const { columns } = await readMapInfo(out)
      expect(columns.slice(0, 2)).toMatchObject([{ name: 'Q' }, { name: 'U' }])
      expect(columns[1].mean).toBeCloseTo(-1, 6)
    }
    await expect(cut(await mapIn('G', -1, 'ODD'), 'fits')).rejects.toMatchObject({
      message: expect.stringContaining('--polcconv COSMO or IAU'),
      field: 'polcconv',
    })
  })

  it('with I is three images, and three pictures side by side', async () => {
    const path = await mapIn('C', 1, null)
    const { out, facts } = await cut(path, 'png', { channels: 'IQU', unit: 'uK_CMB' })
    expect(decode(readFileSync(out))).toMatchObject({ width: 24, height: 8 })
    expect(facts).toMatchObject({ unit: 'uK_CMB', column: 'I_STOKES, Q_STOKES, U_STOKES' })
    expect(facts.channels![1].max).toBeCloseTo(2e6, 3)
    await expect(cut(await mapIn('G', 1, null, 'QU'), 'npy', { channels: 'IQU' })).rejects.toThrow(
      /need one of the int/,
    )
  })

  it('alone is refused in another frame, naming the channels', async () => {
    const path = await mapIn('C', 1, null)
    const alone = cut(path, 'npy', { channels: undefined, column: 'Q_STOKES' })
    await expect(alone).rejects.toThrow(/cut Q and U together with --channels QU/)
  })
})

describe('Q and U in HDUs of their own', () => {
  const cards = (type: string) => [
    ...['GLON', 'GLAT'].map((axis, i) => ({ keyword: `CTYPE${i + 1}`, value: `${axis}-${type}`, comment: '' })),
    ...[123, 27].map((value, i) => ({ keyword: `CRVAL${i + 1}`, value, comment: '' })),
    ...[20.5, 20.5].map((value, i) => ({ keyword: `CRPIX${i + 1}`, value, comment: '' })),
    ...[-0.5, 0.5].map((value, i) => ({ keyword: `CDELT${i + 1}`, value, comment: '' })),
    { keyword: 'BUNIT', value: 'K', comment: '' },
  ]
  const image = (name: string, value: number) => ({
    ...{ name, width: 40, height: 40, history: [], cards: cards('TAN') },
    values: new Float32Array(1600).fill(value),
  })

  it('are one map if they are images of one grid', async () => {
    const path = join(root, 'images.fits')
    await writeFitsImages(path, [image('Q', 2), image('U', -1)])
    const { out } = await cut(path, 'npy')
    const { data } = await readNpy(out)
    // In the centre of a tangent image of the same place, its axes are the patch's.
    expect(data[2 * (8 * 4 + 4)]).toBeCloseTo(2, 1)
    expect(statSync(out).size).toBeGreaterThan(0)
    expect((await loadChannels(path, undefined, 'QU', {})).name).toBe('Q, U')
  })
})
