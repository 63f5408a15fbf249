import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { datasetFiles, readDataset, readPatches } from '../../../src-main/application/datasets/dataset-folder.ts'
import { importStack } from '../../../src-main/application/datasets/import-stack.ts'
import { planImport } from '../../../src-main/application/datasets/plan-import.ts'
import { openPatches } from '../../../src-main/engine/training/patch-source.ts'
import { readNpy, writeNpy } from '../../../src-main/files/npy.ts'
import { patchFormOf, standardOf, type StackImport } from '../../../src-preload/contract/datasets.ts'
import { count, madeStacks, orderOf, size } from './made-stack.ts'

const { at, stack } = madeStacks()
const pixels = size ** 2
const fresh = await stack('fresh.npy')

const written = async (name: string, deviations: Float64Array, shape: number[]) => {
  await writeNpy(at(name), deviations, shape)
  return at(name)
}
/** A deviation for each value of each patch of the stack. */
const each = (change: (at: number) => number = (at) => 0.5 + (at % 89)) =>
  Float64Array.from({ length: count * pixels }, (_, at) => change(at))

describe('the noise of a stack', () => {
  it('is kept beside the patches in their own unit: of ln x over x, and over the standard deviation of each', async () => {
    // Patch 3 can't be used.
    const path = await stack('holes.npy', (patch, row) => row === 3 && (patch[0] = NaN))
    const noise = await written('noise.npy', each(), [count, size, size])
    const folder = at('log')
    const record = await importStack({ stack: orderOf(path, { noise }), folder })
    expect(record.stack).toMatchObject({ noise, leftOut: [3] })
    expect(patchFormOf(record).likelihoodNoise).toBe('maps')
    const { data, shape, type } = await readNpy(datasetFiles(folder).noise)
    expect([type, ...shape]).toEqual(['float32', 39, size, size])
    const { patches } = await readDataset(folder)
    const [kept, row] = [7, 8]
    const values = await readPatches(folder, kept, 1)
    for (const i of [0, 100, 255]) {
      const x = Math.exp(values[i] * patches[kept].std + patches[kept].mean)
      const expected = each()[row * pixels + i] / x / patches[kept].std
      expect(Number(data[kept * pixels + i]) / expected).toBeCloseTo(1, 5)
    }
    const source = await openPatches(folder, { likelihoodNoise: 'maps' })
    source.noise!.read(38, new Float32Array(pixels), 0)
    source.close()
  })

  it('has one map for all patches, or one number for each channel', async () => {
    const channels = 3
    const values = Float64Array.from({ length: count * pixels * channels }, (_, i) => 5 + Math.sin(0.7 * i))
    const path = await written('iqu.npy', values, [count, size, size, channels])
    const map = await written('map.npy', each().subarray(0, pixels * channels), [size, size, channels])
    const numbers = await written('numbers.npy', Float64Array.of(0.1, 0.2, 0.4), [channels])
    for (const [name, deviation] of [
      [map, (i: number) => each()[i]],
      [numbers, (i: number) => [0.1, 0.2, 0.4][i % channels]],
    ] as const) {
      const folder = `${name}-dataset`
      const order = orderOf(path, { channels: 'IQU', scale: 'linear', noise: name })
      await importStack({ stack: order, folder })
      const { data, shape } = await readNpy(datasetFiles(folder).noise)
      expect(shape).toEqual([count, size, size, channels])
      const { patches } = await readDataset(folder)
      for (const [patch, i] of [
        [0, 0],
        [17, 400],
        [39, 767],
      ]) {
        const { std } = standardOf(patches[patch], i % channels)
        expect((Number(data[patch * pixels * channels + i]) * std) / deviation(i)).toBeCloseTo(1, 5)
      }
    }
  })

  it('is not needed where a mask leaves pixels out', async () => {
    const masks = at('masks.npy')
    await writeNpy(
      masks,
      new Uint8Array(count * pixels).map((_, i) => (i % size < 12 ? 1 : 0)),
      [count, size, size],
    )
    const noise = await written(
      'partly.npy',
      each((i) => (i % size < 12 ? 0.3 : NaN)),
      [count, size, size],
    )
    const folder = at('masked')
    await importStack({ stack: orderOf(fresh, { masks, noise, scale: 'linear' }), folder })
    const { data } = await readNpy(datasetFiles(folder).noise)
    const { patches } = await readDataset(folder)
    expect([data[12], data[15]]).toEqual([1, 1])
    expect(Number(data[3]) * patches[0].std).toBeCloseTo(0.3, 5)
  })

  it('belongs to the fingerprint: other noise is other training data', async () => {
    const prints = new Set<string>()
    for (const [k, sigma] of [null, 0.1, 0.2].entries()) {
      const noise = sigma === null ? undefined : await written(`sigma${k}.npy`, Float64Array.of(sigma), [1])
      const record = await importStack({ stack: orderOf(fresh, { noise }), folder: at(`print${k}`) })
      prints.add(record.fingerprint)
      expect(existsSync(datasetFiles(at(`print${k}`)).noise)).toBe(sigma !== null)
    }
    expect(prints.size).toBe(3)
  })
})

describe('noise is refused', () => {
  it('in another shape, or as integers, before anything is read', async () => {
    const plan = (noise: string) => planImport(orderOf(fresh, { noise }))
    const shape = await written('short.npy', new Float64Array(count * pixels - pixels), [count - 1, size, size])
    await expect(plan(shape)).rejects.toMatchObject({ code: 'refused', field: 'noise' })
    await expect(plan(shape)).rejects.toThrow(
      'short.npy, shape [39, 16, 16]: standard deviations of the noise of this stack have one of the shapes [1], [16, 16], [40, 16, 16]',
    )
    await writeNpy(at('whole.npy'), new Int32Array(1).fill(2), [1])
    await expect(plan(at('whole.npy'))).rejects.toThrow(
      'whole.npy, type i4: standard deviations are floating-point numbers',
    )
    await expect(plan(at('absent.npy'))).rejects.toMatchObject({ field: 'noise' })
  })

  it.each([0, -1, NaN, Infinity])('of %f, with the file and the place; no dataset is left', async (odd) => {
    const refusal = (noise: string, changes: Partial<StackImport> = {}) =>
      importStack({ stack: orderOf(fresh, { noise, ...changes }), folder: at('refused') })
    const why = `a standard deviation is above 0 and finite, not ${odd}; mask pixels of which nothing is known`
    const place = 5 * pixels + 3 * size + 9
    const of = await written(
      'odd.npy',
      each((i) => (i === place ? odd : 1)),
      [count, size, size],
    )
    await expect(refusal(of)).rejects.toMatchObject({ code: 'refused', field: 'noise' })
    await expect(refusal(of)).rejects.toThrow(`${of}, patch 5, row 3, column 9: ${why}`)
    const map = await written('odd-map.npy', each((i) => (i === 40 ? odd : 1)).subarray(0, pixels), [size, size])
    await expect(refusal(map)).rejects.toThrow(`${map}, row 2, column 8: ${why}`)
    const number = await written('odd-number.npy', Float64Array.of(odd), [1])
    await expect(refusal(number)).rejects.toThrow(`${number}: ${why}`)
    expect(existsSync(at('refused'))).toBe(false)
  })
})
