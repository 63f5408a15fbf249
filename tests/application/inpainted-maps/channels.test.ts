import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { inpaintMap } from '../../../src-main/application/inpainted-maps/inpaint-map.ts'
import { mapFillFiles } from '../../../src-main/application/inpainted-maps/map-fill-folder.ts'
import type { MapFillRequest } from '../../../src-main/application/inpainted-maps/map-fill-request.ts'
import { trainRun } from '../../../src-main/application/runs/train-run.ts'
import { readMapColumn } from '../../../src-main/sky/fits/map-column.ts'
import { estimatorSchema } from '../../../src-preload/contract/estimators.ts'
import { nest2ring } from '../../../src-shared/sky/healpix/nest2ring.ts'
import { pix2ang } from '../../../src-shared/sky/healpix/pix2ang.ts'
import { madeEngine } from '../made-engine.ts'
import { smallTraining } from '../small-application.ts'
import { madeHoles, outlined } from './made-holes.ts'
import { cutStokes, nside, stokes, writeStokes } from './made-stokes.ts'

const made = madeHoles()
const dataset = await cutStokes(made.at())
/** The same without I. */
const polarised = await cutStokes(made.at(), 'QU')
const wiener = { kind: 'wiener', covariance: 'patches', samples: 3, seed: 3 } as const
const all = { kind: 'all' } as const
/** Two at the poles of both frames, and one far from them. */
const discs = [
  { lon: 30, lat: 89, radius: 1.6 },
  { lon: 122.93, lat: 27.13, radius: 1.6 },
  { lon: 250, lat: -60, radius: 1.4 },
]
const holes = { kind: 'sources', path: made.sources('sources.csv', discs), radius: null } as const
const order = async (map: string, folder: string, changes: Partial<MapFillRequest> = {}) => ({
  ...(await outlined({ map, dataset, holes, estimator: { kind: 'biharmonic' }, ...changes })),
  folder: made.at(folder),
})
const valuesOf = async (path: string, column: string) => (await readMapColumn(path, column)).values
/** Pixels where two columns differ in any bit. */
async function changed(before: string, after: string, column: string): Promise<number[]> {
  const [a, b] = [await valuesOf(before, column), await valuesOf(after, column)]
  return [...a.keys()].filter((i) => !Object.is(a[i], b[i]))
}

describe.each([
  ['RING', 'G', 'COSMO'],
  ['NESTED', 'C', 'IAU'],
] as const)('I, Q and U of a map in %s order, frame %s and convention %s', (ordering, coordsys, polcconv) => {
  it('come back to the axes of its pixels, and all else is bit for bit the same', async () => {
    const map = await writeStokes(made.at(`${coordsys}.fits`), { ordering, coordsys, polcconv })
    const asked = await order(map, coordsys)
    const record = await inpaintMap(madeEngine(), asked)
    expect(record).toMatchObject({ limited: 0, files: ['filled.fits'] })
    expect(record.work).toMatchObject({ set: 'IQU', map: { column: 'I_STOKES, Q_STOKES, U_STOKES' } })
    const { filled } = mapFillFiles(asked.folder)
    const inHoles = new Set(asked.outline.holes.flatMap(({ pixels }) => [...pixels]))
    for (const channel of ['I', 'Q', 'U'] as const) {
      const column = `${channel}_STOKES`
      const pixels = await changed(map, filled, column)
      const ring = pixels.map((pixel) => (ordering === 'RING' ? pixel : nest2ring(nside, pixel)))
      expect(ring.every((pixel) => inHoles.has(pixel))).toBe(true)
      expect(ring.length).toBeGreaterThan(0.9 * inHoles.size)
      const values = await valuesOf(filled, column)
      const sign = channel === 'U' && polcconv === 'IAU' ? -1 : 1
      // Q and U reach 2; a surface over three degrees of such waves errs by some thousandths.
      for (const pixel of pixels)
        expect(Math.abs(values[pixel] - sign * stokes[channel](...pix2ang(nside, ordering, pixel)))).toBeLessThan(0.01)
    }
    expect(await changed(map, filled, 'HITS')).toEqual([])
    const { header } = await readMapColumn(filled)
    expect(header).toMatchObject({ nside, ordering, coordsys, polcconv })
    expect(header.columns.map(({ name, unit }) => `${name} ${unit}`)).toEqual(
      ['I_STOKES', 'Q_STOKES', 'HITS', 'U_STOKES'].map((name) => `${name} K_CMB`),
    )
  })
})

describe('channels of which some are seen everywhere', () => {
  it('are left as they are, and tell of the others', async () => {
    const map = await writeStokes(made.at('predict.fits'))
    const channels = { I: { holes: all, sigma: 0.02 } }
    const asked = await order(map, 'predict', { estimator: wiener, realisations: 2, channels })
    const record = await inpaintMap(madeEngine(), asked)
    expect(record.files).toEqual(['filled.fits', 'deviation.fits', 'realisation-1.fits', 'realisation-2.fits'])
    const files = mapFillFiles(asked.folder)
    const inHoles = [...new Set(asked.outline.holes.flatMap(({ pixels }) => [...pixels]))].sort((a, b) => a - b)
    for (const path of [files.filled, files.realisation(1), files.realisation(2)]) {
      expect(await changed(map, path, 'I_STOKES')).toEqual([])
      expect(await changed(map, path, 'Q_STOKES')).toEqual(inHoles)
      expect(await changed(map, path, 'U_STOKES')).toEqual(inHoles)
    }
    expect(readdirSync(files.holes).sort()).toEqual(
      [1, 2, 3].flatMap((number) => [`000${number}-Q.npy`, `000${number}-U.npy`]),
    )
    const [i, q] = await Promise.all(
      ['I_STD', 'Q_STD'].map((column) => readMapColumn(files.deviation, column, { sparse: true })),
    )
    expect([...q.list!.pixels]).toEqual(inHoles)
    expect(q.values.every((value) => value > 0)).toBe(true)
    expect(i.values.every(Number.isNaN)).toBe(true)
    expect(q.header.columns.map(({ name, unit }) => `${name} ${unit}`)).toEqual(
      ['I_STD', 'Q_STD', 'U_STD'].map((name) => `${name} K_CMB`),
    )
    const { cards } = (await readMapColumn(files.filled)).header
    expect(['INPSIGMA', 'INPSIG_I'].map((card) => cards.number(card))).toEqual([0.05, 0.02])
  })

  it('have holes of their own, of which each is a patch', async () => {
    const map = made.at('predict.fits')
    const own = { kind: 'sources', path: made.sources('own.csv', discs.slice(2)), radius: null } as const
    const asked = await order(map, 'own', { channels: { I: { holes: own } } })
    expect(asked.outline.holes).toHaveLength(3)
    await inpaintMap(madeEngine(), asked)
    const { filled } = mapFillFiles(asked.folder)
    const pixels = await changed(map, filled, 'I_STOKES')
    expect(pixels.length).toBeGreaterThan(5)
    expect(pixels.every((pixel) => pix2ang(nside, 'RING', pixel)[1] < 0)).toBe(true)
    expect((await changed(map, filled, 'Q_STOKES')).length).toBeGreaterThan(2 * pixels.length)
  })

  it('are refused if Q and U differ, nothing is left to fill, or patches have no such channel', async () => {
    const map = made.at('predict.fits')
    const refusal = (channels: MapFillRequest['channels']) =>
      order(map, 'none', { channels }).then(
        () => null,
        ({ field, message }: { field: string; message: string }) => `${field}: ${message}`,
      )
    expect(await refusal({ Q: { holes: all } })).toMatch(/^channels: Q and U have the same holes/)
    expect(await refusal({ I: { holes: all }, Q: { holes: all }, U: { holes: all } })).toMatch(
      /nothing is left to fill/,
    )
    const asked = order(map, 'none', { dataset: polarised, channels: { I: { sigma: 0.1 } } })
    await expect(asked).rejects.toThrow('Patches of this dataset have Q, U, and no I.')
  })
})

it('a model of as many channels estimates them, and one of others is refused', async () => {
  const signal = new AbortController().signal
  const trained = async (name: string, channels: number, on: string) => {
    await trainRun(madeEngine(), { dataset: on, folder: made.at(name), config: { ...smallTraining, channels }, signal })
    return made.at(name)
  }
  const estimator = estimatorSchema.parse({ kind: 'laplace', samples: 2, width: 'noise' })
  const engine = madeEngine({ epoch: 9 })
  const run = await trained('run', 3, dataset)
  const map = await writeStokes(made.at('model.fits'))
  const asked = await order(map, 'model', { run, estimator, realisations: 2 })
  const record = await inpaintMap(engine, asked)
  expect(record).toMatchObject({ epoch: 9, work: { run, set: 'IQU' } })
  expect(record.files).toEqual(['filled.fits', 'deviation.fits', 'realisation-1.fits', 'realisation-2.fits'])
  expect(engine.calls.map(({ name }) => name)).toEqual(Array(3).fill('inpainting.laplace'))
  const other = await trained('other', 2, polarised)
  await expect(order(map, 'none', { run: other, estimator })).rejects.toThrow(
    'its model was trained on patches of 2 channels, and this one has 3 channels',
  )
})

it('a map without these columns is refused, and says what it has', async () => {
  await expect(order(await made.map('intensity.fits'), 'none')).rejects.toThrow(
    'the channels IQU need columns of Stokes Q and U of one map; its columns are I',
  )
})

it('a job that was stopped goes on, and ends with the files of one that was not', async () => {
  const map = made.at('predict.fits')
  const stop = new AbortController()
  const changes = { estimator: wiener, realisations: 2, channels: { I: { holes: all, sigma: 0.02 } } } as const
  const asked = await order(map, 'stopped', changes)
  const { hole } = mapFillFiles(asked.folder)
  const stopped = inpaintMap(madeEngine(), {
    ...asked,
    signal: stop.signal,
    onProgress(_, note) {
      if (note.startsWith('hole 2') && existsSync(hole(0, 'U'))) stop.abort(new Error('enough'))
    },
  })
  await expect(stopped).rejects.toThrow('enough')
  await inpaintMap(madeEngine(), asked)
  for (const name of ['filled.fits', 'deviation.fits', 'realisation-2.fits'])
    expect(readFileSync(made.at('stopped', name))).toEqual(readFileSync(made.at('predict', name)))
})
