import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { datasetFiles, readDataset } from '../../../src-main/application/datasets/dataset-folder.ts'
import { trainRun } from '../../../src-main/application/runs/train-run.ts'
import { drawSamples, type SamplesOrder } from '../../../src-main/application/samples/draw-samples.ts'
import { planSamples } from '../../../src-main/application/samples/plan-samples.ts'
import { readCsv, writeCsv } from '../../../src-main/files/csv.ts'
import { readNpy } from '../../../src-main/files/npy.ts'
import { readFitsImage } from '../../../src-main/sky/fits/image.ts'
import type { TrainingConfig } from '../../../src-shared/model/configuration.ts'
import { madeEngine } from '../made-engine.ts'
import { madeRun } from '../made-run.ts'
import { smallTraining } from '../small-application.ts'

const made = madeRun()
const conditioned = made.at('conditioned')
beforeAll(async () => {
  const config: TrainingConfig = { ...smallTraining, architecture: 'flow', conditions: ['mean', 'latitude'] }
  const signal = new AbortController().signal
  await trainRun(madeEngine(), { dataset: made.dataset, folder: conditioned, config, signal })
})

/** Draws in a new folder; `table` has the columns of samples.csv, by name. */
async function draw(changes: Partial<SamplesOrder> = {}) {
  const [engine, folder] = [madeEngine(), made.newFolder()]
  const usual = { run: made.run, folder, seed: 4, checkpoint: 'best', unit: 'map', formats: ['npy'] } as const
  const order = { ...usual, count: 6, given: {}, places: null, ...changes }
  const { files } = await drawSamples(engine, order, await planSamples(order))
  const { columns, rows } = await readCsv(join(folder, 'samples.csv'))
  const table = Object.fromEntries(columns.map((name, c) => [name, rows.map((row) => row[c] as number)]))
  return { folder, table, names: files.map(({ name }) => name), given: engine.calls[0].params.latents }
}
const floats = async (...path: string[]) => (await readNpy(join(...path))).data as Float32Array

describe('samples in the unit of the map', () => {
  it('have mean and standard deviation of training patches, jointly, the same however many are drawn', async () => {
    const [six, three] = [await draw(), await draw({ count: 3 })]
    const { patches } = await readDataset(made.dataset)
    expect(six.names).toEqual(['samples.npy', 'samples-map.npy', 'samples.csv'])
    six.table.patch.forEach((index, i) => {
      expect(patches[index]).toMatchObject({ split: 'train', mean: six.table.mean[i], std: six.table.std[i] })
    })
    expect(new Set(six.table.patch).size).toBeGreaterThan(3)
    expect(three.table.patch).toEqual(six.table.patch.slice(0, 3))
    const [standard, map] = [await floats(six.folder, 'samples.npy'), await floats(six.folder, 'samples-map.npy')]
    for (const at of [0, 700, 6 * 256 - 1]) {
      const i = Math.floor(at / 256)
      expect(map[at]).toBeCloseTo(Math.exp(six.table.std[i] * standard[at] + six.table.mean[i]), 4)
    }
  })

  it('have those that are given', async () => {
    const { table, given } = await draw({ given: { mean: 2, std: 0.5 } })
    expect([table.mean, table.std]).toEqual([Array(6).fill(2), Array(6).fill(0.5)])
    // The run is conditioned on neither.
    expect(given).toEqual({ kind: 'samples', count: 6, seed: 4 })
  })

  it('are not written unless they are asked for', async () => {
    const { names, table } = await draw({ unit: 'standard' })
    expect(names).toEqual(['samples.npy', 'samples.csv'])
    expect(Object.keys(table)).toEqual(['index'])
  })
})

describe('samples of a run with conditions', () => {
  it('have the conditions, mean and standard deviation of the same training patch', async () => {
    const { table, given } = await draw({ run: conditioned })
    const { patches } = await readDataset(made.dataset)
    table.patch.forEach((index, i) => {
      expect(patches[index]).toMatchObject({ mean: table.mean[i], std: table.std[i] })
      expect(table.latitude[i]).toBeCloseTo(Math.abs(patches[index].lat!), 4)
    })
    expect(given).not.toHaveProperty('given')
  })

  it('take latitudes from their places, numbers of the table of these, and the rest from patches nearby', async () => {
    const path = join(made.root, 'positions.csv')
    writeFileSync(path, 'lon,lat,rotation,std\n10,-40,0,0.25\n370,60,30,0.5\n')
    const { table, given } = await draw({ run: conditioned, places: { kind: 'file', path }, count: 3 })
    expect(given).toMatchObject({ given: { latitude: [40, 60, 40] } })
    expect(table).toMatchObject({
      lon: [10, 10, 10],
      lat: [-40, 60, -40],
      rotation: [0, 30, 0],
      std: [0.25, 0.5, 0.25],
    })
    const { patches } = await readDataset(made.dataset)
    table.patch.forEach((index, i) => {
      expect(Math.abs(Math.abs(patches[index].lat!) - table.latitude[i])).toBeLessThan(8)
      expect(table.mean[i]).toBeCloseTo(patches[index].mean, 5)
    })
  })

  it('need no dataset if all conditions are given', async () => {
    const { table, given } = await draw({
      run: conditioned,
      unit: 'standard',
      given: { mean: 2, latitude: 30 },
      count: 2,
    })
    expect(given).toMatchObject({ given: { mean: 2, latitude: 30 } })
    expect(table).toEqual({ index: [0, 1], mean: [2, 2], latitude: [30, 30] })
  })
})

describe('samples as FITS', () => {
  it('have the WCS of their place, their number, seed and what undoes their standardisation', async () => {
    const at = [
      { lon: 120, lat: -30 },
      { lon: 5, lat: 70 },
    ]
    const { folder, table, names } = await draw({ formats: ['fits'], places: { kind: 'at', at }, count: undefined })
    expect(names.slice(-2)).toEqual(['sample-00000.fits', 'sample-00001.fits'])
    const image = await readFitsImage(join(folder, 'sample-00001.fits'), 'SAMPLE')
    const card = (keyword: string) => image.cards.find((one) => one.keyword === keyword)?.value
    const cards = ['CRVAL1', 'CRVAL2', 'SAMPLE', 'SEED', 'EPOCHS', 'PATMEAN', 'PATSTD'].map(card)
    expect(cards).toEqual([5, 70, 1, 4, 3, table.mean[1], table.std[1]])
    expect(image.unit).toBe('MJy/sr')
    const map = await floats(folder, 'samples-map.npy')
    expect([...image.values]).toEqual([...map.subarray(256)])
    const history = image.cards.map(({ comment }) => comment).join(' ')
    expect(history).toContain('No observation: sample 1 (from 0) of seed 4')
    const standard = await readFitsImage(join(folder, 'sample-00001.fits'), 'STANDARD')
    expect([...standard.values]).toEqual([...(await floats(folder, 'samples.npy')).subarray(256)])
  })

  it('lie where the patches of a split lie, or nowhere', async () => {
    const { table } = await draw({ formats: ['fits'], places: { kind: 'split', split: 'test' }, count: undefined })
    const test = (await readDataset(made.dataset)).patches.filter(({ split }) => split === 'test')
    expect(table.lat).toEqual(test.map(({ lat }) => lat))
    const { folder } = await draw({ formats: ['fits'], unit: 'standard', count: 1 })
    const { cards } = await readFitsImage(join(folder, 'sample-00000.fits'), 'STANDARD')
    expect(cards.some(({ keyword }) => keyword === 'RADESYS')).toBe(false)
  })
})

describe('samples are refused before any is drawn', () => {
  it.each([
    [
      { given: { std: 1 }, unit: 'standard' },
      'not conditioned on std, on nothing. Other samples have one in the unit of the map alone.',
    ],
    [{ given: { dust: 1 } }, 'not conditioned on dust, on nothing.'],
    [{ given: { std: 0 } }, 'The standard deviation given to sample 0 is not above 0.'],
    [{ count: undefined }, 'How many samples?'],
    [{ places: { kind: 'split', split: 'unused' } }, 'no unused patch has a position'],
    [{ places: { kind: 'file', path: 'no.csv' } }, 'no.csv'],
  ] as [Partial<SamplesOrder>, string][])('%j', async (changes, sentence) => {
    const folder = made.newFolder()
    await expect(draw({ ...changes, folder })).rejects.toThrow(sentence)
    expect(existsSync(folder)).toBe(false)
  })

  it('where a file would be overwritten, or the dataset is another one', async () => {
    const { folder } = await draw()
    await expect(draw({ folder })).rejects.toMatchObject({ code: 'conflict' })
    const { table } = datasetFiles(made.dataset)
    const { columns, rows } = await readCsv(table)
    await writeCsv(table, { columns: columns.map((name) => (name === 'lat' ? 'b' : name)), rows })
    await expect(draw({ run: conditioned })).rejects.toThrow(/lat/)
    await writeCsv(table, { columns, rows })
  })

  it('and leave no record if a file can’t be written', async () => {
    const folder = made.newFolder()
    const stop = new AbortController()
    const onProgress = (fraction: number) => void (fraction > 0.9 && stop.abort(new Error('enough')))
    const order = { folder, formats: ['fits'], signal: stop.signal, onProgress } as const
    await expect(draw(order)).rejects.toThrow('enough')
    expect(existsSync(join(folder, 'samples.json'))).toBe(false)
    expect(existsSync(join(folder, 'sample-00000.fits'))).toBe(false)
  })
})
