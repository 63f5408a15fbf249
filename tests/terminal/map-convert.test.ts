import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readMapColumn } from '../../src-main/sky/fits/map-column.ts'
import { waves, writeMadeMap } from '../application/made-map.ts'
import { unitFactor } from '../../src-shared/sky/units.ts'
import { cirrus } from './run-command.ts'

const folder = mkdtempSync(join(tmpdir(), 'cirrus-map-convert-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const at = (name: string) => join(folder, name)
const map = writeMadeMap(at('map.fits'), (lon, lat) => (lat > 80 ? NaN : waves(lon, lat)))

describe('cirrus map convert', () => {
  it('writes a map in another ordering, nside and frame, and says on stderr what it did', async () => {
    const out = at('c.fits')
    const options = ['--ordering', 'NESTED', '--nside', '8', '--coordsys', 'C', '--json']
    const { code, stdout, stderr } = await cirrus('map', 'convert', map, '--out', out, ...options)
    expect(code).toBe(0)
    const facts = JSON.parse(stdout)
    expect(facts).toMatchObject({
      ...{ out, nside: 8, ordering: 'NESTED', coordsys: 'C', indexing: 'implicit', leftOut: [] },
      columns: [{ name: 'I', unit: 'MJy/sr', type: 'float32' }],
    })
    expect(stderr).toContain('Rotated from Galactic to equatorial coordinates by bilinear interpolation')
    for (const step of facts.steps) expect(stderr).toContain(step)
    expect(stderr).toContain('100% column I')
    const { header, statistics } = await readMapColumn(out)
    expect(header).toMatchObject({ nside: 8, ordering: 'NESTED', coordsys: 'C' })
    expect(statistics.missing).toBe(facts.columns[0].missing)
  })

  it('prints a table without --json', async () => {
    const { code, stdout } = await cirrus('map', 'convert', map, '--out', at('table.fits'), '--column', 'I')
    expect(code).toBe(0)
    expect(stdout.split('\n').slice(0, 3)).toEqual([
      `wrote   ${at('table.fits')}`,
      'map     nside 16, RING, frame G',
      expect.stringMatching(/^column {2}I \[MJy\/sr\], float32, \d+ missing$/),
    ])
  })

  it('converts the unit at a frequency, and says so in the file', async () => {
    const out = at('temperature.fits')
    const { code, stderr } = await cirrus(...['map', 'convert', map, '--out', out, '--unit', 'uK_CMB'])
    expect(code).toBe(3)
    expect(stderr).toContain('unit of column I: the frequency in GHz is needed from MJy/sr to uK_CMB')
    const done = await cirrus('map', 'convert', map, '--out', out, '--unit', 'uK_CMB', '--frequency', '353', '--json')
    const step = 'Converted from MJy/sr to uK_CMB at 353 GHz, monochromatic.'
    expect(JSON.parse(done.stdout)).toMatchObject({ columns: [{ name: 'I', unit: 'uK_CMB' }], steps: [step] })
    const [before, after] = [await readMapColumn(map), await readMapColumn(out)]
    const factor = unitFactor('MJy/sr', 'uK_CMB', 353)
    expect(Math.abs(after.statistics.max! / before.statistics.max! / factor - 1)).toBeLessThan(1e-6)
    expect(after.header.cards.cards.some(({ keyword, comment }) => keyword === 'HISTORY' && comment === step)).toBe(
      true,
    )
  })

  it('refuses to overwrite a file, and Q without U in another frame, with exit code 3', async () => {
    const again = await cirrus('map', 'convert', map, '--out', map)
    expect(again).toMatchObject({ code: 3, stdout: '' })
    expect(again.stderr).toContain(`${map} would be overwritten; choose another file, or replace it with --overwrite.`)
    const q = writeMadeMap(at('q.fits'), waves, { name: 'Q_STOKES' })
    const turned = await cirrus('map', 'convert', q, '--out', at('turned.fits'), '--coordsys', 'E')
    expect(turned.code).toBe(3)
    expect(turned.stderr).toContain('q.fits, HDU 1, column Q_STOKES: there is no U that it could be turned with')
    expect(existsSync(at('turned.fits'))).toBe(false)
  })

  it.each([
    [['--out', 'x.png'], '--out must end in .fits, not "x.png"'],
    [['--out', 'x.fits', '--nside', '0'], '--nside takes a whole number from 1 to 8192, not "0"'],
    [['--out', 'x.fits', '--ordering', 'nest'], '--ordering takes RING or NESTED, not "nest"'],
    [['--out', 'x.fits', '--coordsys', 'gal'], '--coordsys takes G or C or E, not "gal"'],
    [['--out', 'x.fits', '--polcconv', 'healpix'], '--polcconv takes COSMO or IAU, not "healpix"'],
    [[], "required option '--out <file>'"],
  ])('exits with code 2 for wrong usage: %j', async (options, said) => {
    const { code, stderr } = await cirrus('map', 'convert', map, ...options)
    expect(code).toBe(2)
    expect(stderr).toContain(said)
  })
})

describe('cirrus map join', () => {
  it('writes Q and U of two files as one map, whose patches of Q and U can be cut', async () => {
    const out = at('joined.fits')
    const { code, stdout } = await cirrus('map', 'join', '--q', map, '--u', map, '--out', out)
    expect(code).toBe(0)
    expect(stdout.split('\n').slice(0, 4)).toEqual([
      `wrote     ${out}`,
      'map       nside 16, RING, frame G',
      'U         without a convention, which is read as that of HEALPix (COSMO)',
      expect.stringMatching(/^Stokes Q {2}I of .*map\.fits \[MJy\/sr\], \d+ missing$/),
    ])
    const place = ['--lon', '20', '--lat', '30', '--size', '16', '--out', at('qu.npy')]
    expect(await cirrus('patch', out, '--channels', 'QU', ...place)).toMatchObject({ code: 0 })
    expect(await cirrus('map', 'join', '--q', map, '--u', map, '--out', out)).toMatchObject({ code: 3 })
    expect(await cirrus('map', 'join', '--q', map, '--u', map, '--out', at('x.npy'))).toMatchObject({ code: 2 })
  })
})
