import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { EpochMetrics } from '../../../src-preload/contract/runs.ts'
import type { LatentChoice } from '../../../src-main/engine/contract.ts'
import { averaged } from '../../../src-main/engine/flow/averaged-weights.ts'
import { decodeChosen } from '../../../src-main/engine/inference/decode-chosen.ts'
import { decodedFiles } from '../../../src-main/engine/inference/decoded-files.ts'
import { compileEncoder } from '../../../src-main/engine/inference/encode-decode.ts'
import { readTrainedModel } from '../../../src-main/engine/inference/trained-model.ts'
import { readCheckpoint } from '../../../src-main/engine/training/checkpoint.ts'
import { runFiles } from '../../../src-main/engine/training/run-folder.ts'
import { train } from '../../../src-main/engine/training/train.ts'
import { readNpy } from '../../../src-main/files/npy.ts'
import { largestRelativeError } from '../relative-error.ts'
import { newFolder, smallFlow, writeDataset } from '../training/small-dataset.ts'

describe('a flow', () => {
  it('learns: its loss falls from that of nothing learned, and it has no terms of an ELBO', async () => {
    const rows: EpochMetrics[] = []
    const runFolder = newFolder()
    const datasetFolder = await writeDataset()
    const end = await train({ datasetFolder, runFolder, config: smallFlow, onEpoch: (row) => void rows.push(row) })
    expect(end).toMatchObject({ state: 'complete', epoch: 6 })
    // Patch minus noise: both have a variance of about 1.
    expect(rows[0].trainLoss).toBeGreaterThan(1)
    expect(rows[5].validationLoss).toBeLessThan(0.8 * rows[0].validationLoss)
    expect(rows[5]).toMatchObject({ trainReconstruction: null, validationKl: null, activeLatents: null })
    expect(end.bestTestLoss).toBeGreaterThan(0)
    const drawn = await readNpy(runFiles(runFolder).sample(6))
    expect(drawn.shape).toEqual([2, 16, 16])
    expect(drawn.data.every(Number.isFinite)).toBe(true)
  })

  it('stopped and resumed has the same weights and running means, bit for bit', async () => {
    const datasetFolder = await writeDataset()
    const config = { ...smallFlow, epochs: 2 }
    const [whole, parts] = [newFolder(), newFolder()]
    await train({ datasetFolder, runFolder: whole, config })
    const stop = new AbortController()
    let steps = 0
    const onStep = () => void (++steps === 8 && stop.abort())
    const stopped = await train({ datasetFolder, runFolder: parts, config, onStep, signal: stop.signal })
    expect(stopped.state).toBe('interrupted')
    await train({ datasetFolder, runFolder: parts, config, resume: true })
    const tensors = async (folder: string) => (await readCheckpoint(runFiles(folder).checkpoint(2))).tensors
    const [one, other] = [await tensors(whole), await tensors(parts)]
    expect(one).toEqual(other)
    const [name, mean] = Object.entries(averaged(one))[0]
    expect(mean.values).not.toEqual(one[name].values)
  })

  it('draws patches by seed and number, and places patches in its noise: interpolations end at them', async () => {
    const datasetFolder = await writeDataset()
    const runFolder = newFolder()
    await train({ datasetFolder, runFolder, config: { ...smallFlow, epochs: 2 } })
    const order = {
      runFolder,
      datasetFolder,
      checkpoint: 'last',
      prior: null,
      solver: 'heun',
      solverSteps: 32,
    } as const
    const arrays = async (latents: LatentChoice) => {
      const folder = newFolder()
      expect(await decodeChosen({ ...order, latents, folder })).toMatchObject({
        latents: 256,
        solver: { name: 'heun', steps: 32 },
      })
      return (await readNpy(decodedFiles(folder, latents.kind).pictures)).data as Float32Array
    }
    const [three, two] = [
      await arrays({ kind: 'samples', count: 3, seed: 1 }),
      await arrays({ kind: 'samples', count: 2, seed: 1 }),
    ]
    expect(largestRelativeError(two, three.subarray(0, 512))).toBeLessThan(1e-4)
    const path = await arrays({ kind: 'interpolation', from: 2, to: 4, steps: 1 })
    const patches = (await readNpy(join(datasetFolder, 'patches.npy'))).data as Float32Array
    expect(largestRelativeError(path.subarray(0, 256), patches.subarray(2 * 256, 3 * 256))).toBeLessThan(0.01)
    expect(largestRelativeError(path.subarray(512), patches.subarray(4 * 256, 5 * 256))).toBeLessThan(0.01)
  })

  it('has no encoder, and says so', async () => {
    const datasetFolder = await writeDataset()
    const runFolder = newFolder()
    await train({ datasetFolder, runFolder, config: { ...smallFlow, epochs: 1 } })
    const model = await readTrainedModel(runFolder, 'last')
    expect(() => compileEncoder(model, 1)).toThrow('The architecture "flow" has no encoder')
  })
})
