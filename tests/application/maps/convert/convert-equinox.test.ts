import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { convertMap, type ConversionOrder } from '../../../../src-main/application/maps/convert/convert-map.ts'
import { readMapColumn } from '../../../../src-main/sky/fits/map-column.ts'
import { writeHealpixMap } from '../../../../src-main/sky/fits/write-map.ts'
import type { WrittenCard } from '../../../../src-main/sky/fits/write.ts'
import { toVector } from '../../../../src-shared/sky/frames.ts'
import { ang2pix } from '../../../../src-shared/sky/healpix/ang2pix.ts'
import { npixOf } from '../../../../src-shared/sky/healpix/map.ts'
import { pix2ang } from '../../../../src-shared/sky/healpix/pix2ang.ts'
import { vectorsBetween } from '../../../../src-shared/sky/meridian-turn.ts'
import type { Equinox } from '../../../../src-shared/sky/precession.ts'
import reference from '../../../reference/rotated-stokes.json' with { type: 'json' }

const root = mkdtempSync(join(tmpdir(), 'cirrus-equinox-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
let files = 0
const newFile = () => join(root, `${++files}.fits`)

/** A steep function of a position in the coordinates of the map. */
const sky = (lon: number, lat: number) => {
  const [x, y, z] = toVector(lon, lat)
  return 20 * x + 10 * y - 5 * z
}
const values = Float64Array.from({ length: npixOf(64) }, (_, pixel) => sky(...pix2ang(64, 'RING', pixel)))

async function written(cards: WrittenCard[], coordsys: 'C' | 'E' | null = 'C'): Promise<string> {
  const path = newFile()
  const columns = [{ name: 'I', unit: 'K', type: 'float64', values }] as const
  await writeHealpixMap(path, { nside: 64, ordering: 'RING', coordsys, columns, cards, history: [] })
  return path
}
async function converted(path: string, order: Partial<ConversionOrder> = {}) {
  const out = newFile()
  return { facts: await convertMap({ path, out, ...order }), column: await readMapColumn(out) }
}
const equinox = (value: number) => ({ keyword: 'EQUINOX', value })

describe('a HEALPix map of another equinox', () => {
  it.each(reference.equinoxes)('is converted to J2000: $equinox.system of $equinox.year', async (each) => {
    const cards = [equinox(each.equinox.year), { keyword: 'RADESYS', value: each.equinox.system }]
    const { facts, column } = await converted(await written(cards))
    expect(facts.coordsys).toBe('C')
    expect(facts.steps[0]).toContain(
      `from equatorial coordinates of ${each.equinox.system} ${each.equinox.year} to equatorial coordinates of J2000`,
    )
    expect(column.header.cards.get('EQUINOX')).toBeUndefined()
    const toMap = vectorsBetween('C', 'C', each.equinox as Equinox)
    each.lon.forEach((lon, k) => {
      // The pixel around a position that astropy converted; the positions themselves are compared elsewhere.
      const pixel = ang2pix(64, 'RING', lon, each.lat[k])
      const [x, y, z] = toMap(toVector(...pix2ang(64, 'RING', pixel)))
      // 25 years move a position by 0.35 degrees, which is 0.1 here; interpolation errs by the curvature in a pixel.
      expect(Math.abs(column.values[pixel] - (20 * x + 10 * y - 5 * z))).toBeLessThan(0.012)
    })
  })

  it('may say so in COORDSYS, and may be given another frame at once', async () => {
    const path = await written([{ keyword: 'COORDSYS', value: 'FK4' }], null)
    const { facts, column } = await converted(path, { coordsys: 'G' })
    expect(facts.steps[0]).toContain('from equatorial coordinates of FK4 1950 to Galactic coordinates of J2000')
    expect(column.header.coordsys).toBe('G')
  })

  it('is J2000 all the same if the user says so, or if the equinox is the date of a map of J2000', async () => {
    const path = await written([equinox(1950)])
    expect((await converted(path, { inputCoordsys: 'C', nside: 16 })).facts.steps).toHaveLength(1)
    expect((await converted(await written([equinox(2000.4)]), { nside: 16 })).facts.steps[0]).toMatch(/^Degraded/)
  })

  it('is refused elsewhere, with the command that converts it; ecliptic ones of FK4 also there', async () => {
    const path = await written([equinox(1950)])
    await expect(readMapColumn(path)).rejects.toThrow('convert the map to J2000 first (cirrus map convert)')
    await expect(converted(await written([equinox(1950)], 'E'))).rejects.toThrow('ecliptic coordinates in FK4')
  })
})
