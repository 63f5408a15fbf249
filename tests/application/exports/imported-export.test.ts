import { beforeAll, describe, expect, it } from 'vitest'
import { importStack } from '../../../src-main/application/datasets/import-stack.ts'
import { exportInpainting } from '../../../src-main/application/exports/export-inpainting.ts'
import { inpaintFolder } from '../../../src-main/application/inpaintings/inpaint-folder.ts'
import { readInpaintingRecord } from '../../../src-main/application/inpaintings/read-inpainting.ts'
import { trainRun } from '../../../src-main/application/runs/train-run.ts'
import { readFitsImage } from '../../../src-main/sky/fits/image.ts'
import { estimatorSchema } from '../../../src-preload/contract/estimators.ts'
import { problemSchema } from '../../../src-preload/contract/inpaintings.ts'
import { madeStacks, orderOf } from '../datasets/made-stack.ts'
import { madeEngine } from '../made-engine.ts'
import { smallTraining } from '../small-application.ts'

const { at, stack, positions } = madeStacks()
const signal = new AbortController().signal
const problem = problemSchema.parse({ patch: 5, mask: { kind: 'corner' } })
const estimators = [estimatorSchema.parse({ kind: 'map' })]

/** The cards of an inpainting of an imported patch, as exported. */
async function exported(name: string, places: string | null) {
  const path = await stack(`${name}.npy`, (patch, row) => row === 1 && patch.fill(NaN))
  await importStack({ stack: orderOf(path, { unit: 'K', positions: places }), folder: at(name) })
  await trainRun(madeEngine(), { dataset: at(name), folder: at(`${name}-run`), config: smallTraining, signal })
  const folder = at(`${name}-hole`)
  await inpaintFolder(madeEngine(), { run: at(`${name}-run`), dataset: null, problem, estimators, folder })
  const record = await readInpaintingRecord(folder)
  await exportInpainting({ folder, formats: ['fits', 'npy', 'png'], out: at(`${name}-out`) })
  const { cards, unit } = await readFitsImage(at(`${name}-out`, `${name}-hole-map-map.fits`), 'FILLED')
  const history = cards.filter(({ keyword }) => keyword === 'HISTORY').map(({ value, comment }) => value ?? comment)
  return {
    path,
    record,
    unit,
    history: history.join(''),
    card: (key: string) => cards.find(({ keyword }) => keyword === key)?.value,
  }
}

describe('an inpainting of a patch without a position', () => {
  let made: Awaited<ReturnType<typeof exported>>
  beforeAll(async () => {
    made = await exported('nowhere', null)
  })

  it('is exported with linear axes, and nothing that a reader takes for sky coordinates', () => {
    const { card } = made
    expect([card('CTYPE1'), card('CTYPE2'), card('RADESYS'), card('LONPOLE')]).toEqual([
      ...['XOFFSET', 'YOFFSET', undefined, undefined],
    ])
    expect([card('CRPIX1'), card('CRVAL1'), card('CRVAL2')]).toEqual([8.5, 0, 0])
    // 8 degrees across 16 pixels.
    expect(card('CDELT1')).toBeCloseTo(8 / 15, 12)
  })

  it('names the stack, its row there, and that the position is not known', () => {
    const { record, history, path, unit } = made
    expect(record).toMatchObject({ map: null, lon: null, lat: null, stack: { path, unit: 'K' }, stackRow: 6 })
    expect(unit).toBe('K')
    expect(history).toContain('patch 6 (from 0) of')
    expect(history).toContain('Its position on the sky is not known')
    expect(history).not.toContain('Cut from')
  })
})

it('an inpainting of an imported patch with a position has its sky coordinates', async () => {
  const { card, history } = await exported('placed', await positions('places.csv'))
  // Row 6 of the stack: the seventh of the first eight.
  expect([card('CTYPE1'), card('CRVAL1'), card('CRVAL2')]).toEqual(['GLON-TAN', 160, -40])
  expect(history).toContain('Centre l 160 b -40 according to')
})
