import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readMapColumn } from '../../../src-main/sky/fits/map-column.ts'
import { readMapInfo } from '../../../src-main/sky/fits/map-info.ts'
import { writeHealpixMap, type WrittenMap } from '../../../src-main/sky/fits/write-map.ts'
import { unseen } from '../../../src-main/sky/fits/column-statistics.ts'
import reference from '../../reference/written-maps.json' with { type: 'json' }
import { writtenMaps } from '../../reference/written-maps.ts'
import { makeFolder } from './make-fits.ts'

const folder = makeFolder()('place', Buffer.alloc(1)).replace(/place$/, '')
const at = (name: string) => join(folder, name)

/** The values of one column that depend on the pixel; pixel 3 is missing. */
const ramp = (nside: number, factor: number) =>
  Float64Array.from({ length: 12 * nside ** 2 }, (_, pixel) => (pixel === 3 ? NaN : factor * pixel + 0.1))

function mapOf(nside: number, changes: Partial<WrittenMap> = {}): WrittenMap {
  return {
    nside,
    ordering: 'RING',
    coordsys: 'G',
    columns: [{ name: 'I', unit: 'K', type: 'float64', values: ramp(nside, 1) }],
    cards: [],
    history: [],
    ...changes,
  }
}

const headerText = (path: string) =>
  readFileSync(path)
    .subarray(0, 4 * 2880)
    .toString('latin1')

describe('a written HEALPix map', () => {
  it.each([1, 3, 8, 16, 64])(
    'of nside %i has the same values, in both precisions and several columns',
    async (nside) => {
      const columns = [
        { name: 'I', unit: 'MJy/sr', type: 'float64', values: ramp(nside, 1) },
        { name: 'Q', unit: 'µK', type: 'float32', values: ramp(nside, -2) },
        { name: 'HITS', unit: '', type: 'float64', values: ramp(nside, 3) },
      ] as const
      await writeHealpixMap(at('m.fits'), mapOf(nside, { columns }))
      expect(readFileSync(at('m.fits')).length % 2880).toBe(0)
      for (const [n, { name, type, values }] of columns.entries()) {
        const read = await readMapColumn(at('m.fits'), name)
        expect(read.header).toMatchObject({ nside, ordering: 'RING', coordsys: 'G', indexing: 'implicit', full: true })
        expect(read.column).toMatchObject({ type, unit: ['MJy/sr', 'uK', null][n] })
        expect([...read.values]).toEqual([...(type === 'float32' ? Float32Array.from(values) : values)])
        expect(read.statistics.missing).toBe(1)
      }
    },
  )

  it('stores missing pixels as UNSEEN, and rows of 1024 pixels where they divide the map', async () => {
    await writeHealpixMap(at('u.fits'), mapOf(16))
    const bytes = readFileSync(at('u.fits'))
    expect(headerText(at('u.fits'))).toContain("TFORM1  = '1024D   '")
    expect(bytes.readDoubleBE(bytes.length - Math.ceil((3072 * 8) / 2880) * 2880 + 3 * 8)).toBe(unseen)
  })

  it('in NESTED order, or without a known frame, says so', async () => {
    await writeHealpixMap(at('n.fits'), mapOf(4, { ordering: 'NESTED', coordsys: null }))
    expect(await readMapInfo(at('n.fits'))).toMatchObject({ ordering: 'NESTED', coordsys: null, nside: 4 })
    expect(headerText(at('n.fits'))).not.toContain('COORDSYS')
  })

  it('has the given cards and HISTORY', async () => {
    const cards = [{ keyword: 'POLCCONV', value: 'COSMO' }]
    await writeHealpixMap(at('h.fits'), mapOf(2, { cards, history: ['Made by a test.'] }))
    const { header } = await readMapColumn(at('h.fits'))
    expect(header.cards.text('POLCCONV')).toBe('COSMO')
    expect(header.cards.cards).toContainEqual({ keyword: 'HISTORY', value: null, comment: 'Made by a test.' })
  })

  it('takes the values of a column piece by piece, one column after the other', async () => {
    const opened: string[] = []
    const column = (name: string) => ({
      name,
      unit: '',
      type: 'float32' as const,
      values: async () => {
        opened.push(name)
        return (target: Float64Array, first: number) => target.forEach((_, i) => (target[i] = (first + i) % 1000))
      },
    })
    const progress: number[][] = []
    const map = mapOf(256, { columns: [column('A'), column('B')] })
    await writeHealpixMap(at('p.fits'), map, { onProgress: (...done) => progress.push(done) })
    expect(opened).toEqual(['A', 'B'])
    expect(progress.at(-1)).toEqual([1, 1])
    expect(progress.length).toBeGreaterThan(2)
    for (const name of opened) {
      const { values } = await readMapColumn(at('p.fits'), name)
      expect(values.every((value, pixel) => value === pixel % 1000)).toBe(true)
    }
  })

  it('leaves no file when it is stopped', async () => {
    const stop = new AbortController()
    const written = writeHealpixMap(at('stopped.fits'), mapOf(256), {
      signal: stop.signal,
      onProgress: () => stop.abort(),
    })
    await expect(written).rejects.toMatchObject({ name: 'AbortError' })
    expect(existsSync(at('stopped.fits'))).toBe(false)
  })
})

describe('a written partial map', () => {
  const pixels = Uint32Array.of(0, 5, 47)
  const columns = [
    { name: 'T', unit: 'K', type: 'float32', values: Float32Array.of(0.5, NaN, 2.5) },
    { name: 'U', unit: '', type: 'float64', values: Float64Array.of(0.1, 0.2, 0.3) },
  ] as const

  it('has its pixels and no others', async () => {
    await writeHealpixMap(at('part.fits'), mapOf(2, { pixels, columns, ordering: 'NESTED' }))
    const { values, header, statistics } = await readMapColumn(at('part.fits'), 'U')
    expect(header).toMatchObject({ indexing: 'explicit', ordering: 'NESTED', nside: 2, full: false })
    expect([values[0], values[5], values[47]]).toEqual([0.1, 0.2, 0.3])
    expect(values.filter((value) => !Number.isNaN(value))).toHaveLength(3)
    expect(statistics).toMatchObject({ count: 3, missing: 0 })
    expect((await readMapColumn(at('part.fits'), 'T')).statistics).toMatchObject({ count: 3, missing: 1 })
  })

  it.each([
    [{ pixels: Uint32Array.of(0, 5, 48) }, 'ascending numbers below 48'],
    [{ pixels: Uint32Array.of(0, 5, 5) }, 'ascending numbers below 48'],
    [{ pixels: Uint32Array.of(5, 0, 7) }, 'ascending numbers below 48'],
    [{ pixels: Uint32Array.of(0, 5) }, 'column T: 3 values for 2 pixels'],
    [{ pixels: new Uint32Array(0), columns: [{ ...columns[0], values: new Float32Array(0) }] }, 'needs a pixel'],
    [{ pixels: undefined }, 'column T: 3 values for 48 pixels'],
    [{ columns: [] }, 'needs a column'],
    [{ nside: 3, ordering: 'NESTED' }, 'nside 3 has no NESTED order'],
  ] as [Partial<WrittenMap>, string][])('is refused if it does not fit: %j', async (changes, said) => {
    const written = writeHealpixMap(at('bad.fits'), mapOf(2, { pixels, columns, ...changes }))
    await expect(written).rejects.toThrow(said)
    expect(existsSync(at('bad.fits'))).toBe(false)
  })
})

describe('maps that healpy has read (tests/reference/written-maps.py)', () => {
  it.each(Object.entries(reference.maps))('are still written to the byte: %s', async (name, healpys) => {
    const map = writtenMaps[name]
    await writeHealpixMap(at(name), map)
    expect(
      createHash('sha256')
        .update(readFileSync(at(name)))
        .digest('hex'),
    ).toBe(healpys.sha256)
    const { nside, ordering, coordsys } = map
    expect(healpys).toMatchObject({ nside, ordering, coordsys })
    for (const [n, { name, type, values }] of map.columns.entries()) {
      const given = values as Float64Array
      expect(healpys.columns[n]).toMatchObject({ name, seen: given.filter((value) => !Number.isNaN(value)).length })
      for (const [pixel, value] of healpys.columns[n].samples as [number, number | null][]) {
        const here = given[map.pixels ? map.pixels.indexOf(pixel) : pixel] ?? NaN
        expect(value ?? NaN, `pixel ${pixel}`).toBe(type === 'float32' ? Math.fround(here) : here)
      }
    }
  })
})
