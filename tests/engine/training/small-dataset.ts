import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { trainingConfigSchema, type TrainingConfig } from '../../../src-shared/model/configuration.ts'
import { patchesShape } from '../../../src-shared/sky/channels.ts'
import { writeCsv } from '../../../src-main/files/csv.ts'
import { writeNpy } from '../../../src-main/files/npy.ts'
import { fillNormal, randomStream } from '../../../src-main/engine/runtime/random.ts'

/** The path of a folder that does not exist yet, among the temporary files. */
export const newFolder = () => join(mkdtempSync(join(tmpdir(), 'training-')), 'new')

export const smallConfig: TrainingConfig = trainingConfigSchema.parse({
  preset: 'demo',
  architecture: 'paper',
  size: 16,
  encoderFilters: [4, 4],
  decoderFilters: [4, 4],
  kernel: 4,
  denseWidth: 8,
  latentDimension: 3,
  batchNormMomentum: 0.9,
  likelihoodWidth: null,
  learningRate: 1e-3,
  beta1: 0.5,
  batchSize: 4,
  epochs: 3,
  augment: true,
  seed: 7,
})

/** The same for `spatial`: a map of 4 x 4 x 2 latents and a learned width. */
export const smallSpatialConfig: TrainingConfig = {
  ...smallConfig,
  architecture: 'spatial',
  latentDimension: 4 * 4 * 2,
  likelihoodWidth: 'learned',
}

/** A flow on pixels. */
export const smallFlow: TrainingConfig = {
  ...smallConfig,
  preset: 'flow',
  architecture: 'flow',
  encoderFilters: [8, 12],
  blocks: 1,
  embedding: 8,
  timeModulation: 'scale-and-shift',
  wavelets: 'average-interpolating',
  latentDimension: 256,
  learningRate: 5e-3,
  beta1: 0.9,
  epochs: 6,
  averaging: 0.9,
}

/**
 * Plane waves with a little noise: 25 training patches (six batches and a remainder), 6 validation patches, 1 test
 * patch. Several channels differ only in their noise.
 */
export async function writeDataset(
  folder = newFolder(),
  size = 16,
  spoil: (values: Float32Array) => void = () => {},
  channels = 1,
) {
  const count = 32
  const values = fillNormal(new Float32Array(count * size * size * channels), randomStream(11)).map((noise, at) => {
    const i = Math.floor(at / channels)
    const [patch, row, column] = [Math.floor(i / size ** 2), Math.floor(i / size) % size, i % size]
    return 0.1 * noise + Math.sin(0.4 * row + 0.1 * patch) + Math.cos(0.3 * column - 0.2 * patch)
  })
  spoil(values)
  await writeNpy(join(folder, 'patches.npy'), values, patchesShape(count, size, channels))
  const split = (i: number) => (i % 6 === 1 ? 'validation' : i === 0 ? 'test' : 'train')
  const rows = Array.from({ length: count }, (_, i) => [i, 0, 20, 0, 1, split(i)])
  await writeCsv(join(folder, 'patches.csv'), { columns: ['index', 'lon', 'lat', 'mean', 'std', 'split'], rows })
  return folder
}
