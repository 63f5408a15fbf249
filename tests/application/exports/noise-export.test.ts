import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { cutDataset } from '../../../src-main/application/datasets/cut-dataset.ts'
import { datasetFiles, readDataset } from '../../../src-main/application/datasets/dataset-folder.ts'
import { importStack } from '../../../src-main/application/datasets/import-stack.ts'
import { exportPatches } from '../../../src-main/application/exports/patches/export-patches.ts'
import { readNpy, writeNpy } from '../../../src-main/files/npy.ts'
import { readFitsImage } from '../../../src-main/sky/fits/image.ts'
import { datasetRecipeSchema, standardOf, type StackImport } from '../../../src-preload/contract/datasets.ts'
import { count, madeStacks, orderOf, size } from '../datasets/made-stack.ts'
import { waves, writeMadeMap } from '../made-map.ts'

const { at } = madeStacks()
const channels = 3
const values = size ** 2 * channels
/** The mask of every third patch leaves its last columns out. */
const isGood = (pixel: number) => Math.floor(pixel / size ** 2) % 3 !== 0 || pixel % size < 13
const written = async (name: string, data: Float64Array | Float32Array | Uint8Array, shape: number[]) => {
  await writeNpy(at(name), data, shape)
  return at(name)
}
const shape = [count, size, size]
const deviations = Float64Array.from({ length: count * values }, (_, i) => 0.2 + (i % 71) / 50)
const stack = await written(
  'iqu.npy',
  Float64Array.from(deviations, (_, i) => (i % channels === 0 ? 4 : 0.5) + Math.sin(0.7 * i + i / values)),
  [...shape, channels],
)
const masks = await written(
  'good.npy',
  Uint8Array.from({ length: count * size ** 2 }, (_, i) => Number(isGood(i))),
  shape,
)
const noise = await written('deviations.npy', deviations, [...shape, channels])
const dataset = at('dataset')
const facts = { channels: 'IQU', scale: 'log', unit: 'K_CMB' } as const
await importStack({ stack: orderOf(stack, { ...facts, masks, noise }), folder: dataset })

const choice = { patches: [0, 3, 4, 17, 39] }
const exported = async (name: string, changes: object = {}) => {
  const out = at(name)
  return { out, files: await exportPatches({ folder: dataset, choice, formats: ['npy'], out, ...changes }) }
}
const importedFrom = async (out: string, name: string, changes: Partial<StackImport>) => {
  await importStack({ stack: orderOf(join(out, 'patches-map.npy'), { ...facts, ...changes }), folder: at(name) })
  return (await readNpy(datasetFiles(at(name)).noise)).data as Float32Array
}
/** The noise maps of the chosen patches, as the dataset holds them. */
const chosenNoise = async () => {
  const { data } = await readNpy(datasetFiles(dataset).noise)
  return choice.patches.flatMap((patch) => [...(data as Float32Array).subarray(patch * values, (patch + 1) * values)])
}

describe('noise maps of exported patches', () => {
  it('are the deviations of the stack, and those of standardised values, with NaN where a mask leaves pixels out', async () => {
    const { out, files } = await exported('a')
    expect(files.map(({ name }) => name)).toEqual([
      ...['patches.csv', 'patches-map.npy', 'patches-standard.npy', 'masks.npy', 'noise-map.npy', 'noise-standard.npy'],
    ])
    const [map, standard] = await Promise.all(
      ['map', 'standard'].map((name) => readNpy(join(out, `noise-${name}.npy`))),
    )
    expect([map.shape, standard.shape]).toEqual([
      [5, size, size, channels],
      [5, size, size, channels],
    ])
    const stored = await chosenNoise()
    let missing = 0
    choice.patches.forEach((patch, row) => {
      for (let i = 0; i < values; i++) {
        const [of, to] = [patch * values + i, row * values + i]
        if (!isGood(Math.floor(of / channels))) {
          missing++
          expect([map.data[to], standard.data[to]]).toEqual([NaN, NaN])
          continue
        }
        expect(Math.abs(Number(map.data[to]) / deviations[of] - 1)).toBeLessThan(1e-5)
        expect(standard.data[to]).toBe(stored[to])
      }
    })
    expect(missing).toBe(3 * 3 * size * channels)
  })

  it('are imported again with their patches, in the unit of either array', async () => {
    const { out } = await exported('b', { unit: 'uK_CMB' })
    const [again, stored] = [join(out, 'masks.npy'), await chosenNoise()]
    const map = await readNpy(join(out, 'noise-map.npy'))
    expect(Number(map.data[values * 2]) / 1e6 / deviations[4 * values]).toBeCloseTo(1, 5)
    const own = await importedFrom(out, 'b-own', { masks: again, noise: join(out, 'noise-map.npy'), unit: 'uK_CMB' })
    const asTheyAre = await importedFrom(out, 'b-standard', {
      ...{ path: join(out, 'patches-standard.npy'), masks: again, noise: join(out, 'noise-standard.npy') },
      ...{ scale: 'linear', standardisation: 'none' },
    })
    expect([...asTheyAre]).toEqual(stored)
    own.forEach((deviation, i) => expect(Math.abs(deviation / stored[i] - 1)).toBeLessThan(1e-5))
  })

  it('are images of a turned patch’s FITS file, in its unit, with its axes, and the file that they are from', async () => {
    const sigma = writeMadeMap(at('sigma.fits'), () => 0.25)
    const path = writeMadeMap(at('waved.fits'), waves)
    const recipe = { size, step: 20, minLatitude: 40, rotation: 'random', noise: sigma }
    await cutDataset({ path, recipe: datasetRecipeSchema.parse(recipe), folder: at('cut') })
    const [patch] = (await readDataset(at('cut'))).patches
    const files = await exportPatches({
      ...{ folder: at('cut'), choice: { patches: [0] }, unit: 'kJy/sr', formats: ['fits', 'png'], out: at('c') },
    })
    expect(files.map(({ name }) => name)).toEqual(['patches.csv', 'patch-00.fits', 'patch-00.png'])
    const image = (name: string) => readFitsImage(at('c', 'patch-00.fits'), name)
    const [seen, own, ofStandard] = [await image('PATCH'), await image('NOISE'), await image('NOISE_STANDARD')]
    expect([own.unit, ofStandard.unit ?? '']).toEqual(['kJy/sr', ''])
    const { std } = standardOf(patch, 0)
    own.values.forEach((deviation, i) => {
      expect(deviation / 250).toBeCloseTo(1, 5)
      // Of ln x: over x, and over the standard deviation of the patch.
      expect((ofStandard.values[i] * std * seen.values[i]) / 250).toBeCloseTo(1, 4)
    })
    const axes = (cards: typeof seen.cards) =>
      cards
        .filter(({ keyword }) => /^(CRVAL|CTYPE|CDELT|PC)\d/.test(keyword))
        .map(({ keyword, value }) => [keyword, value])
    expect(axes(seen.cards).length).toBeGreaterThan(9)
    expect(axes(own.cards)).toEqual(axes(seen.cards))
    const history = own.cards.filter(({ keyword }) => keyword === 'HISTORY').map(({ comment }) => comment)
    expect(history.join('').replaceAll(/\s+/g, '')).toContain(`tofirstorder,of${sigma}.`)
  })

  it('that do not fit the patches are refused, and nothing is written', async () => {
    const { noise } = datasetFiles(dataset)
    const whole = readFileSync(noise)
    await writeNpy(noise, new Float32Array(values), [1, size, size, channels])
    await expect(exported('d')).rejects.toMatchObject({
      ...{ code: 'refused', message: expect.stringContaining(`${noise}, float32 [1, 16, 16, 3]: expected float32`) },
    })
    await writeNpy(noise, new Float32Array(whole.length / 4), [whole.length / 4])
    await expect(exported('d')).rejects.toMatchObject({ code: 'refused' })
    expect(existsSync(at('d'))).toBe(false)
  })
})
