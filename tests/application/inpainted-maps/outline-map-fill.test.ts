import { describe, expect, it } from 'vitest'
import { cutDataset } from '../../../src-main/application/datasets/cut-dataset.ts'
import { inpaintMap } from '../../../src-main/application/inpainted-maps/inpaint-map.ts'
import type { MapFillRequest } from '../../../src-main/application/inpainted-maps/map-fill-request.ts'
import { writeHealpixMap } from '../../../src-main/sky/fits/write-map.ts'
import { datasetRecipeSchema } from '../../../src-preload/contract/datasets.ts'
import { npixOf } from '../../../src-shared/sky/healpix/map.ts'
import { pix2angRing } from '../../../src-shared/sky/healpix/pix2ang.ts'
import { madeFields } from '../datasets/made-fields.ts'
import { madeEngine } from '../made-engine.ts'
import { waves, writeMadeMap } from '../made-map.ts'
import { madeRun } from '../made-run.ts'
import { madeHoles, outlined } from './made-holes.ts'

const made = madeHoles()
const run = madeRun()
const dataset = await madeFields()
const map = await made.map('map.fits')
const discs = [
  { lon: 80, lat: 30, radius: 1.2 },
  { lon: 250, lat: -60, radius: 1 },
]
const holes = { kind: 'sources', path: made.sources('sources.csv', discs), radius: null } as const
const asked = (changes: Partial<MapFillRequest>) => outlined({ map, dataset, holes, ...changes })
const refusal = async (changes: Partial<MapFillRequest>) => {
  const error = await asked(changes).then(
    () => null,
    (thrown: Error & { field?: string }) => thrown,
  )
  return `${error?.field}: ${error?.message}`
}
const from = (path: string) => ({ holes: { kind: 'sources', path, radius: null } as const })

describe('the holes of a map', () => {
  it('are those of a mask of another nside, ordering and frame too', async () => {
    const values = Float32Array.from({ length: npixOf(128) }, (_, pixel) => {
      const [lon, lat] = pix2angRing(128, pixel)
      return Math.hypot((lon - 80) * Math.cos((lat * Math.PI) / 180), lat - 30) < 1.2 ? 0 : 1
    })
    const path = made.at('mask.fits')
    const column = { name: 'MASK', unit: '', type: 'float32', values } as const
    await writeHealpixMap(path, {
      nside: 128,
      ordering: 'RING',
      coordsys: 'G',
      columns: [column],
      cards: [],
      history: [],
    })
    const { outline } = await asked({ holes: { kind: 'map', path, column: null, threshold: 0.5 } })
    const [hole, ...others] = outline.holes
    expect(others).toEqual([])
    expect(hole.centre.lon).toBeCloseTo(80, 0)
    expect(hole.centre.lat).toBeCloseTo(30, 0)
    const [disc] = (await asked({})).outline.holes
    expect(hole.pixels.length / disc.pixels.length).toBeGreaterThan(0.6)
    expect(hole.pixels.length / disc.pixels.length).toBeLessThan(1.7)
  })

  it('may be so wide that half of a patch is left on their sides, and no wider', async () => {
    const wide = made.sources('wide.csv', [{ lon: 10, lat: 0, radius: 2.1 }])
    expect(await refusal(from(wide))).toBe(
      `holes: ${wide}, source 1 at l 10.00 b 0.00: it is 4.20 deg across; a hole may be 4 deg across, half of a patch of this dataset. Make it smaller, or choose wider patches.`,
    )
    const chain = made.sources(
      'chain.csv',
      [0, 1, 2, 3].map((k) => ({ lon: 10 + 1.5 * k, lat: 0, radius: 0.6 })),
    )
    expect(await refusal(from(chain))).toContain('sources 1, 2, 3, 4 at l 12.25 b 0.00, which overlap and are one hole')
  })

  it('lie in a partial map, at least in part', async () => {
    const pixels = Uint32Array.from({ length: npixOf(64) / 3 }, (_, pixel) => pixel)
    const partial = await made.map('partial.fits', { pixels })
    expect(await refusal({ map: partial })).toContain(
      `source 2 at l 250.00 b -60.00: ${partial} has no pixel there; leave it out.`,
    )
    const [inside] = (await asked({ map: partial, ...from(made.sources('in.csv', discs.slice(0, 1))) })).outline.holes
    expect(inside.pixels.length).toBeGreaterThan(3)
    // At the edge of the map, half of the hole and of the patch is missing.
    const edge = {
      ...(await asked({ map: partial, ...from(made.sources('edge.csv', [{ lon: 0, lat: 19.3, radius: 1.5 }])) })),
      folder: made.at('edge'),
    }
    const [whole] = (await asked(from(made.at('edge.csv')))).outline.holes
    expect(edge.outline.holes[0].pixels.length).toBeLessThan(whole.pixels.length)
    await expect(inpaintMap(madeEngine(), edge)).rejects.toThrow(
      /source 1 at l 0.00 b 19.30: only \d\d % of the patch around it is seen, and half is needed; leave it out/,
    )
  })

  it('are refused if there are none', async () => {
    expect(await refusal(from(made.sources('empty.csv', [])))).toMatch(/^holes: .*empty.csv: /)
    expect(await refusal(from(made.at('nowhere.csv')))).toMatch(/^holes: .*nowhere.csv/)
    const ones = {
      kind: 'map',
      path: writeMadeMap(made.at('ones.fits'), () => 1),
      column: null,
      threshold: 0.5,
    } as const
    expect(await refusal({ holes: ones })).toContain('the mask has no hole: every pixel is above 0.5')
  })
})

describe('what fills them', () => {
  it('takes scale, size and unit from the dataset, which is the run’s if none is given', async () => {
    const { outline } = await asked({ dataset: null, run: run.run })
    expect(outline).toMatchObject({ geometry: { size: 16, width: 8 }, dataset: run.dataset, factor: 1 })
    expect(outline).toMatchObject({ set: 'I', scalings: [{ scale: 'log' }], standards: null, run: null })
    expect(await refusal({ dataset: null })).toContain('datasetId: Give a dataset, or a run')
  })

  it('converts a map in another unit, or refuses it', async () => {
    const kilo = writeMadeMap(made.at('kilo.fits'), waves, { unit: 'kJy/sr', nside: 64 })
    expect((await asked({ map: kilo, dataset: run.dataset })).outline.factor).toBeCloseTo(1e-3, 12)
    const metres = writeMadeMap(made.at('metres.fits'), waves, { unit: 'm', nside: 64 })
    expect(await refusal({ map: metres, dataset: run.dataset })).toContain('unit of column I')
  })

  it('needs patches that are pieces of the map', async () => {
    const recipe = datasetRecipeSchema.parse({ size: 16, step: 30, minLatitude: 20, beam: 240 })
    await cutDataset({ path: run.at('map.fits'), recipe, folder: made.at('smooth') })
    expect(await refusal({ dataset: made.at('smooth') })).toMatch(
      /^datasetId: .*its patches are smoothed to 240 arcmin/,
    )
  })

  it('needs a model where its estimator has one', async () => {
    const estimator = { kind: 'flow', checkpoint: 'best', samples: 4, solverSteps: 4, seed: 0 } as const
    expect(await refusal({ estimator })).toContain('estimate.runId: Flow uses a trained model; give a run.')
    expect(await refusal({ estimator, run: run.run })).toContain('it was not trained to fill holes')
  })
})
