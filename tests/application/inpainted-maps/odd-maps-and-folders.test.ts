import { writeFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { inpaintMap } from '../../../src-main/application/inpainted-maps/inpaint-map.ts'
import { mapFillFiles } from '../../../src-main/application/inpainted-maps/map-fill-folder.ts'
import type { MapFillRequest } from '../../../src-main/application/inpainted-maps/map-fill-request.ts'
import { readMapColumn } from '../../../src-main/sky/fits/map-column.ts'
import { estimatorSchema } from '../../../src-preload/contract/estimators.ts'
import { npixOf } from '../../../src-shared/sky/healpix/map.ts'
import { madeEngine } from '../made-engine.ts'
import { waves, writeMadeMap } from '../made-map.ts'
import { madeRun } from '../made-run.ts'
import { madeHoles, nside, outlined } from './made-holes.ts'

const made = madeHoles()
const run = madeRun()
const discs = [
  { lon: 80, lat: 30, radius: 1.2 },
  { lon: 250, lat: -60, radius: 1 },
  { lon: 120, lat: -5, radius: 1.5 },
]
const holes = { kind: 'sources', path: made.sources('sources.csv', discs), radius: null } as const
const order = async (map: string, folder: string, changes: Partial<MapFillRequest> = {}) => ({
  ...(await outlined({ map, dataset: run.dataset, holes, ...changes })),
  folder: made.at(folder),
})
const model = { estimator: estimatorSchema.parse({ kind: 'map' }), run: run.run }
/** Within a degree of the first source, and of a place that is in no hole. */
const isNear = (lon: number, lat: number, at: { lon: number; lat: number }) =>
  Math.hypot((lon - at.lon) * Math.cos((lat * Math.PI) / 180), lat - at.lat) < 1

it('missing pixels in a hole get values, and others stay missing', async () => {
  const gap = { lon: 200, lat: 10 }
  const values = (lon: number, lat: number) =>
    isNear(lon, lat, discs[0]) || isNear(lon, lat, gap) ? NaN : waves(lon, lat)
  const asked = await order(writeMadeMap(made.at('gaps.fits'), values, { nside }), 'gaps')
  await inpaintMap(madeEngine(), asked)
  const before = await readMapColumn(made.at('gaps.fits'))
  const after = await readMapColumn(mapFillFiles(asked.folder).filled)
  const [first] = asked.outline.holes
  expect([...first.pixels].some((pixel) => Number.isNaN(before.values[pixel]))).toBe(true)
  expect([...first.pixels].every((pixel) => after.values[pixel] > 0)).toBe(true)
  const missing = before.statistics.missing - [...first.pixels].filter((p) => Number.isNaN(before.values[p])).length
  expect([after.statistics.missing, missing > 0]).toEqual([missing, true])
})

it('values that a column of integers can’t hold are limited, and counted', async () => {
  const asked = await order(writeMadeMap(made.at('integers.fits'), waves, { nside }), 'integers', model)
  const record = await inpaintMap(madeEngine({ offset: 40 }), asked)
  expect(record.limited).toBe(record.pixels)
  const { values } = await readMapColumn(mapFillFiles(asked.folder).filled)
  // The made map has steps of 0.001 in 16 bits.
  for (const pixel of asked.outline.holes[0].pixels) expect(values[pixel]).toBeCloseTo(32.767, 3)
  expect(values).toHaveLength(npixOf(nside))
})

it('holes are all filled by one epoch of a model', async () => {
  const map = writeMadeMap(made.at('epochs.fits'), waves, { nside })
  const asked = await order(map, 'epochs', model)
  const stop = new AbortController()
  const onProgress = (_: number, note: string) => note.startsWith('hole 2') && stop.abort(new Error('enough'))
  const engine = madeEngine({ epoch: 3, during: async () => stop.signal.throwIfAborted() })
  await expect(inpaintMap(engine, { ...asked, signal: stop.signal, onProgress })).rejects.toThrow('enough')
  await expect(inpaintMap(madeEngine({ epoch: 4 }), asked)).rejects.toThrow(
    `holds holes filled by epoch 3 of ${run.run}, which is at 4 now. Choose another folder.`,
  )
  expect(await inpaintMap(madeEngine({ epoch: 3 }), asked)).toMatchObject({ epoch: 3 })
})

it('a damaged journal is named', async () => {
  const asked = await order(writeMadeMap(made.at('journal.fits'), waves, { nside }), 'journal')
  const stop = new AbortController()
  stop.abort(new Error('enough'))
  await expect(inpaintMap(madeEngine(), { ...asked, signal: stop.signal })).rejects.toThrow('enough')
  const { journal } = mapFillFiles(asked.folder)
  writeFileSync(journal, '{')
  await expect(inpaintMap(madeEngine(), asked)).rejects.toThrow(/journal.json: it is not JSON .*choose another folder/)
  writeFileSync(journal, '{"format":"cirrus-inpaint-map-1"}')
  await expect(inpaintMap(madeEngine(), asked)).rejects.toThrow(`${journal}, cirrus: `)
})

it('another map in the place of the first is other work', async () => {
  const path = writeMadeMap(made.at('changed.fits'), waves, { nside })
  const stop = new AbortController()
  stop.abort(new Error('enough'))
  const asked = await order(path, 'changed')
  await expect(inpaintMap(madeEngine(), { ...asked, signal: stop.signal })).rejects.toThrow('enough')
  writeMadeMap(path, (lon, lat) => waves(lon, lat) + 1, { nside })
  await expect(inpaintMap(madeEngine(), await order(path, 'changed'))).rejects.toThrow('holds other work')
})
