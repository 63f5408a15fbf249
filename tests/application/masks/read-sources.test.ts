import { describe, expect, it } from 'vitest'
import { readSources } from '../../../src-main/application/masks/read-sources.ts'
import { asCirrusError } from '../../../src-main/application/host/user-errors.ts'
import { bigEndian, emptyPrimary, makeFolder, tableBytes } from '../../sky/fits/make-fits.ts'

const put = makeFolder()
const csv = (name: string, text: string) => put(name, Buffer.from(text))
/** A binary table of doubles. */
const table = (columns: [name: string, unit: string][], rows: number[][], form = 'D') => {
  const cards = columns.flatMap(([name, unit], i) => [
    `TTYPE${i + 1}  = '${name}'`,
    `TFORM${i + 1}  = '${form}'`,
    ...(unit ? [`TUNIT${i + 1}  = '${unit}'`] : []),
  ])
  const data = bigEndian('D', rows.flat())
  const count = `TFIELDS = ${String(columns.length).padStart(20)}`
  return Buffer.concat([emptyPrimary, tableBytes(8 * columns.length, rows.length, [count, ...cards], data)])
}
const refusal = async (path: string, usual: number | null = null) =>
  readSources(path, usual).then(
    () => 'read',
    (error: unknown) => (asCirrusError(error) as Error).message,
  )

describe('a list of sources', () => {
  it('is read from a CSV file', async () => {
    const path = csv('a.csv', 'name,lon,lat,radius [arcmin]\nCen A,309.5,19.4,6\n\nVirgo A,283.75,74.5,12\n')
    expect(await readSources(path, null)).toEqual([
      { lon: 309.5, lat: 19.4, radius: 0.1 },
      { lon: 283.75, lat: 74.5, radius: 0.2 },
    ])
  })

  it('is read from a binary table, with the units of its header', async () => {
    const columns: [string, string][] = [
      ['FLUX', 'Jy'],
      ['GLON', 'deg'],
      ['GLAT', 'deg'],
      ['RADIUS', 'arcmin'],
    ]
    const path = put(
      'a.fits',
      table(columns, [
        [3, 309.5, 19.4, 6],
        [4, 283.75, 74.5, NaN],
      ]),
    )
    expect(await readSources(path, 0.5)).toEqual([
      { lon: 309.5, lat: 19.4, radius: 0.1 },
      { lon: 283.75, lat: 74.5, radius: 0.5 },
    ])
  })

  it('in which something is wrong is refused with its row and column', async () => {
    const rows = csv('b.csv', 'ra,dec,radius\n10,20,1\n10,95,1\n')
    expect(await refusal(rows)).toBe(`${rows}, line 3, column dec: 95 is no angle from -90 to 90 degrees.`)
    const cells = put('b.fits', table([['RA', ''], ['DEC', ''], ['RADIUS', '']], [[1, 2, 3], [1, 2, 0]])) // prettier-ignore
    expect(await refusal(cells)).toBe(
      `${cells}, HDU 1, row 2, column RADIUS: 0 is no radius above 0, up to 90 degrees.`,
    )
  })

  it.each([
    ['without sources', 'c.csv', 'ra,dec,radius\n', /c.csv: the list has no source\./],
    ['without positions', 'd.csv', 'x,y,radius\n1,2,3\n', /d.csv, line 1: it needs the columns lon and lat/],
    ['without radii', 'e.csv', 'ra,dec\n1,2\n', /e.csv, line 2: it has no column radius; add one, or give one/],
    [
      'with an odd unit',
      'f.csv',
      'ra,dec,radius [px]\n1,2,3\n',
      /line 1, column radius \[px\]: its unit px is no angle/,
    ],
    ['that is no table', 'g.fits', 'ra dec', /g.fits, byte 0: not a FITS file/],
  ])('%s is refused', async (_, name, text, message) => {
    expect(await refusal(csv(name, text))).toMatch(message)
  })

  it('in a FITS file without such a table is refused', async () => {
    expect(await refusal(put('h.fits', emptyPrimary))).toMatch(/h.fits, .*: none of these is a binary table/)
    const text = put('i.fits', table([['RA', ''], ['DEC', ''], ['RADIUS', '']], [[1, 2, 3]], '8A')) // prettier-ignore
    expect(await refusal(text)).toBe(
      `${text}, HDU 1, column RA: it holds 8A (text), and a number is needed in each row.`,
    )
    const short = put('j.fits', table([['RA', ''], ['DEC', '']], [[1, 2]]).subarray(0, 5765)) // prettier-ignore
    expect(await refusal(short, 1)).toMatch(/cut short/)
  })

  it('that does not exist is refused', async () => {
    expect(await refusal('/nowhere/list.csv')).toMatch(/list.csv: there is no such file/)
    expect(await refusal('/nowhere/list.fits')).toMatch(/list.fits/)
  })
})
