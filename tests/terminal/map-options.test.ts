import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readNpy } from '../../src-main/files/npy.ts'
import { writeHealpixMap } from '../../src-main/sky/fits/write-map.ts'
import { madeHealpix, waves, writeMadeMap } from '../application/made-map.ts'
import { cirrus } from './run-command.ts'

const folder = mkdtempSync(join(tmpdir(), 'cirrus-map-options-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const at = (name: string) => join(folder, name)

const card = { keyword: 'SKYCOORD', value: 'B1950' }
const unclear = writeMadeMap(at('unclear.fits'), waves, { coordsys: 'C', cards: [card] })
const equatorial = writeMadeMap(at('equatorial.fits'), waves, { coordsys: 'C' })

const patch = async (map: string, out: string, ...more: string[]) => {
  const place = ['--lon', '40', '--lat', '30', '--size', '16', '--width', '20']
  const result = await cirrus('patch', map, ...place, '--out', at(out), ...more)
  return { ...result, values: result.code === 0 ? [...(await readNpy(at(out))).data] : [] }
}

describe('--coordsys', () => {
  it('sets the frame of a map whose cards are refused, and the refusal suggests it', async () => {
    const refused = await patch(unclear, 'a.npy')
    expect(refused.code).toBe(3)
    expect(refused.stderr).toContain(
      'HDU 1, card SKYCOORD: B1950 is a frame of B1950, which is not supported here; convert the map to J2000',
    )
    expect(refused.stderr).toContain('give the frame with --coordsys G, C or E')
    const given = await patch(unclear, 'b.npy', '--coordsys', 'C')
    expect(given.values).toHaveLength(256)
    expect(given.values).toEqual((await patch(equatorial, 'c.npy')).values)
  })

  it('overrides the cards of the map', async () => {
    const galactic = await patch(equatorial, 'd.npy', '--coordsys', 'G')
    expect(galactic.values).toEqual((await patch(writeMadeMap(at('g.fits'), waves), 'e.npy')).values)
    expect(galactic.values).not.toEqual((await patch(equatorial, 'f.npy')).values)
  })

  it('is accepted by map info and by dataset create, which records it', async () => {
    expect((await cirrus('map', 'info', unclear)).code).toBe(3)
    const info = await cirrus('map', 'info', unclear, '--coordsys', 'E')
    expect(JSON.parse(info.stdout)).toMatchObject({ coordsys: 'E' })
    const recipe = ['--size', '16', '--width', '20', '--step', '40', '--min-latitude', '20', '--json']
    const made = await cirrus('dataset', 'create', unclear, '--out', at('set'), ...recipe, '--coordsys', 'C')
    expect(JSON.parse(made.stdout)).toMatchObject({ map: { coordsys: 'C' } })
  })

  it('accepts no other word', async () => {
    const { code, stderr } = await patch(unclear, 'h.npy', '--coordsys', 'FK4')
    expect(code).toBe(2)
    expect(stderr).toContain('--coordsys takes G or C or E, not "FK4"')
  })
})

describe('--polcconv and --channels', () => {
  it('cut Q and U together, in the sign that is given where the header is silent', async () => {
    const names = ['Q', 'U'].map((name) => ({
      name,
      unit: 'K',
      type: 'float32' as const,
      values: madeHealpix(waves).values,
    }))
    const grid = { nside: 16, ordering: 'RING', coordsys: 'G' } as const
    await writeHealpixMap(at('qu.fits'), { ...grid, columns: names, history: [], cards: [] })
    const [cosmo, iau] = [
      await patch(at('qu.fits'), 'qu.npy', '--channels', 'QU'),
      await patch(at('qu.fits'), 'iau.npy', '--channels', 'QU', '--polcconv', 'IAU'),
    ]
    expect(cosmo.stdout).toMatch(/range of Q.*\n.*range of U/)
    expect(cosmo.values).toHaveLength(512)
    // Near the centre, where nothing is turned, the given convention changes the sign of U alone.
    const middle = 2 * (8 * 16 + 8)
    expect(iau.values[middle] / cosmo.values[middle]).toBeCloseTo(1, 1)
    expect(iau.values[middle + 1] / cosmo.values[middle + 1]).toBeCloseTo(-1, 1)
    const info = await cirrus('map', 'info', at('qu.fits'), '--polcconv', 'IAU')
    expect(JSON.parse(info.stdout)).toMatchObject({ polcconv: 'IAU' })
  })
})

describe('--column', () => {
  it('is a name, whatever its case, or a number', async () => {
    const { values } = await patch(equatorial, 'i.npy', '--column', 'I')
    expect((await patch(equatorial, 'j.npy', '--column', 'i')).values).toEqual(values)
    expect((await patch(equatorial, 'k.npy', '--column', '1')).values).toEqual(values)
    expect((await patch(equatorial, 'l.npy', '--column', '2')).stderr).toContain('there is no such column')
  })
})
