import { describe, expect, it } from 'vitest'
import { readMapColumn } from '../../../src-main/sky/fits/map-column.ts'
import { readFitsImage } from '../../../src-main/sky/fits/image.ts'
import { readMapInfo } from '../../../src-main/sky/fits/map-info.ts'
import { makeHeader } from '../../../src-main/sky/fits/header.ts'
import { readWcs } from '../../../src-main/sky/fits/wcs.ts'
import reference from '../../reference/fits-dialects.json' with { type: 'json' }
import { makeFolder } from './make-fits.ts'

interface Column {
  type: string
  values: (number | string | null)[]
}

const file = makeFolder()
const stored = (name: string, base64: string) => file(`${name}.fits`, Buffer.from(base64, 'base64'))
const numbers = (values: (number | string | null)[]) => values.map((value) => (value === null ? NaN : Number(value)))
const maps = Object.entries(reference.maps) as unknown as [string, { file: string; columns: Record<string, Column> }][]

describe('maps as astropy and healpy write them', () => {
  it.each(maps)('%s is read as astropy and healpy read it, value by value', async (name, { file: base64, columns }) => {
    const path = stored(name, base64)
    for (const [column, { type, values }] of Object.entries(columns)) {
      const read = await readMapColumn(path, column)
      expect([...read.values]).toEqual(numbers(values))
      expect(read.column).toMatchObject({ name: column, type })
    }
  })

  it.each(maps)('%s has its columns listed with their range', async (name, { file: base64, columns }) => {
    const info = await readMapInfo(stored(name, base64))
    if (info.format !== 'healpix') throw new Error('not read as a map')
    for (const [column, { type, values }] of Object.entries(columns)) {
      const present = numbers(values).filter((value) => !Number.isNaN(value))
      expect(info.columns.find((listed) => listed.name === column)).toMatchObject({
        type,
        min: Math.min(...present),
        max: Math.max(...present),
      })
    }
  })

  it('have the frame and the order of pixels that healpy wrote', async () => {
    expect(await readMapInfo(stored('p', reference.maps['a partial map of healpy'].file))).toMatchObject({
      nside: 4,
      ordering: 'NESTED',
      coordsys: 'C',
      indexing: 'explicit',
    })
    expect(await readMapInfo(stored('t', reference.maps['three columns of healpy'].file))).toMatchObject({
      ordering: 'RING',
      coordsys: 'E',
    })
  })

  it('use single precision if that loses nothing, otherwise double', async () => {
    const arrayOf = async (name: keyof typeof reference.maps, column: string) =>
      (await readMapColumn(stored('a', reference.maps[name].file), column)).values
    expect(await arrayOf('three columns of healpy', 'TEMPERATURE')).toBeInstanceOf(Float32Array)
    expect(await arrayOf('a logical column', 'MASK')).toBeInstanceOf(Float32Array)
    expect(await arrayOf('a column of uint16', 'N')).toBeInstanceOf(Float32Array)
    expect(await arrayOf('a column of uint32', 'N')).toBeInstanceOf(Float64Array)
    expect(await arrayOf('a column of doubles', 'T')).toBeInstanceOf(Float64Array)
  })
})

describe('images as astropy writes them', () => {
  it('keep unsigned 64-bit pixels', async () => {
    const { file: base64, values } = reference.images.uint64
    expect([...(await readFitsImage(stored('u', base64))).values]).toEqual(values.map(Number))
  })

  it('of two axes, compressed in tiles, are read by number, by name, and listed', async () => {
    const path = stored('tiles', reference.images['tile-compressed'].file)
    const { hdus } = (await readMapInfo(path)) as { hdus?: object[] }
    expect(hdus).toMatchObject([{ name: 'SKY', width: 30, height: 20 }])
    const { values } = await readFitsImage(path)
    expect(values).toHaveLength(600)
    expect((await readFitsImage(path, 'SKY')).values).toEqual(values)
  })
})

describe('the matrix of an image, as in astropy.wcs', () => {
  it.each(Object.entries(reference.wcs))('%s', (_, { cards, cd }) => {
    const header = makeHeader(Object.entries(cards).map(([keyword, value]) => ({ keyword, value, comment: '' })))
    const found = readWcs(header)!.cd.flat()
    expect(found).toHaveLength(4)
    found.forEach((value, i) => expect(value).toBeCloseTo(cd.flat()[i], 14))
  })
})
