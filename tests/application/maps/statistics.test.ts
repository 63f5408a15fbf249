import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { columnDistribution } from '../../../src-main/application/maps/column-distribution.ts'
import { describeMap } from '../../../src-main/application/maps/describe-map.ts'
import { columnHistogram } from '../../../src-main/application/maps/column-histogram.ts'
import reference from '../../reference/map-statistics.json' with { type: 'json' }
import { quantileOf } from '../../../src-shared/statistics/distribution.ts'
import { signal } from '../../shared/statistics/signal.ts'
import { writeMadeMap } from '../made-map.ts'
import { openSky } from '../sky-context.ts'

const { home, context, events, call } = openSky()
const total = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0)
const open = (name: string, ...rest: Parameters<typeof writeMadeMap> extends [string, ...infer R] ? R : never) =>
  call('maps.open', { path: writeMadeMap(join(home, name), ...rest) })

describe('the histogram of a column', () => {
  const values = Float32Array.from(signal(3072), (value) => (value < -0.45 ? NaN : Math.exp(8 * value)))

  it.each(reference.histograms)('on a $scale scale with $bins bins has NumPy’s counts', async (wanted) => {
    const [from, to] = wanted.between ?? []
    const scale = wanted.scale as 'linear' | 'log'
    const { edges, counts, below, above, missing } = await columnHistogram(values, {
      bins: wanted.bins,
      scale,
      from,
      to,
    })
    expect(counts).toEqual(wanted.counts)
    expect([edges[0], edges.at(-1)]).toEqual(wanted.between ?? reference.extremes)
    expect(total(counts) + below + above + missing).toBe(3072)
    expect(missing).toBe(values.filter(Number.isNaN).length)
  })

  it('counts zero and negative values below a logarithmic scale', async () => {
    const found = await columnHistogram([-2, 0, NaN, 1, 10], { bins: 2, scale: 'log' })
    expect(found).toMatchObject({ counts: [1, 1], below: 2, above: 0, missing: 1 })
    const none = await columnHistogram([-2, 0, NaN], { bins: 2, scale: 'log' })
    expect(none).toEqual({ scale: 'log', edges: [], counts: [], below: 2, above: 0, missing: 1 })
  })

  it('of a constant, of whole numbers and of nothing has sensible bins', async () => {
    expect((await columnHistogram([2.5, 2.5], { bins: 2, scale: 'linear' })).counts).toEqual([0, 2])
    const bits = await columnHistogram(Float32Array.of(0, 1, 1, NaN), { bins: 256, scale: 'linear' })
    expect(bits).toMatchObject({ edges: [-0.5, 0.5, 1.5], counts: [1, 2], missing: 1 })
    expect(await columnHistogram([NaN], { bins: 9, scale: 'linear' })).toMatchObject({ edges: [], missing: 1 })
    // Between given ends, whole numbers have no bins of their own.
    const half = await columnHistogram([0, 1, 2, 3], { bins: 2, scale: 'linear', from: 0.5 })
    expect(half).toMatchObject({ edges: [0.5, 1.75, 3], counts: [1, 2], below: 1 })
  })

  it('stops when it is cancelled, in the middle of a map', async () => {
    const abort = new AbortController()
    const counting = columnHistogram(new Float32Array(3 << 20), { bins: 4, scale: 'linear' }, abort.signal)
    abort.abort(new Error('no longer wanted'))
    await expect(counting).rejects.toThrow('no longer wanted')
  })
})

describe('statistics of a map in the catalog', () => {
  const folder = (id: string) => join(context.layout.cache, 'statistics', id)
  const question = { column: 0, bins: 16, scale: 'linear' as const }

  it('are kept on disk until the file changes, and removed with the map', async () => {
    const map = await open('kept.fits', (_, lat) => (lat > 0 ? 4 : NaN), { nside: 8 })
    const first = await call('maps.histogram', { id: map.id, ...question })
    // Of 768 pixels, half lie above the equator, without the 32 on it; 4 is a whole number.
    expect(first).toMatchObject({ edges: [3.5, 4.5], counts: [368], missing: 400 })
    const [version] = readdirSync(folder(map.id))
    const kept = join(folder(map.id), version, 'histogram%20I%20linear%2016.json')
    writeFileSync(kept, JSON.stringify({ ...first, missing: 1 }))
    expect(await call('maps.histogram', { id: map.id, ...question })).toMatchObject({ missing: 1 })
    // What is damaged is measured again.
    writeFileSync(kept, '{"edges":')
    expect(await call('maps.histogram', { id: map.id, ...question })).toEqual(first)
    utimesSync(map.path, new Date(), new Date('2030-01-01'))
    await call('maps.histogram', { id: map.id, ...question })
    expect(readdirSync(folder(map.id))).toHaveLength(2)
    await call('maps.remove', { id: map.id })
    expect(existsSync(folder(map.id))).toBe(false)
  })

  it('between given ends are not kept: they may be one of many', async () => {
    const { id } = await open('between.fits', (_, lat) => lat, { nside: 4 })
    const found = await call('maps.histogram', { id, ...question, from: 0, to: 45 })
    expect(found).toMatchObject({ above: expect.any(Number), edges: expect.arrayContaining([0, 45]) })
    expect(total(found.counts) + found.below + found.above).toBe(192)
    expect(existsSync(folder(id))).toBe(false)
  })
})

describe('the page of a map', () => {
  it('has missing pixels by latitude, in the frame that the user gave', async () => {
    const path = writeMadeMap(join(home, 'north.fits'), (_, lat) => (lat > 0 ? 1 : NaN), { nside: 8 })
    const { id } = await call('maps.open', { path })
    const galactic = await call('maps.latitudes', { id, column: 0, bins: 4 })
    // The equator's 32 pixels are in the bin above it, and missing.
    expect(galactic.missing).toEqual([...galactic.pixels.slice(0, 2), 32, 0])
    expect(galactic.edges[2]).toBeCloseTo(0, 12)
    await call('maps.open', { path, coordsys: 'C' })
    const equatorial = await call('maps.latitudes', { id, column: 0, bins: 4 })
    expect(total(equatorial.missing)).toBe(total(galactic.missing))
    expect(equatorial.missing[3]).toBeGreaterThan(0)
  })

  it('has the cards of every header in the file’s words', async () => {
    const cards = [
      { keyword: 'REFERENC', value: 'A&A 641, A4' },
      { keyword: 'POLAR', value: true },
    ]
    const { id } = await open('cards.fits', () => 1, { nside: 4, cards })
    const headers = await call('maps.cards', { id })
    expect(headers.map(({ index, kind }) => [index, kind])).toEqual([
      [0, 'image'],
      [1, 'table'],
    ])
    const value = (keyword: string) => headers[1].cards.find((card) => card.keyword === keyword)?.value
    expect(['NSIDE', 'ORDERING', 'REFERENC', 'POLAR', 'BITPIX'].map(value)).toEqual([
      ...['4', 'RING', 'A&A 641, A4', 'T', '8'],
    ])
    expect(headers[0].cards[0]).toMatchObject({ keyword: 'SIMPLE', value: 'T' })
  })

  it('is printed by map info with cards and histograms on request', async () => {
    const path = writeMadeMap(join(home, 'printed.fits'), (_, lat) => Math.sign(lat), { nside: 1 })
    const { headers, histograms, ...plain } = await describeMap(path, { cards: true, histogram: 8 })
    expect(headers?.map(({ cards }) => cards.length > 3)).toEqual([true, true])
    expect(histograms).toEqual([
      {
        ...{ name: 'I', scale: 'linear', edges: [-1.5, -0.5, 0.5, 1.5], counts: [4, 4, 4] },
        ...{ below: 0, above: 0, missing: 0 },
      },
    ])
    expect(await describeMap(path)).toEqual(plain)
  })

  it('has the checksums of the file', async () => {
    const map = await open('sums.fits', () => 1, { nside: 1 })
    const bytes = readFileSync(map.path)
    const sum = (algorithm: string) => createHash(algorithm).update(bytes).digest('hex')
    expect(await call('maps.checksums', { id: map.id })).toEqual({ sha256: sum('sha256'), md5: sum('md5') })
  })

  it('has a note, which stays when the map is opened again', async () => {
    const map = await open('noted.fits', () => 1, { nside: 1 })
    expect(map.note).toBe('')
    expect(await call('maps.note', { id: map.id, note: 'zero level: −0.3' })).toMatchObject({
      note: 'zero level: −0.3',
    })
    expect(await call('maps.open', { path: map.path })).toMatchObject({ note: 'zero level: −0.3' })
    expect(events.at(-1)).toMatchObject({ name: 'maps.changed', payload: { record: { note: 'zero level: −0.3' } } })
    await expect(call('maps.note', { id: 'none', note: '' })).rejects.toMatchObject({ code: 'not-found' })
  })
})

describe('the distribution of a column', () => {
  it('counts each pixel once, in bins fine enough for percentiles', async () => {
    const values = Float32Array.from({ length: 10_001 }, (_, i) => Math.exp(i / 1000))
    const { edges, counts, missing, cuts } = await columnDistribution(values)
    expect([edges.length - 1, counts.length, total(counts), missing]).toEqual([2048, 2048, 10_001, 0])
    expect([edges[0], edges.at(-1)]).toEqual([values[0], values.at(-1)])
    expect(edges.every((edge, i) => i === 0 || edge > edges[i - 1])).toBe(true)
    // Quantiles of exp(x) for x evenly in 0 to 10.
    const quantile = quantileOf({ edges, counts })
    for (const share of [0.005, 0.5, 0.995]) expect(Math.log(quantile(share))).toBeCloseTo(10 * share, 1)
    expect(cuts[0]).toBeCloseTo(Math.exp(0.1), 2)
  })

  it('of a constant or empty column has the range that the sky view shows', async () => {
    const constant = await columnDistribution(Float32Array.of(3, 3, NaN))
    expect([constant.edges[0], constant.edges.at(-1), constant.counts[0], constant.missing]).toEqual([3, 4, 2, 1])
    const empty = await columnDistribution(Float32Array.of(NaN))
    expect([empty.edges[0], empty.edges.at(-1), total(empty.counts), empty.missing]).toEqual([0, 1, 0, 1])
  })

  it('is kept on disk', async () => {
    const map = await open('distributed.fits', (lon, lat) => lat + lon / 360)
    const first = await call('maps.distribution', { id: map.id, column: 0 })
    expect(total(first.counts)).toBe(3072)
    const folder = join(context.layout.cache, 'statistics', map.id)
    expect(readdirSync(join(folder, readdirSync(folder)[0]))).toContain(`distribution%20${map.columns[0].name}.json`)
    expect(await call('maps.distribution', { id: map.id, column: 0 })).toEqual(first)
  })
})
