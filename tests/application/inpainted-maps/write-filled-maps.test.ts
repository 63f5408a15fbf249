import { mkdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { workOf } from '../../../src-main/application/inpainted-maps/begin-map-fill.ts'
import { mapFillFiles, type MapFillJournal } from '../../../src-main/application/inpainted-maps/map-fill-folder.ts'
import { writeFilledMaps } from '../../../src-main/application/inpainted-maps/write-filled-maps.ts'
import { readMapColumn } from '../../../src-main/sky/fits/map-column.ts'
import { estimatorSchema } from '../../../src-preload/contract/estimators.ts'
import { ring2nest } from '../../../src-shared/sky/healpix/ring2nest.ts'
import { madeFields } from '../datasets/made-fields.ts'
import { madeHoles, nside, outlined } from './made-holes.ts'

const made = madeHoles()
const dataset = await madeFields()
const discs = [
  { lon: 80, lat: 30, radius: 1.2 },
  { lon: 250, lat: -60, radius: 1 },
]
const path = made.sources('sources.csv', discs)
const estimator = estimatorSchema.parse({ kind: 'wiener', samples: 2, seed: 3 })

/** What is written of values that tell their pixels: the number in RING order as mean, and 1000 times that as deviation. */
async function written(ordering: 'RING' | 'NESTED', deviations = (pixel: number) => 1000 * pixel) {
  const map = await made.map(`${ordering}.fits`, { ordering })
  const { request, outline } = await outlined({
    map,
    dataset,
    estimator,
    holes: { kind: 'sources', path, radius: null },
  })
  const pixels = Uint32Array.from(outline.holes.flatMap((hole) => [...hole.pixels])).sort()
  const work = { ...workOf(request, outline), run: '/runs/r' }
  const journal: MapFillJournal = {
    ...{ format: 'cirrus-inpaint-map-1', cirrus: '0.1.0', createdAt: '2026-11-30T00:00:00.000Z', work, epoch: 7 },
  }
  const folder = made.at(`${ordering}-${deviations(1)}`)
  mkdirSync(folder)
  const means = Float64Array.from(pixels)
  const blended = {
    means,
    deviations: Float64Array.from(pixels, deviations),
    realisations: [means.map((x) => x + 0.5)],
  }
  return { pixels, map, folder, ...(await writeFilledMaps(folder, outline, journal, [blended])) }
}

describe.each(['RING', 'NESTED'] as const)('filled maps in %s order', (ordering) => {
  const own = (pixel: number) => (ordering === 'RING' ? pixel : ring2nest(nside, pixel))

  it('have each value at its pixel, and standard deviations at those of holes alone', async () => {
    const { pixels, map, folder, files, limited } = await written(ordering)
    expect(files).toEqual(['filled.fits', 'deviation.fits', 'realisation-1.fits'])
    expect(limited).toBe(0)
    const paths = mapFillFiles(folder)
    const [before, filled, drawn] = await Promise.all(
      [map, paths.filled, paths.realisation(1)].map((file) => readMapColumn(file)),
    )
    const inHoles = new Map([...pixels].map((pixel) => [own(pixel), pixel]))
    before.values.forEach((value, at) => {
      const pixel = inHoles.get(at)
      expect(filled.values[at]).toBe(pixel ?? value)
      expect(drawn.values[at]).toBe(pixel === undefined ? value : pixel + 0.5)
    })
    const { list, values, header } = await readMapColumn(paths.deviation, undefined, { sparse: true })
    expect(header).toMatchObject({ nside, ordering, coordsys: 'G', columns: [{ name: 'DEVIATION', unit: 'MJy/sr' }] })
    expect([...list!.pixels]).toEqual([...inHoles.keys()].sort((a, b) => a - b))
    list!.pixels.forEach((at, i) => expect(values[i]).toBe(Math.fround(1000 * inHoles.get(at)!)))
  })
})

it('say what was done', async () => {
  const { folder } = await written('RING', (pixel) => 2 * pixel)
  const { header } = await readMapColumn(mapFillFiles(folder).realisation(1))
  const text = (keyword: string) => header.cards.text(keyword)
  const number = (keyword: string) => header.cards.number(keyword)
  expect([text('INPEST'), text('INPRUN')]).toEqual(['wiener', '/runs/r'])
  expect(['INPHOLES', 'INPSEED', 'INPEPOCH', 'INPREAL'].map(number)).toEqual([2, 3, 7, 1])
})

it('have no standard deviations where none is known', async () => {
  const { files } = await written('RING', () => NaN)
  expect(files).toEqual(['filled.fits', 'realisation-1.fits'])
})
