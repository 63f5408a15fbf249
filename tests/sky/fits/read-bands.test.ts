import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { readMapColumn } from '../../../src-main/sky/fits/map-column.ts'
import { readMapInfo } from '../../../src-main/sky/fits/map-info.ts'
import { bigEndian, emptyPrimary, makeFolder, smallMap, tableBytes } from './make-fits.ts'

const file = makeFolder()
const pixels = Array.from({ length: 12 }, (_, i) => i)

/** A vector column of three energies for each of 12 pixels: 100 e + pixel. */
const cube = tableBytes(
  12,
  12,
  ['TFIELDS = 1', "TFORM1  = '3E'", "TTYPE1  = 'Spectra'", "TUNIT1  = 'MeV-1'", "EXTNAME = 'SKYMAP'", ...smallMap],
  bigEndian(
    'E',
    pixels.flatMap((pixel) => [pixel, 100 + pixel, 200 + pixel]),
  ),
)
const energies = (cards: string[], values: number[], columns = 1) =>
  tableBytes(8 * columns, values.length / columns, [`TFIELDS = ${columns}`, ...cards], bigEndian('D', values))
const centres = energies(["EXTNAME = 'ENERGIES'", "TFORM1  = 'D'", "TTYPE1  = 'MeV'"], [50, 1500, 2e4])

describe('maps of bands', () => {
  it('are the elements of a vector column, with the energies of the table ENERGIES', async () => {
    const path = file('cube.fits', Buffer.concat([emptyPrimary, cube, centres]))
    expect(await readMapInfo(path)).toMatchObject({
      nside: 1,
      columns: [
        { name: 'Spectra[0]', unit: 'MeV-1', min: 0, max: 11, band: { series: 'Spectra', centre: 50, unit: 'MeV' } },
        { name: 'Spectra[1]', min: 100, band: { centre: 1500 } },
        { name: 'Spectra[2]', max: 211, band: { centre: 2e4 } },
      ],
    })
    expect([...(await readMapColumn(path, 'spectra[1]')).values]).toEqual(pixels.map((pixel) => 100 + pixel))
  })

  it('are numbered columns, with the edges of the table EBOUNDS, also in a gzipped file', async () => {
    const channels = tableBytes(
      8,
      12,
      ['TFIELDS = 2', "TFORM1  = 'E'", "TTYPE1  = 'CHANNEL1'", "TFORM2  = 'E'", "TTYPE2  = 'CHANNEL2'", ...smallMap],
      bigEndian('E', [...pixels, ...pixels]),
    )
    const cards = ["EXTNAME = 'EBOUNDS'", "TFORM1  = 'D'", "TTYPE1  = 'E_MIN'", "TFORM2  = 'D'", "TTYPE2  = 'E_MAX'"]
    const bounds = energies([...cards, "TUNIT1  = 'keV'"], [1e5, 3e5, 3e5, 1e6], 2)
    const path = file('channels.fits.gz', gzipSync(Buffer.concat([emptyPrimary, channels, bounds])))
    expect((await readMapInfo(path)).columns.map(({ band }) => band)).toEqual([
      { series: 'CHANNEL', low: 1e5, high: 3e5, centre: null, unit: 'keV' },
      { series: 'CHANNEL', low: 3e5, high: 1e6, centre: null, unit: 'keV' },
    ])
  })

  it('are read without energies if their table is damaged, or has another length', async () => {
    const short = energies(["EXTNAME = 'ENERGIES'", "TFORM1  = 'D'", "TTYPE1  = 'Energy'"], [50, 60])
    const damaged = energies(["EXTNAME = 'ENERGIES'", "TFORM1  = '5Z'"], [50])
    for (const [i, table] of [short, damaged].entries()) {
      const path = file(`${i}.fits`, Buffer.concat([emptyPrimary, cube, table]))
      expect((await readMapInfo(path)).columns[0].band).toMatchObject({ series: 'Spectra', centre: null })
    }
  })
})
