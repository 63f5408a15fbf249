import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { drawSky } from '../../../src-main/engine/inference/draw-sky.ts'
import { train } from '../../../src-main/engine/training/train.ts'
import { readNpy, writeNpy } from '../../../src-main/files/npy.ts'
import { largestRelativeError } from '../relative-error.ts'
import { newFolder, smallFlow, writeDataset } from '../training/small-dataset.ts'

// Hundreds of evaluations of a network, on machines that are busy.
describe('a flow', { timeout: 240_000 }, () => {
  it('draws a whole sky of patches that agree, by seed and realisation', async () => {
    const datasetFolder = await writeDataset()
    const runFolder = newFolder()
    await train({ datasetFolder, runFolder, config: { ...smallFlow, epochs: 1 } })
    const order = {
      ...{ runFolder, checkpoint: 'last' as const, width: 60, step: 14, nside: 8, seed: 3, solverSteps: 3 },
      ...{ conditions: null, standards: null, waves: null },
    }
    const sky = async (realisation: number, changes: Partial<Parameters<typeof drawSky>[0]> = {}) => {
      const file = join(newFolder(), 'sky.npy')
      expect(await drawSky({ ...order, realisation, file, ...changes })).toMatchObject({ epoch: 1, patches: 258 })
      const { data, shape } = await readNpy(file)
      expect(shape).toEqual([768])
      return data as Float32Array
    }
    const told: number[] = []
    const [first, again, other] = [await sky(0, { onWork: (done) => void told.push(done) }), await sky(0), await sky(1)]
    expect(first.every(Number.isFinite)).toBe(true)
    expect(again).toEqual(first)
    expect(largestRelativeError(other, first)).toBeGreaterThan(0.1)
    expect(told).toEqual(told.toSorted((a, b) => a - b))
    expect(told.at(-1)).toBeGreaterThan(0.99)
    await expect(sky(0, { step: 30 })).rejects.toThrow('Patches 30 degrees apart do not cover the sky')
    await expect(sky(0, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'cancelled' })
  })

  it('draws a whole sky from coarse to fine, of patches with conditions and a level of their own', async () => {
    const datasetFolder = await writeDataset()
    const runFolder = newFolder()
    const config = { ...smallFlow, octaves: 1, octaveFilters: [4, 6], octaveCrop: 8, conditions: ['index'], epochs: 1 }
    await train({ datasetFolder, runFolder, config })
    const patches = 258
    const files = newFolder()
    mkdirSync(files)
    const written = async (name: string, values: Float32Array, shape: number[]) => {
      await writeNpy(join(files, name), values, shape)
      return join(files, name)
    }
    const conditions = await written('conditions.npy', new Float32Array(patches).fill(3), [patches, 1])
    const sky = async (standards: string | null, told = conditions) => {
      const file = join(files, 'sky.npy')
      await drawSky({
        ...{ runFolder, checkpoint: 'last', width: 60, step: 14, nside: 8, seed: 3, realisation: 0, solverSteps: 1 },
        ...{ conditions: told, standards, waves: null, file },
      })
      return (await readNpy(file)).data as Float32Array
    }
    const plain = await sky(null)
    expect(plain.every(Number.isFinite)).toBe(true)
    const others = await written('others.npy', new Float32Array(patches).fill(20), [patches, 1])
    expect(largestRelativeError(await sky(null, others), plain)).toBeGreaterThan(1e-6)
    // Of patches that all have the same mean and deviation, the sky is the same with them.
    const alike = Float32Array.from({ length: 2 * patches }, (_, i) => (i % 2 === 0 ? 5 : 0.5))
    const levelled = await sky(await written('standards.npy', alike, [patches, 2]))
    levelled.forEach((value, pixel) => expect(value).toBeCloseTo(5 + 0.5 * plain[pixel], 3))
  })
})
