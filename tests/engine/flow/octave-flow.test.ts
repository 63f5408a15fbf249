import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import type { EpochMetrics } from '../../../src-preload/contract/runs.ts'
import { flowPrior } from '../../../src-main/engine/prior/flow.ts'
import { readTrainedModel } from '../../../src-main/engine/inference/trained-model.ts'
import { noiseOf } from '../../../src-main/engine/flow/draw.ts'
import { readCheckpoint } from '../../../src-main/engine/training/checkpoint.ts'
import { readMetrics } from '../../../src-main/engine/training/metrics.ts'
import { runFiles } from '../../../src-main/engine/training/run-folder.ts'
import { train } from '../../../src-main/engine/training/train.ts'
import { readNpy } from '../../../src-main/files/npy.ts'
import { blockDetails } from '../../../src-shared/model/haar.ts'
import type { TrainingConfig } from '../../../src-shared/model/configuration.ts'
import { largestRelativeError } from '../relative-error.ts'
import { newFolder, smallConfig, writeDataset } from '../training/small-dataset.ts'

// Q and U of 32 px: the coarsest picture has 16 px, and the octave's crops 8 of its 16 places.
const config: TrainingConfig = {
  ...smallConfig,
  preset: 'flow',
  architecture: 'flow',
  channels: 2,
  size: 32,
  encoderFilters: [6, 8],
  octaves: 1,
  octaveFilters: [4, 6],
  octaveCrop: 8,
  blocks: 1,
  embedding: 8,
  latentDimension: 2 * 32 ** 2,
  learningRate: 5e-3,
  beta1: 0.9,
  epochs: 2,
  averaging: 0.9,
  conditions: ['index'],
}

let datasetFolder: string
let runFolder: string
const rows: EpochMetrics[] = []
beforeAll(async () => {
  datasetFolder = await writeDataset(newFolder(), 32, undefined, 2)
  runFolder = newFolder()
  await train({ datasetFolder, runFolder, config, onEpoch: (row) => void rows.push(row) })
})

describe('a flow from coarse to fine', () => {
  it('learns all its levels, whose errors add up to the loss and are kept by level', async () => {
    const [first, last] = [rows[0], rows.at(-1)!]
    for (const term of ['validationCoarsest', 'validationOctave1'] as const) {
      expect(first[term]).toBeLessThan(2.5)
      expect(last[term]).toBeLessThan(first[term]!)
    }
    expect(last.trainLoss).toBeCloseTo(last.trainCoarsest! + last.trainOctave1!, 9)
    expect([last.trainOctave2, last.trainReconstruction]).toEqual([null, null])
    const kept = await readMetrics(runFiles(runFolder).metrics)
    expect(kept.map(({ validationOctave1 }) => validationOctave1)).toEqual(rows.map((row) => row.validationOctave1))
    expect(kept[1].testLoss).toBeCloseTo(kept[1].testCoarsest! + kept[1].testOctave1!, 9)
    const drawn = await readNpy(runFiles(runFolder).sample(2))
    expect(drawn.shape).toEqual([2, 32, 32, 2])
    expect(drawn.data.every(Number.isFinite)).toBe(true)
  })

  it('divides details by their root mean square in the training patches, which is not trained', async () => {
    const { tensors } = await readCheckpoint(runFiles(runFolder).checkpoint(2))
    const patches = (await readNpy(join(datasetFolder, 'patches.npy'))).data as Float32Array
    const length = 32 ** 2 * 2
    const trained = Array.from({ length: 32 }, (_, i) => i).filter((i) => i !== 0 && i % 6 !== 1)
    const squares = trained.flatMap((i) => {
      const details = blockDetails(patches.subarray(i * length, (i + 1) * length), { size: 32, channels: 2 })
      // Across both, of the second channel.
      return [...details].flatMap((value, at) => (at % 6 === 5 ? [value ** 2] : []))
    })
    const { values } = tensors['octave_1/scale']
    expect(values[5]).toBeCloseTo(Math.sqrt(squares.reduce((sum, one) => sum + one) / squares.length), 5)
    expect(values[0]).toBe(values[2])
    expect(tensors['average/octave_1/scale'].values).toEqual(values)
    expect(Object.keys(tensors)).not.toContain('adam/octave_1/scale/momentum')
    // Both levels are told the condition.
    const [own, ofOctave] = ['', 'octave_1/'].map((prefix) => tensors[`${prefix}velocity/conditions/scaling`].values)
    expect(ofOctave).toEqual(own)
  })

  it('stopped and resumed has the same weights, bit for bit', async () => {
    const parts = newFolder()
    const stop = new AbortController()
    let steps = 0
    const onStep = () => void (++steps === 8 && stop.abort())
    await train({ datasetFolder, runFolder: parts, config, onStep, signal: stop.signal })
    await train({ datasetFolder, runFolder: parts, config, resume: true })
    const tensors = async (folder: string) => (await readCheckpoint(runFiles(folder).checkpoint(2))).tensors
    expect(await tensors(parts)).toEqual(await tensors(runFolder))
  }, 120_000)

  it('carries noise to patches by number, and patches back to noise', async () => {
    const model = await readTrainedModel(runFolder, 'last')
    const length = model.config.latentDimension
    const patches = (await readNpy(join(datasetFolder, 'patches.npy'))).data.subarray(0, 2 * length) as Float32Array
    // What the two are conditioned on.
    const numbers = Float32Array.of(0, 1)
    const solver = flowPrior(model, { batch: 2, solverSteps: 30 })
    try {
      const noise = solver.noiseOf(patches, numbers)
      expect(largestRelativeError(solver.place(noise, numbers), patches)).toBeLessThan(0.02)
      const two = Float32Array.from([...noiseOf(1, 0, length), ...noiseOf(1, 1, length)])
      const swapped = Float32Array.from([...two.subarray(length), ...two.subarray(0, length)])
      const [drawn, again] = [solver.place(two, numbers), solver.place(swapped, numbers.toReversed())]
      expect(largestRelativeError(again.subarray(length), drawn.subarray(0, length))).toBeLessThan(1e-4)
    } finally {
      solver.free()
    }
  })

  it('is refused for sizes that do not divide', async () => {
    const refused = (change: Partial<TrainingConfig>) =>
      train({ datasetFolder, runFolder: newFolder(), config: { ...config, augment: false, ...change } })
    await expect(refused({ octaves: 4, encoderFilters: [6, 6, 6] })).rejects.toThrow(
      'octaves does not fit: 4 of them and 3 resolutions need a multiple of 64 px',
    )
    await expect(refused({ octaveCrop: 9 })).rejects.toThrow('octaveCrop does not fit: 2 resolutions need a multiple')
  })
})
