import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { convertMap, type ConversionOrder } from '../../../../src-main/application/maps/convert/convert-map.ts'
import { readMapColumn } from '../../../../src-main/sky/fits/map-column.ts'
import { writeHealpixMap, type WrittenMap } from '../../../../src-main/sky/fits/write-map.ts'
import { npixOf } from '../../../../src-shared/sky/healpix/map.ts'
import { regrid } from '../../../../src-shared/sky/healpix/regrid.ts'
import reference from '../../../reference/regrid.json' with { type: 'json' }
import { hasSharedData, sharedData } from '../../../shared-data.ts'

const root = mkdtempSync(join(tmpdir(), 'cirrus-convert-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
let files = 0
const newFile = () => join(root, `${++files}.fits`)

/** The map of tests/reference/regrid.py, times a factor. */
const scattered = (nside: number, factor = 1) =>
  Float64Array.from({ length: npixOf(nside) }, (_, p) =>
    p % 5 === 3 || [2, 3, 9].includes(p >> 4) ? NaN : factor * (((37 * p) % 101) / 8 - 5),
  )

async function written(changes: Partial<WrittenMap> = {}, nside = changes.nside ?? 8): Promise<string> {
  const path = newFile()
  const values = scattered(nside)
  const columns = [{ name: 'I', unit: 'K', type: 'float64', values }] as const
  await writeHealpixMap(path, { nside, ordering: 'RING', coordsys: 'G', columns, cards: [], history: [], ...changes })
  return path
}

const column = (name: string, factor = 1, type: 'float32' | 'float64' = 'float64') => ({
  name,
  unit: 'K',
  type,
  values: scattered(8, factor),
})

async function converted(path: string, order: Omit<ConversionOrder, 'path' | 'out'>) {
  const out = newFile()
  const facts = await convertMap({ path, out, ...order })
  return { out, facts, read: (name?: string) => readMapColumn(out, name) }
}

const historyOf = async (path: string) =>
  (await readMapColumn(path)).header.cards.cards
    .filter(({ keyword }) => keyword === 'HISTORY')
    .map(({ comment }) => comment)
    .join(' ')

describe('a converted map', () => {
  it.each(reference.ud_grade)('has healpy’s values: nside $nside $ordering to $to $toOrdering', async (each) => {
    const path = await written({ nside: each.nside, ordering: each.ordering as 'RING' })
    const { read } = await converted(path, { nside: each.to, ordering: each.toOrdering as 'RING' })
    const { values, header } = await read()
    expect(header).toMatchObject({ nside: each.to, ordering: each.toOrdering, coordsys: 'G', indexing: 'implicit' })
    values.forEach((value, pixel) => {
      const healpys = each.values[pixel]
      if (healpys === null) expect(value).toBeNaN()
      else expect(value).toBeCloseTo(healpys, 12)
    })
  })

  it('keeps every column with its name, unit and precision', async () => {
    const columns = [column('I', 1), column('HITS', 3, 'float32'), { ...column('R', 2), unit: '' }]
    const path = await written({ columns })
    const { facts, read } = await converted(path, { nside: 4 })
    expect(facts).toMatchObject({
      nside: 4,
      ordering: 'RING',
      coordsys: 'G',
      columns: [
        { name: 'I', unit: 'K', type: 'float64' },
        { name: 'HITS', unit: 'K', type: 'float32' },
        { name: 'R', unit: '', type: 'float64' },
      ],
    })
    const [i, hits] = [await read('I'), await read('HITS')]
    expect(hits.column.type).toBe('float32')
    expect(hits.statistics.missing).toBe(facts.columns[1].missing)
    i.values.forEach((value, pixel) => {
      if (!Number.isNaN(value)) expect(hits.values[pixel]).toBeCloseTo(3 * value, 5)
    })
  })

  it('has one column if asked, by name or number', async () => {
    const path = await written({ columns: [column('I'), column('J', 2)] })
    for (const wanted of ['J', '2']) {
      const { facts, read } = await converted(path, { column: wanted, ordering: 'NESTED' })
      expect(facts.columns.map(({ name }) => name)).toEqual(['J'])
      expect((await read()).header.columns).toHaveLength(1)
    }
    await expect(converted(path, { column: 'K' })).rejects.toThrow('there is no such column; choose one of I, J')
  })

  it('rotated says so, in HISTORY after that of the original, with the cards about its data', async () => {
    const cards = [
      { keyword: 'TELESCOP', value: 'PLANCK' },
      { keyword: 'POLCCONV', value: 'COSMO' },
      { keyword: 'OBJECT', value: 'M31' },
    ]
    const path = await written({ cards, history: ['Observed.'] })
    const { out, facts, read } = await converted(path, { coordsys: 'C', nside: 4, ordering: 'NESTED' })
    expect(facts.steps).toEqual([
      "Rotated from Galactic to equatorial coordinates by bilinear interpolation at the rotated pixel centres of nside 8, which smooths structure of a pixel's size.",
      'Degraded from nside 8 to 4: mean of the pixels that have a value.',
      'Reordered from RING to NESTED.',
    ])
    const history = await historyOf(out)
    expect(history).toMatch(/^Observed\. Converted by Cirrus \S+ from /)
    for (const step of facts.steps) expect(history).toContain(step)
    const { header, values } = await read()
    expect(header.coordsys).toBe('C')
    expect(header.cards.text('TELESCOP')).toBe('PLANCK')
    expect(header.cards.text('CREATOR')).toMatch(/^Cirrus /)
    // Of a map without Q and U.
    expect(header.cards.text('POLCCONV')).toBeUndefined()
    expect(header.cards.text('OBJECT')).toBe('FULLSKY')
    const map = { nside: 8, ordering: 'RING', frame: 'G', values: scattered(8) } as const
    const valueAt = regrid(map, { nside: 4, ordering: 'NESTED', frame: 'C' })
    expect([...values]).toEqual(Array.from({ length: 192 }, (_, pixel) => valueAt(pixel)))
  })

  it('of partial sky stays partial, with the pixels that have a value in one of its columns', async () => {
    const pixels = Uint32Array.of(0, 1, 2, 500)
    const path = await written({
      ordering: 'NESTED',
      pixels,
      columns: [
        { name: 'A', unit: '', type: 'float32', values: Float32Array.of(1, 3, NaN, NaN) },
        { name: 'B', unit: '', type: 'float32', values: Float32Array.of(NaN, NaN, NaN, 7) },
      ],
    })
    const { facts, read } = await converted(path, { nside: 4 })
    expect(facts.indexing).toBe('explicit')
    const [a, b] = [await read('A'), await read('B')]
    expect(a.header).toMatchObject({ indexing: 'explicit', nside: 4 })
    expect(a.statistics).toMatchObject({ count: 2, missing: 1, max: 2 })
    expect([a.values[0], b.values[125]]).toEqual([2, 7])
    const nothing = await written({ pixels, columns: [{ ...column('A'), values: new Float32Array(4).fill(NaN) }] })
    await expect(converted(nothing, { nside: 4 })).rejects.toThrow('no pixel of the new map would have a value')
  })

  it('has the columns of all tables on one grid, and says which are left out', async () => {
    const table = async (changes: Partial<WrittenMap>) => readFileSync(await written(changes)).subarray(2880)
    const file = newFile()
    const primary = readFileSync(await written()).subarray(0, 2880)
    const tables = [await table({}), await table({ ordering: 'NESTED' }), await table({ nside: 4 })]
    writeFileSync(file, Buffer.concat([primary, ...tables]))
    const { facts, read } = await converted(file, { ordering: 'NESTED' })
    expect(facts.columns.map(({ name }) => name)).toEqual(['I', 'I (HDU 2)'])
    expect(facts.leftOut).toEqual([
      'Column I (HDU 3): its nside is 4 and its frame G; convert it by itself with --column.',
    ])
    expect([...(await read('2')).values]).toEqual([...scattered(8)])
    expect((await converted(file, { column: 'I (HDU 3)' })).facts.nside).toBe(4)
  })

  it('reports progress, and leaves no file when it is stopped', async () => {
    const path = await written({ columns: [column('I'), column('J')] })
    const seen: [number, string][] = []
    await converted(path, { nside: 16, onProgress: (...told) => seen.push(told) })
    expect(seen.at(-1)).toEqual([1, 'J'])
    expect(seen.map(([fraction]) => fraction)).toEqual([...seen.map(([fraction]) => fraction)].sort((a, b) => a - b))
    const stop = new AbortController()
    const out = newFile()
    const stopped = convertMap({ path, out, nside: 16, signal: stop.signal, onProgress: () => stop.abort() })
    await expect(stopped).rejects.toMatchObject({ name: 'AbortError' })
    expect(existsSync(out)).toBe(false)
  })
})

describe('a conversion is refused', () => {
  it('over a file that exists, the map itself too', async () => {
    const path = await written()
    await expect(convertMap({ path, out: path })).rejects.toMatchObject({ code: 'conflict' })
    const out = newFile()
    writeFileSync(out, 'mine')
    await expect(convertMap({ path, out })).rejects.toThrow(
      `${out} would be overwritten; choose another file, or replace it with --overwrite.`,
    )
    expect((await convertMap({ path, out, overwrite: true })).out).toBe(out)
  })

  it('to another frame for a covariance, or a Q without its U, alone; among others they are left out', async () => {
    const path = await written({ columns: [column('I_STOKES'), column('Q_STOKES'), column('QU_COV')] })
    for (const [name, reason] of [
      ['Q_STOKES', 'there is no U that it could be turned with'],
      ['QU_COV', 'covariances and noise of Q and U are not turned to other axes'],
    ]) {
      const alone = converted(path, { coordsys: 'C', column: name })
      await expect(alone).rejects.toMatchObject({ code: 'refused', field: 'column' })
      await expect(alone).rejects.toThrow(`HDU 1, column ${name}: ${reason}`)
    }
    const { facts } = await converted(path, { coordsys: 'C' })
    expect(facts.columns.map(({ name }) => name)).toEqual(['I_STOKES'])
    expect(facts.leftOut).toEqual([
      'Column Q_STOKES: there is no U that it could be turned with.',
      'Column QU_COV: covariances and noise of Q and U are not turned to other axes.',
    ])
    expect((await converted(path, { coordsys: 'G', nside: 4 })).facts.columns).toHaveLength(3)
  })

  it('to another frame for a map of unknown frame, unless it is given', async () => {
    const path = await written({ coordsys: null })
    await expect(converted(path, { coordsys: 'C' })).rejects.toMatchObject({ code: 'refused', field: 'inputCoordsys' })
    expect((await converted(path, { ordering: 'NESTED' })).facts.coordsys).toBeNull()
    const { out, facts } = await converted(path, { coordsys: 'C', inputCoordsys: 'E' })
    expect(facts.steps[0]).toMatch(/^Rotated from ecliptic to equatorial/)
    expect(await historyOf(out)).toContain('Frame of the original as given: E.')
    expect((await converted(path, { inputCoordsys: 'E' })).facts).toMatchObject({ coordsys: 'E', steps: [] })
  })

  it('to an nside that is not a power of two, or from one', async () => {
    const path = await written()
    await expect(converted(path, { nside: 6 })).rejects.toThrow(`${path}, HDU 1: nside 6 is not a power of two`)
    const odd = await written({ nside: 3 })
    await expect(converted(odd, { ordering: 'NESTED' })).rejects.toMatchObject({ code: 'refused', field: 'nside' })
    expect((await converted(odd, { coordsys: 'E' })).facts.nside).toBe(3)
  })
})

it.runIf(hasSharedData)('WMAP’s I, Q and U have the values of healpy, the mask left out', async () => {
  const path = sharedData('healpix/wmap_band_iqumap_r9_7yr_W_v4_udgraded32_masked.fits')
  const { read } = await converted(path, { nside: 4, ordering: 'NESTED' })
  for (const [stokes, column] of Object.entries(reference.wmap)) {
    const { values } = await read(`${stokes}_STOKES`)
    values.forEach((value, pixel) => {
      const healpys = column[pixel]
      if (healpys === null) expect(value).toBeNaN()
      else expect(Math.abs(value - healpys)).toBeLessThan(1e-6 * Math.abs(healpys))
    })
  }
})
