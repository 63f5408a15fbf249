import { describe, expect, it } from 'vitest'
import { readHealpixHeader } from '../../../src-main/sky/fits/choose-column.ts'
import { readMapColumn } from '../../../src-main/sky/fits/map-column.ts'
import { readMapInfo } from '../../../src-main/sky/fits/map-info.ts'
import { bigEndian, emptyPrimary, headerBytes, makeFolder, padded, smallMap, tableBytes } from './make-fits.ts'

const file = makeFolder()
const twelve = Array.from({ length: 12 }, (_, i) => i + 1)

/** A table of nside 1 with columns of single precision; the second one has the negative values, and so on. */
function table(names: string[], cards = smallMap, forms: string[] = names.map(() => 'E')): Buffer {
  const lines = names.flatMap((name, i) => [`TTYPE${i + 1}  = '${name}'`, `TFORM${i + 1}  = '${forms[i]}'`])
  const data = twelve.flatMap((value) => names.map((_, i) => value * (1 - 2 * i)))
  return tableBytes(4 * names.length, 12, [`TFIELDS = ${names.length}`, ...lines, ...cards], bigEndian('E', data))
}
const fileOf = (...hdus: Buffer[]) => file('c.fits', Buffer.concat([emptyPrimary, ...hdus]))
const nameOf = async (path: string, column: string) => (await readMapColumn(path, column)).column.name

describe('a column is chosen', () => {
  const path = file('two.fits', Buffer.concat([emptyPrimary, table(['I Stokes', '  Q Stokes', 'q stokes'])]))

  it.each([
    ['I Stokes', 'I Stokes'],
    ['i stokes', 'I Stokes'],
    ['  Q Stokes', 'Q Stokes'],
    ['Q STOKES ', 'Q Stokes'],
    ['1', 'I Stokes'],
    [' 2 ', 'Q Stokes'],
    ['3', 'q stokes (column 3)'],
    ['Q Stokes (Column 3)', 'q stokes (column 3)'],
  ])('by %j: it is %j', async (wanted, name) => {
    expect(await nameOf(path, wanted)).toBe(name)
  })

  it('by a name before a number', async () => {
    expect(await nameOf(fileOf(table(['I', '1'])), '1')).toBe('1')
  })

  it.each(['0', '4', '-1', '1.5', 'U'])('and refused with the names there are: %s', async (wanted) => {
    await expect(readMapColumn(path, wanted)).rejects.toThrow(
      `column ${wanted}: there is no such column; choose one of I Stokes, Q Stokes, q stokes (column 3), by name or number from 1.`,
    )
  })
})

describe('several maps in a file', () => {
  const nested = ['NSIDE   = 1', "ORDERING= 'NESTED'", "COORDSYS= 'C'"]
  const two = () => fileOf(table(['I1']), table(['I2', 'I1'], nested))

  it('are all listed, the later ones with their facts', async () => {
    expect(await readMapInfo(two())).toMatchObject({
      ordering: 'RING',
      coordsys: null,
      columns: [
        { name: 'I1', min: 1, max: 12 },
        { name: 'I2', min: 1, hdu: 2, ordering: 'NESTED', coordsys: 'C', nside: 1, indexing: 'implicit' },
        { name: 'I1 (HDU 2)', min: -12, max: -1, hdu: 2 },
      ],
    })
  })

  it('give any of their columns, by name or number, with the header of the column’s own map', async () => {
    expect((await readMapColumn(two())).column).toMatchObject({ name: 'I1', index: 0 })
    for (const wanted of ['I1 (HDU 2)', '3']) {
      const { header, column, values } = await readMapColumn(two(), wanted)
      expect(header).toMatchObject({ ordering: 'NESTED', coordsys: 'C' })
      expect(column).toMatchObject({ name: 'I1 (HDU 2)', index: 2 })
      expect(values[3]).toBe(-4)
    }
    expect((await readHealpixHeader(two(), { column: 'i2' })).ordering).toBe('NESTED')
    expect((await readHealpixHeader(two())).ordering).toBe('RING')
  })

  it('leave out a later one that is refused, and say why if its column is requested', async () => {
    const path = fileOf(table(['I1']), table(['I2'], ['NSIDE   = 1']))
    expect(await readMapInfo(path)).toMatchObject({ columns: [{ name: 'I1' }] })
    await expect(readMapColumn(path, 'I2')).rejects.toThrow(
      'choose one of I1, by name or number from 1; HDU 2, card ORDERING is left out: the card is missing',
    )
    const other = fileOf(table(['I2'], ['NSIDE   = 1']), table(['I1']))
    await expect(readMapInfo(other)).rejects.toThrow('HDU 1, card ORDERING: the card is missing')
  })

  it('may follow a table that is not a map', async () => {
    const window = table(['W'], ['NSIDE   = 4'])
    expect(await readMapInfo(fileOf(window, table(['I'])))).toMatchObject({ nside: 1, columns: [{ name: 'I' }] })
    expect(await readMapInfo(fileOf(table(['I']), window))).toMatchObject({ columns: [{ name: 'I' }] })
  })

  it('are still read if the file is truncated after them', async () => {
    const bytes = Buffer.concat([emptyPrimary, table(['I1']), table(['I2'])])
    const path = file('cut.fits', bytes.subarray(0, bytes.length - 4000))
    expect(await readMapInfo(path)).toMatchObject({ columns: [{ name: 'I1' }] })
    await expect(readMapColumn(path, 'I2')).rejects.toThrow('HDU 2, byte')
  })
})

describe('columns that are not read', () => {
  it.each([
    ['2C', 'complex numbers'],
    ['M', 'complex numbers'],
    ['1PE(8)', 'arrays of variable length'],
    ['QD', 'arrays of variable length'],
    ['8A', 'text'],
  ])('of the format %s are refused by what they are', async (form, what) => {
    const bytes = { '2C': 16, M: 16, '1PE(8)': 8, QD: 16, '8A': 8 }[form]!
    const lines = [
      'TFIELDS = 2',
      "TTYPE1  = 'I'",
      "TFORM1  = 'E'",
      "TTYPE2  = 'SPEC'",
      `TFORM2  = '${form}'`,
      ...smallMap,
    ]
    const path = fileOf(tableBytes(4 + bytes, 12, lines, Buffer.alloc(12 * (4 + bytes))))
    expect(await readMapInfo(path)).toMatchObject({ columns: [{ name: 'I' }] })
    await expect(readMapColumn(path, 'spec')).rejects.toThrow(what)
    const alone = ['TFIELDS = 1', "TTYPE1  = 'SPEC'", `TFORM1  = '${form}'`, ...smallMap]
    await expect(readMapInfo(fileOf(tableBytes(bytes, 12, alone, Buffer.alloc(12 * bytes))))).rejects.toThrow(
      new RegExp(`HDU 1, column SPEC: its format .* \\(${what}\\) is not supported`),
    )
  })

  it('because of their length are reported with their number of values', async () => {
    const path = fileOf(table(['I', 'VECTOR'], smallMap, ['E', '1E']))
    expect(await nameOf(path, 'VECTOR')).toBe('VECTOR')
    const lines = [
      'TFIELDS = 2',
      "TTYPE1  = 'I'",
      "TFORM1  = '4E'",
      "TTYPE2  = 'VECTOR'",
      "TFORM2  = '3E'",
      ...smallMap,
    ]
    const shorter = fileOf(tableBytes(28, 3, lines, Buffer.alloc(84)))
    await expect(readMapColumn(shorter, 'VECTOR')).rejects.toThrow("it can't be read as a map: it has 9 values, not 12")
  })
})

describe('maps stored as an image', () => {
  const cube = (cards: string[]) => {
    const lines = ['SIMPLE  = T', 'BITPIX  = -32', 'NAXIS   = 2', 'NAXIS1  = 48', 'NAXIS2  = 3', ...cards]
    const values = Array.from({ length: 144 }, (_, i) => i)
    return file('cube.fits', Buffer.concat([headerBytes(lines), padded(bigEndian('E', values))]))
  }

  it('of [quantities, pixels] are a column each', async () => {
    const path = cube(['NSIDE   = 2', "ORDERING= 'RING'", "EXTNAME = 'IQU'"])
    expect(await readMapInfo(path)).toMatchObject({
      format: 'healpix',
      columns: [
        { name: 'IQU[0]', min: 0, max: 47 },
        { name: 'IQU[1]', min: 48 },
        { name: 'IQU[2]', max: 143 },
      ],
    })
    expect((await readMapColumn(path, 'IQU[1]')).values[0]).toBe(48)
  })

  it('without HEALPix cards count as images, and refusing them as maps names the missing cards', async () => {
    expect(await readMapInfo(cube([]))).toMatchObject({ format: 'image' })
    await expect(readMapColumn(cube([]))).rejects.toThrow(
      'HDU 0 has the size of maps of nside 2: if it is one, add the cards NSIDE and ORDERING',
    )
  })
})
