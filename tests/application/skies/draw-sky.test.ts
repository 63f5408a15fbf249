import { existsSync, readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { cutDataset } from '../../../src-main/application/datasets/cut-dataset.ts'
import { readDataset } from '../../../src-main/application/datasets/dataset-folder.ts'
import { trainRun } from '../../../src-main/application/runs/train-run.ts'
import type { Engine } from '../../../src-main/application/host/engine.ts'
import { drawSky as draw, type SkyOrder } from '../../../src-main/application/skies/draw-sky.ts'
import { outlineSky, type SkyRequest } from '../../../src-main/application/skies/outline-sky.ts'
import { planSky } from '../../../src-main/application/skies/plan-sky.ts'
import { readMapColumn } from '../../../src-main/sky/fits/map-column.ts'
import { readMapInfo } from '../../../src-main/sky/fits/map-info.ts'
import { datasetRecipeSchema } from '../../../src-preload/contract/datasets.ts'
import { reorder } from '../../../src-shared/sky/healpix/reorder.ts'
import { madeEngine } from '../made-engine.ts'
import { madeRun } from '../made-run.ts'
import { smallTraining } from '../small-application.ts'

const made = madeRun()
const flow = { ...smallTraining, architecture: 'flow' as const }
const order = (run: string, name: string, change: Partial<SkyOrder> = {}): SkyOrder => ({
  ...{ run: made.at(run), dataset: null, step: null, checkpoint: 'last', nside: 4, ordering: 'RING' },
  ...{ seed: 5, realisation: 2, solverSteps: 24, given: {}, like: null, out: made.at(name) },
  ...change,
})
const drawSky = async (engine: Engine, asked: SkyOrder) => draw(engine, asked, await outlineSky(asked))
const plan = async (request: SkyRequest) => planSky(await outlineSky(request), request.given)
const train = (dataset: string, run: string, config = flow) =>
  trainRun(madeEngine(), { dataset, folder: made.at(run), config, signal: new AbortController().signal })

beforeAll(async () => {
  await train(made.dataset, 'flow')
  const recipe = datasetRecipeSchema.parse({ size: 16, step: 20, minLatitude: 20, standardisation: 'dataset' })
  await cutDataset({ path: made.at('map.fits'), recipe, folder: made.at('level') })
  await train(made.at('level'), 'level-flow')
})

describe('a sky of a flow whose patches were all standardised alike', () => {
  it('is in the unit of the map, with all that is needed to draw it again', async () => {
    const engine = madeEngine({ epoch: 7 })
    const notes: string[] = []
    const options = { onProgress: (fraction: number, note: string) => void notes.push(`${fraction} ${note}`) }
    const facts = await drawSky(engine, order('level-flow', 'sky.fits', options))
    expect(facts).toMatchObject({ unit: 'MJy/sr', standardisation: 'dataset', epoch: 7, seed: 5, realisation: 2 })
    expect(notes).toEqual(['0.495 drawing the sky', '0.99 writing the map'])
    expect(engine.calls.at(-1)!.params).toMatchObject({ width: 8, nside: 4, seed: 5, realisation: 2 })
    const info = await readMapInfo(made.at('sky.fits'))
    expect(info).toMatchObject({ nside: 4, ordering: 'RING', coordsys: 'G' })
    expect(info).toMatchObject({ columns: [{ name: 'I', unit: 'MJy/sr', missing: 0 }] })
    // The made engine's value of a pixel is its share of all.
    const [{ mean, std }] = (await readDataset(made.at('level'))).patches
    const { values } = await readMapColumn(made.at('sky.fits'))
    values.forEach((value, pixel) => expect(Math.log(value)).toBeCloseTo((pixel / 192) * std + mean, 4))
    const header = readFileSync(made.at('sky.fits'), 'latin1')
    for (const card of [
      'SEED    =                    5',
      'REALISAT=                    2',
      'EPOCHS  =                    7',
    ])
      expect(header).toContain(card)
    expect(header).toContain("STANDARD= 'dataset '")
    expect(header).toContain("O'Made et al. 2026")
  })

  it('may be NESTED', async () => {
    await drawSky(madeEngine(), order('level-flow', 'ring.fits'))
    await drawSky(madeEngine(), order('level-flow', 'nested.fits', { ordering: 'NESTED' }))
    const [ring, nested] = await Promise.all(['ring', 'nested'].map((name) => readMapColumn(made.at(`${name}.fits`))))
    expect(reorder(nested.values, 'NESTED', 'RING')).toEqual(ring.values)
  })
})

it('a sky of patches that were standardised one by one has no unit, and says so', async () => {
  const facts = await drawSky(madeEngine(), order('flow', 'standardised.fits', { step: 1.5 }))
  expect(facts).toMatchObject({ unit: '', standardisation: 'patch', patches: 100 })
  const info = await readMapInfo(made.at('standardised.fits'))
  expect(info).toMatchObject({ columns: [{ name: 'STANDARDISED', min: 0 }] })
})

describe('a sky with the level and contrast of a map', () => {
  it('is in the unit of the map, and says which', async () => {
    const like = { path: made.at('map.fits'), column: null }
    const engine = madeEngine()
    const notes: string[] = []
    const onProgress = (_: number, note: string) => void notes.push(note)
    const facts = await drawSky(engine, order('flow', 'like.fits', { like, onProgress }))
    expect(facts).toMatchObject({ unit: 'MJy/sr', standardisation: 'patch' })
    expect(notes[0]).toBe('measuring the template')
    expect(engine.calls.at(-1)!.params).toMatchObject({ conditions: null, standards: expect.any(String) })
    const info = await readMapInfo(made.at('like.fits'))
    expect(info).toMatchObject({ columns: [{ name: 'I', unit: 'MJy/sr', missing: 0 }] })
    // The made engine's value of a pixel is its share of all, in the level and contrast of the patch at the south pole.
    const { values } = await readMapColumn(made.at('like.fits'))
    const { numbers } = await plan({ run: made.at('flow'), dataset: null, step: null, given: {}, like })
    const [mean, std] = numbers.standards!
    values.forEach((value, pixel) => expect(Math.log(value)).toBeCloseTo((pixel / 192) * std + mean, 4))
    const history = readFileSync(made.at('like.fits'), 'latin1')
    expect(history).toContain('HISTORY Level and contrast of every patch:')
    expect(history).not.toContain('Standardised values')
    expect(history).toContain('HISTORY In publications, please cite Cirrus')
  })

  it('tells a flow what the map says of each patch, and what is given for all', async () => {
    const config = { ...flow, conditions: ['std', 'skewness', 'latitude'] }
    await train(made.dataset, 'textured', config)
    const request = { run: made.at('textured'), dataset: null, step: null, given: { latitude: 33 } }
    const { numbers, cover, history } = await plan({ ...request, like: { path: made.at('map.fits'), column: null } })
    expect(numbers.conditions).toHaveLength(3 * cover.centres.length)
    const [std, , latitude] = numbers.conditions!
    expect([std, latitude]).toEqual([numbers.standards![1], 33])
    expect(history).toContain('Drawn under latitude = 33.')
    await drawSky(madeEngine(), order('textured', 'told.fits', { given: { latitude: 33, std: 1, skewness: 0 } }))
    expect(await readMapInfo(made.at('told.fits'))).toMatchObject({ columns: [{ name: 'STANDARDISED' }] })
  })

  it('takes none if its patches were standardised as a whole', async () => {
    const like = { path: made.at('map.fits'), column: null }
    await expect(drawSky(madeEngine(), order('level-flow', 'none.fits', { like }))).rejects.toThrow(
      'the sky has a level and a contrast by itself, and takes none from a map',
    )
  })
})

it('of a flow with octaves is drawn as of one without', async () => {
  await train(made.dataset, 'octaves', { ...flow, octaves: 1 })
  expect(await drawSky(madeEngine(), order('octaves', 'octaves.fits'))).toMatchObject({ patches: 100 })
})

describe('refused before any work', () => {
  const refusal = async (run: string, change: Partial<SkyOrder> = {}) => {
    const engine = madeEngine()
    const error = await drawSky(engine, order(run, 'none.fits', change)).then(
      () => null,
      (error: Error) => error.message,
    )
    expect(engine.calls).toEqual([])
    expect(existsSync(made.at('none.fits'))).toBe(false)
    return error
  }

  it('a run that is no flow on patches, or none at all', async () => {
    expect(await refusal('run')).toContain('a sky is drawn from a flow on patches')
    await train(made.dataset, 'told', { ...flow, conditions: ['latitude', 'std'] })
    expect(await refusal('told')).toBe(
      'The flow is told the std of each patch: give a value of it for the whole sky; mean, std and texture may also come from a map.',
    )
    expect(await refusal('nothing')).toContain('this folder holds no run')
  })

  it('a dataset that is not the one of the run', async () => {
    expect(await refusal('flow', { dataset: made.at('level') })).toContain('it is not the dataset that')
    expect(await refusal('flow', { dataset: made.at('nowhere') })).toContain('this folder holds no dataset')
  })

  it('a step that leaves gaps', async () => {
    expect(await refusal('flow', { step: 3 })).toContain('give a step up to 1.86')
  })

  it('a file that exists', async () => {
    await drawSky(madeEngine(), order('flow', 'taken.fits'))
    expect(await refusal('flow', { out: made.at('taken.fits') })).toContain('taken.fits would be overwritten')
    await drawSky(madeEngine(), order('flow', 'taken.fits', { overwrite: true }))
  })
})
