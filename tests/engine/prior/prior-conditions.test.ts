import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { LatentChoice } from '../../../src-main/engine/contract.ts'
import { decodeChosen } from '../../../src-main/engine/inference/decode-chosen.ts'
import { decodedFiles } from '../../../src-main/engine/inference/decoded-files.ts'
import { encodeLatents } from '../../../src-main/engine/prior/encode-latents.ts'
import { priorFiles } from '../../../src-main/engine/prior/prior-folder.ts'
import { train } from '../../../src-main/engine/training/train.ts'
import { readCsv } from '../../../src-main/files/csv.ts'
import { readNpy } from '../../../src-main/files/npy.ts'
import { priorConfig } from '../../../src-shared/model/prior-config.ts'
import { levelSize, writeLevels } from '../flow/levels.ts'
import { newFolder, smallConfig } from '../training/small-dataset.ts'

it('a flow as prior may be conditioned on the numbers of the run’s patches', async () => {
  const datasetFolder = await writeLevels()
  const [runFolder, folder] = [newFolder(), newFolder()]
  const config = { ...smallConfig, size: levelSize, encoderFilters: [8], decoderFilters: [8], latentDimension: 1 }
  const training = { batchSize: 16, learningRate: 1e-2, likelihoodWidth: 0.2, epochs: 6, checkpointEvery: 6 }
  await train({ datasetFolder, runFolder, config: { ...config, ...training } })
  const encoded = { runFolder, datasetFolder, checkpoint: 'last', folder: priorFiles(folder).latents } as const
  const latents = await encodeLatents(encoded)
  const { columns, rows } = await readCsv(join(encoded.folder, 'patches.csv'))
  expect(columns).toEqual(['index', 'patch', 'split', 'lat', 'mean', 'std'])
  // The eight orientations of a patch are of one row of the dataset.
  expect(rows[3]).toEqual([3, ...rows[2].slice(1)])

  const flow = { ...priorConfig(latents), encoderFilters: [32], blocks: 1, embedding: 16, conditions: ['mean'] }
  const told = { ...flow, batchSize: 64, epochs: 3, checkpointEvery: 3, averaging: 0.98 }
  await train({ datasetFolder: encoded.folder, runFolder: folder, config: told })
  await writeFile(priorFiles(folder).record, JSON.stringify({ format: 'cirrus-prior-1', kind: 'flow', latents }))

  const decode = async (latents: LatentChoice, prior: string | null = folder) => {
    const out = newFolder()
    await decodeChosen({ runFolder, datasetFolder, checkpoint: 'last', prior, solverSteps: 16, latents, folder: out })
    return (await readNpy(decodedFiles(out, latents.kind).pictures)).data as Float32Array
  }
  const levelUnder = async (mean: number) => {
    const drawn = await decode({ kind: 'samples', count: 16, seed: 2, given: { mean } })
    return drawn.reduce((sum, value) => sum + value, 0) / drawn.length
  }
  const [low, high] = [await levelUnder(0.4), await levelUnder(2.5)]
  // Patches have ln of their mean for values, which is 1.8 higher.
  expect(high - low).toBeGreaterThan(1)
  // The ends of an interpolation are those without a prior, whatever they are told.
  const path = { kind: 'interpolation', from: 2, to: 4, steps: 0 } as const
  const [ends, plain] = [await decode(path), await decode(path, null)]
  ends.forEach((value, i) => expect(Math.abs(value - plain[i])).toBeLessThan(0.05))
  await expect(decode({ kind: 'samples', count: 1, seed: 0, given: { lat: 1 } })).rejects.toThrow(
    'The model is not conditioned on lat, only on mean.',
  )
})
