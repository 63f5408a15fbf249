import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { datasetFiles, readDataset, readPatches } from '../../../src-main/application/datasets/dataset-folder.ts'
import { importStack } from '../../../src-main/application/datasets/import-stack.ts'
import { rowOfStack } from '../../../src-main/application/datasets/patch-origin.ts'
import type { Standardisation } from '../../../src-shared/sky/scale.ts'
import { patchFormOf, standardOf } from '../../../src-preload/contract/datasets.ts'
import { writeNpy } from '../../../src-main/files/npy.ts'
import { trainRun } from '../../../src-main/application/runs/train-run.ts'
import { openPatches } from '../../../src-main/engine/training/patch-source.ts'
import { madeEngine } from '../made-engine.ts'
import { smallTraining } from '../small-application.ts'
import { count, madeStacks, orderOf, size } from './made-stack.ts'

const { at, stack, positions } = madeStacks()
const fresh = await stack('stack.npy')

describe('a stack of patches without positions', () => {
  it('becomes a dataset like one cut from a map, standardised per patch', async () => {
    const folder = at('plain')
    const notes: [number, string][] = []
    const record = await importStack({
      ...{ stack: orderOf(fresh, { unit: 'K_CMB', scale: 'linear', seed: 3 }), name: 'Turbulence', folder },
      onProgress: (fraction, note) => notes.push([fraction, note]),
    })
    expect(readdirSync(folder).sort()).toEqual(['dataset.json', 'patches.csv', 'patches.npy'])
    expect(record).toMatchObject({ name: 'Turbulence', map: null, count, overlap: null, refused: [] })
    expect(record.stack).toEqual({
      ...{ path: fresh, positions: null, type: 'f8', shape: [count, size, size], unit: 'K_CMB', leftOut: [] },
    })
    expect(record.recipe).toEqual({
      ...{ size, width: 8, channels: 'I', scale: 'linear', standardisation: 'patch' },
      ...{ split: 'random', seed: 3 },
    })
    // 15 % of 40 in validation and test.
    expect(record.splits).toEqual({ train: 28, validation: 6, test: 6, unused: 0 })
    const read = await readDataset(folder)
    expect(read.record).toEqual(record)
    expect(read.patches.every(({ lon, lat }) => lon === null && lat === null)).toBe(true)
    expect(readFileSync(datasetFiles(folder).table, 'utf8').split('\n')[1]).toMatch(/^0,,,\d/)
    expect(notes.at(-2)).toEqual([1, `importing patch ${count} of ${count}`])
    const patch = await readPatches(folder, 7, 1)
    expect(patch.reduce((sum, z) => sum + z, 0) / patch.length).toBeCloseTo(0, 6)
    // x = std z + mean restores the patch.
    const { mean, std } = read.patches[7]
    expect(patch[9] * std + mean).toBeCloseTo(2 + Math.sin(0.7 * (7 * size ** 2 + 9) + 7), 6)
  })

  it('is trained on', async () => {
    const [folder, run] = [at('to-train'), at('run')]
    const record = await importStack({ stack: orderOf(fresh), folder })
    const engine = madeEngine()
    await trainRun(engine, {
      dataset: folder,
      folder: run,
      config: smallTraining,
      signal: new AbortController().signal,
    })
    expect(engine.calls[0].params).toMatchObject({ datasetFolder: folder })
    // The engine's own reader of datasets takes it.
    const source = await openPatches(folder)
    expect([source.count, source.size, source.splits.train.length]).toEqual([count, size, record.splits.train])
    source.close()
  })

  it('has the same splits and fingerprint for the same seed, others for another', async () => {
    const of = async (name: string, seed: number) => {
      const { fingerprint } = await importStack({ stack: orderOf(fresh, { seed }), folder: at(name) })
      return [fingerprint, (await readDataset(at(name))).patches.map(({ split }) => split).join()]
    }
    const [a, b, c] = [await of('s1', 1), await of('s2', 1), await of('s3', 2)]
    expect(a).toEqual(b)
    expect([c[0] === a[0], c[1] === a[1]]).toEqual([true, false])
  })
})

describe('a stack of Stokes parameters', () => {
  /** I, Q and U of pixel i of patch k. */
  const stokes = (k: number, i: number) => [
    10 + Math.sin(0.7 * i),
    3 + k + Math.cos(0.3 * i),
    -1 + 2 * Math.sin(0.2 * i),
  ]
  const written = async (channels: 'QU' | 'IQU', standardisation: Standardisation = 'patch') => {
    const values = Array.from({ length: count * size ** 2 }, (_, i) =>
      stokes(Math.floor(i / size ** 2), i % size ** 2).slice(3 - channels.length),
    )
    const path = at(`${channels}-${standardisation}.npy`)
    await writeNpy(path, Float64Array.from(values.flat()), [count, size, size, channels.length])
    const folder = at(`${channels}-${standardisation}`)
    return { folder, record: await importStack({ stack: orderOf(path, { channels, standardisation }), folder }) }
  }

  it('has a mean of each channel and one deviation of Q and U, which restore the patches', async () => {
    const { folder, record } = await written('IQU')
    expect(record.recipe).toMatchObject({ channels: 'IQU', scale: 'log' })
    const header = readFileSync(datasetFiles(folder).table, 'utf8').split('\n')[0]
    expect(header).toBe(
      'index,lon,lat,mean_I,std_I,mean_Q,std_Q,mean_U,std_U,split,skewness,fourth_moment,detail_1,sparsity_1',
    )
    const { patches } = await readDataset(folder)
    expect(patches[4].others[0].std).toBe(patches[4].others[1].std)
    const values = await readPatches(folder, 4, 1)
    for (const pixel of [0, 77, 255]) {
      const [i, q, u] = [0, 1, 2].map((c) => {
        const { mean, std } = standardOf(patches[4], c)
        return values[3 * pixel + c] * std + mean
      })
      expect(Math.exp(i)).toBeCloseTo(stokes(4, pixel)[0], 5)
      expect(q).toBeCloseTo(stokes(4, pixel)[1], 5)
      expect(u).toBeCloseTo(stokes(4, pixel)[2], 5)
    }
  })

  it('is standardised over the training patches: I by their mean and deviation, Q and U by their distance from zero', async () => {
    const { folder, record } = await written('IQU', 'dataset')
    const { patches } = await readDataset(folder)
    const training = patches.flatMap(({ index, split }) => (split === 'train' ? [index] : []))
    const all = training.flatMap((k) => Array.from({ length: size ** 2 }, (_, i) => stokes(k, i)))
    const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
    const logs = all.map(([i]) => Math.log(i))
    const std = Math.sqrt(mean(logs.map((x) => (x - mean(logs)) ** 2)))
    const polarised = Math.sqrt(mean(all.flatMap(([, q, u]) => [q * q, u * u])))
    for (const patch of patches) {
      const standards = [0, 1, 2].map((c) => standardOf(patch, c))
      expect(standards[0].mean).toBeCloseTo(mean(logs), 10)
      expect(standards[0].std).toBeCloseTo(std, 10)
      for (const { mean, std } of standards.slice(1)) expect([mean, std]).toEqual([0, expect.closeTo(polarised, 9)])
    }
    const values = await readPatches(folder, 9, 1)
    stokes(9, 77).forEach((value, c) => {
      const { mean, std } = standardOf(patches[9], c)
      const x = values[3 * 77 + c] * std + mean
      expect(c === 0 ? Math.exp(x) : x).toBeCloseTo(value, 4)
    })
    // A model of it does not impose a mean and deviation on each patch.
    expect(patchFormOf(record)).toMatchObject({ standardised: false, channels: 3 })
  })

  it('of Q and U alone is linear, whatever the scale that was asked for', async () => {
    const { folder, record } = await written('QU')
    expect(record.recipe).toMatchObject({ channels: 'QU', scale: 'linear' })
    const source = await openPatches(folder)
    expect([source.count, source.size, source.channels]).toEqual([count, size, 2])
    source.close()
  })
})

describe('a stack with masks', () => {
  const masks = Uint8Array.from({ length: count * size ** 2 }, (_, i) => (i % size < 12 ? 1 : 0))
  const masked = async (values = masks) => {
    await writeNpy(at('masks.npy'), values, [count, size, size])
    return at('masks.npy')
  }

  it('is standardised by its good pixels, and keeps their masks beside the patches', async () => {
    // Column 15 is bad in every patch, patch 3 has a missing pixel among its good ones.
    const path = await stack('holes.npy', (patch, row) => {
      for (let i = 15; i < patch.length; i += size) patch[i] = NaN
      if (row === 3) patch[0] = NaN
    })
    const folder = at('masked')
    const record = await importStack({ stack: orderOf(path, { masks: await masked() }), folder })
    expect([record.count, record.stack!.leftOut, record.stack!.masks]).toEqual([39, [3], at('masks.npy')])
    const values = await readPatches(folder, 5, 1)
    const good = values.filter((_, i) => i % size < 12)
    expect(good.reduce((sum, z) => sum + z, 0) / good.length).toBeCloseTo(0, 6)
    expect(good.reduce((sum, z) => sum + z * z, 0) / good.length).toBeCloseTo(1, 5)
    expect(values.filter((_, i) => i % size >= 12).every((z) => z === 0)).toBe(true)
    const source = await openPatches(folder)
    const mask = new Float32Array(size ** 2)
    source.masks!.read(38, mask, 0)
    expect([...mask]).toEqual([...masks.subarray(0, size ** 2)])
    source.close()
  })

  it('keeps 0 at them if it is standardised over the training patches, by their good pixels', async () => {
    const path = await stack('holes-dataset.npy', (patch) => {
      for (let i = 15; i < patch.length; i += size) patch[i] = NaN
    })
    const folder = at('masked-dataset')
    const stackOrder = orderOf(path, { masks: await masked(), scale: 'linear', standardisation: 'dataset' })
    await importStack({ stack: stackOrder, folder })
    const { patches } = await readDataset(folder)
    const training = patches.flatMap(({ index, split }) => (split === 'train' ? [index] : []))
    const good: number[] = []
    for (const k of training) {
      const values = await readPatches(folder, k, 1)
      expect(values.every((z, i) => i % size < 12 || z === 0)).toBe(true)
      good.push(...values.filter((_, i) => i % size < 12))
    }
    const mean = good.reduce((sum, z) => sum + z, 0) / good.length
    expect(mean).toBeCloseTo(0, 5)
    expect(good.reduce((sum, z) => sum + (z - mean) ** 2, 0) / good.length).toBeCloseTo(1, 4)
    const { mean: own, std } = patches[5]
    expect((await readPatches(folder, 5, 1))[3] * std + own).toBeCloseTo(2 + Math.sin(0.7 * (5 * size ** 2 + 3) + 5), 5)
  })

  it('is refused for masks of another shape or other values', async () => {
    const refusal = (file: string) => importStack({ stack: orderOf(fresh, { masks: file }), folder: at('refused') })
    await writeNpy(at('few.npy'), masks.subarray(0, 256), [1, size, size])
    await expect(refusal(at('few.npy'))).rejects.toMatchObject({ code: 'refused', field: 'masks' })
    await expect(refusal(await masked(masks.map((one, i) => (i === 300 ? 7 : one))))).rejects.toThrow(
      /masks.npy, patch 1: a mask holds only 1 \(good\) and 0 \(not\), not 7/,
    )
    expect(existsSync(at('refused'))).toBe(false)
  })
})

describe('patches that can’t be used', () => {
  const flawed = stack('flawed.npy', (patch, row) => {
    if (row === 2) patch[5] = NaN
    if (row === 3) patch[0] = Math.fround(-1.6375e30)
    if (row === 10) patch[255] = Infinity
    if (row === 11) patch[1] = 0
    if (row === 12) patch.fill(3)
  })

  it('are left out and counted by reason: NaN, UNSEEN, infinite, not positive for a log, constant', async () => {
    const folder = at('flawed')
    const record = await importStack({ stack: orderOf(await flawed), folder })
    expect(record.refused).toEqual([
      { reason: 'missing pixels', count: 3 },
      { reason: 'values not above zero', count: 1 },
      { reason: 'constant', count: 1 },
    ])
    expect([record.count, record.stack!.leftOut]).toEqual([35, [2, 3, 10, 11, 12]])
    const { patches } = await readDataset(folder)
    expect(patches.map(({ index }) => index)).toEqual(Array.from({ length: 35 }, (_, i) => i))
    // Patch 2 of the dataset is row 4 of the stack, the eighth is row 13.
    expect([0, 1, 2, 7, 8, 34].map((patch) => rowOfStack(patch, record.stack!.leftOut))).toEqual([0, 1, 4, 9, 13, 39])
  })

  it('keep their values not above zero on a linear scale', async () => {
    const record = await importStack({ stack: orderOf(await flawed, { scale: 'linear' }), folder: at('flawed-linear') })
    expect(record.stack!.leftOut).toEqual([2, 3, 10, 12])
  })

  it('are refused if there is no other, with the reasons; nothing is left behind', async () => {
    const negative = await stack('negative.npy', (patch) => patch.fill(-1, 0, 9))
    const folder = at('none')
    await expect(importStack({ stack: orderOf(negative), folder })).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringMatching(/negative.npy, values: none of its 40 patches .*40 with values not above zero/),
    })
    expect(existsSync(folder)).toBe(false)
  })
})

describe('a stack with positions', () => {
  it('has them in its table, and the overlap of its splits', async () => {
    const folder = at('placed')
    const table = await positions('positions.csv')
    const record = await importStack({ stack: orderOf(fresh, { positions: table }), folder })
    expect([record.stack!.positions, record.overlap]).toEqual([table, 0])
    const { patches } = await readDataset(folder)
    expect(patches[9]).toMatchObject({ lon: 60, lat: -20 })
  })

  it('can be split by disjoint sky', async () => {
    const table = await positions('disjoint.csv')
    // 30 degrees wide and 20 apart: neighbours share sky, so that some must be left unused.
    const order = orderOf(fresh, { positions: table, split: 'disjoint', width: 30 })
    const { splits, overlap } = await importStack({ stack: order, folder: at('disjoint') })
    expect([overlap, splits.unused > 0, splits.test > 0]).toEqual([0, true, true])
    const near = await importStack({ stack: { ...order, split: 'random' }, folder: at('near') })
    expect(near.overlap).toBeGreaterThan(0.2)
  })

  it('keeps the position of each patch when others are left out', async () => {
    const path = await stack('gap.npy', (patch, row) => row === 0 && patch.fill(NaN))
    await importStack({ stack: orderOf(path, { positions: await positions('gap.csv') }), folder: at('gap') })
    expect((await readDataset(at('gap'))).patches[0]).toMatchObject({ index: 0, lon: 60, lat: -40 })
  })
})

describe('an import', () => {
  it('never overwrites a dataset or its files', async () => {
    const folder = at('held')
    mkdirSync(folder)
    writeFileSync(datasetFiles(folder).table, 'mine')
    await expect(importStack({ stack: orderOf(fresh), folder })).rejects.toMatchObject({ code: 'conflict' })
    expect(readFileSync(datasetFiles(folder).table, 'utf8')).toBe('mine')
  })

  it('that is cancelled leaves nothing', async () => {
    const stop = new AbortController()
    const order = { stack: orderOf(fresh), folder: at('stopped'), signal: stop.signal, onProgress: () => stop.abort() }
    await expect(importStack(order)).rejects.toThrow(/abort/)
    expect(existsSync(order.folder)).toBe(false)
  })
})
