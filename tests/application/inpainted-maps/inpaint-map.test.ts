import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { hostname } from 'node:os'
import { describe, expect, it } from 'vitest'
import { inpaintMap } from '../../../src-main/application/inpainted-maps/inpaint-map.ts'
import { mapFillFiles } from '../../../src-main/application/inpainted-maps/map-fill-folder.ts'
import type { MapFillRequest } from '../../../src-main/application/inpainted-maps/map-fill-request.ts'
import { readMapColumn } from '../../../src-main/sky/fits/map-column.ts'
import { estimatorSchema } from '../../../src-preload/contract/estimators.ts'
import { nest2ring } from '../../../src-shared/sky/healpix/nest2ring.ts'
import { madeFields } from '../datasets/made-fields.ts'
import { madeEngine } from '../made-engine.ts'
import { madeRun } from '../made-run.ts'
import { madeHoles, outlined } from './made-holes.ts'

const made = madeHoles()
const run = madeRun()
const dataset = await madeFields()
const wiener = { kind: 'wiener', covariance: 'patches', samples: 5, seed: 3 } as const
const discs = [
  { lon: 80, lat: 30, radius: 1.2 },
  { lon: 81.5, lat: 30.4, radius: 0.6 },
  { lon: 250, lat: -60, radius: 1 },
  { lon: 0.1, lat: 5, radius: 1.5 },
  { lon: 30, lat: 89.6, radius: 1 },
  { lon: 250, lat: -56.4, radius: 0.4 },
]
const sources = made.sources('sources.csv', discs)
const order = async (map: string, folder: string, changes: Partial<MapFillRequest> = {}) => ({
  ...(await outlined({ map, dataset, holes: { kind: 'sources', path: sources, radius: null }, ...changes })),
  folder: made.at(folder),
})

/** Pixels where two maps differ, and the largest difference. */
async function compare(a: string, b: string) {
  const [first, second] = [await readMapColumn(a), await readMapColumn(b)]
  const pixels = [...first.values.keys()].filter((i) => !Object.is(first.values[i], second.values[i]))
  const most = Math.max(...pixels.map((i) => Math.abs(first.values[i] - second.values[i])))
  return { pixels, most, header: second.header }
}

describe.each([
  ['RING', 'G'],
  ['NESTED', 'C'],
] as const)('a map in %s order and frame %s', (ordering, coordsys) => {
  it('is filled in its holes, and is bit for bit the same elsewhere', async () => {
    const map = await made.map(`${ordering}.fits`, { ordering, coordsys })
    const asked = await order(map, ordering)
    const record = await inpaintMap(madeEngine(), asked)
    expect(record).toMatchObject({ limited: 0, files: ['filled.fits'] })
    expect(asked.outline.holes.map(({ sources }) => sources)).toEqual([[0, 1], [2], [3], [4], [5]])
    const { pixels, most, header } = await compare(map, mapFillFiles(asked.folder).filled)
    const holes = asked.outline.holes.flatMap((hole) => [...hole.pixels])
    const ring = ordering === 'RING' ? pixels : pixels.map((pixel) => nest2ring(64, pixel))
    expect(ring.every((pixel) => holes.includes(pixel))).toBe(true)
    expect(ring.length).toBe(record.pixels)
    expect(ring.length).toBe(new Set(holes).size)
    // Diffusion of waves some twenty degrees long, over three degrees.
    expect(most).toBeGreaterThan(1e-3)
    expect(most).toBeLessThan(0.5)
    expect(header).toMatchObject({
      nside: 64,
      ordering,
      coordsys,
      columns: [{ name: 'I', unit: 'MJy/sr', type: 'float32' }],
    })
    expect(header.cards.text('INPEST')).toBe('diffusion')
    expect(header.cards.number('INPHOLES')).toBe(5)
  })
})

describe('with an estimator that draws', () => {
  it('there are standard deviations in the holes alone, and realisations that differ there alone', async () => {
    const map = await made.map('drawn.fits')
    const asked = await order(map, 'drawn', { estimator: wiener, realisations: 2 })
    const record = await inpaintMap(madeEngine(), asked)
    expect(record.files).toEqual(['filled.fits', 'deviation.fits', 'realisation-1.fits', 'realisation-2.fits'])
    const files = mapFillFiles(asked.folder)
    const holes = [...new Set(asked.outline.holes.flatMap((hole) => [...hole.pixels]))].sort((a, b) => a - b)
    const deviation = await readMapColumn(files.deviation, undefined, { sparse: true })
    expect([...deviation.list!.pixels]).toEqual(holes)
    expect(deviation.values.every((value) => value > 0)).toBe(true)
    for (const path of [files.filled, files.realisation(1), files.realisation(2)])
      expect((await compare(map, path)).pixels).toEqual(holes)
    expect((await compare(files.realisation(1), files.realisation(2))).pixels).toEqual(holes)
    expect((await readMapColumn(files.realisation(2))).header.cards.number('INPREAL')).toBe(2)
    expect(new Set(record.work.holes.map(({ seed }) => seed)).size).toBe(5)
  })

  it('the same again gives the same files to the last bit', async () => {
    const map = made.at('drawn.fits')
    const asked = await order(map, 'again', { estimator: wiener, realisations: 2 })
    await inpaintMap(madeEngine(), asked)
    for (const name of ['filled.fits', 'deviation.fits', 'realisation-2.fits'])
      expect(readFileSync(made.at('again', name))).toEqual(readFileSync(made.at('drawn', name)))
  })
})

it('uses the model of a run, hole by hole', async () => {
  const map = await made.map('model.fits')
  const engine = madeEngine({ offset: 0.25, epoch: 9 })
  const estimator = estimatorSchema.parse({ kind: 'map' })
  const asked = await order(map, 'model', { run: run.run, dataset: run.dataset, estimator })
  const record = await inpaintMap(engine, asked)
  expect(record).toMatchObject({ epoch: 9, work: { run: run.run } })
  expect(engine.calls.map(({ name }) => name)).toEqual(Array(5).fill('inpainting.run'))
  const seeds = engine.calls.map(({ params }) => params.seed)
  expect(seeds).toEqual(record.work.holes.map(({ seed }) => seed))
  expect(existsSync(mapFillFiles(asked.folder).working)).toBe(false)
})

describe('a job that was stopped', () => {
  it('goes on where it was, and ends with the files of one that was not', async () => {
    const map = made.at('drawn.fits')
    const stop = new AbortController()
    const asked = await order(map, 'stopped', { estimator: wiener, realisations: 2 })
    const { hole, holes, journal, record } = mapFillFiles(asked.folder)
    const stopped = inpaintMap(madeEngine(), {
      ...asked,
      signal: stop.signal,
      onProgress(_, note) {
        if (note.startsWith('hole 3') && existsSync(hole(1))) stop.abort(new Error('enough'))
      },
    })
    await expect(stopped).rejects.toThrow('enough')
    expect(readdirSync(holes).sort()).toEqual(['0001.npy', '0002.npy'])
    expect([existsSync(journal), existsSync(record)]).toEqual([true, false])
    const notes = new Set<string>()
    await inpaintMap(madeEngine(), { ...asked, onProgress: (_, note) => notes.add(note) })
    expect([...notes].filter((note) => note.startsWith('hole'))).toEqual(['hole 3 of 5', 'hole 4 of 5', 'hole 5 of 5'])
    for (const name of ['filled.fits', 'deviation.fits', 'realisation-1.fits'])
      expect(readFileSync(made.at('stopped', name))).toEqual(readFileSync(made.at('drawn', name)))
  })

  it('may have been killed, but must not be at work', async () => {
    const asked = await order(made.at('drawn.fits'), 'locked')
    const { lock, working } = mapFillFiles(asked.folder)
    const stop = new AbortController()
    stop.abort(new Error('enough'))
    await expect(inpaintMap(madeEngine(), { ...asked, signal: stop.signal })).rejects.toThrow('enough')
    expect(readdirSync(asked.folder)).toEqual(['journal.json'])
    // The process that started this one is alive; no process has the number 0.
    writeFileSync(lock, `${hostname()} ${process.ppid}\n`)
    await expect(inpaintMap(madeEngine(), asked)).rejects.toThrow(
      `Process ${process.ppid} on ${hostname()} fills holes`,
    )
    writeFileSync(lock, `${hostname()} 0\n`)
    mkdirSync(working)
    await inpaintMap(madeEngine(), asked)
    expect(readdirSync(asked.folder).sort()).toEqual(['filled.fits', 'holes', 'inpaint-map.json'])
  })

  it('that is complete, or of other work, is refused', async () => {
    const map = made.at('drawn.fits')
    const again = await order(map, 'stopped', { estimator: wiener, realisations: 2 })
    await expect(inpaintMap(madeEngine(), again)).rejects.toThrow('already holds this filled map')
    const other = await order(map, 'stopped', { estimator: { ...wiener, seed: 4 }, realisations: 2 })
    await expect(inpaintMap(madeEngine(), other)).rejects.toThrow('holds other work')
    await rm(mapFillFiles(again.folder).record)
    await expect(inpaintMap(madeEngine(), other)).rejects.toThrow('is not empty')
  })
})
