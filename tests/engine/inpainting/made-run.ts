import type { TrainingConfig } from '../../../src-shared/model/configuration.ts'
import { initialWeights } from '../../../src-main/engine/model/initial-weights.ts'
import { modelWeights } from '../../../src-main/engine/model/model.ts'
import type { Weight } from '../../../src-main/engine/runtime/graph.ts'
import { begin } from '../../../src-main/engine/training/checkpoint.ts'
import { runFiles } from '../../../src-main/engine/training/run-folder.ts'
import { writeSafetensors } from '../../../src-main/files/safetensors.ts'
import { newFolder, smallConfig } from '../training/small-dataset.ts'

/** Writes a run folder with one checkpoint of an untrained model; returns the folder. */
export async function writeRun(
  spoil: (weights: Record<string, Weight>) => void = () => {},
  config: TrainingConfig = smallConfig,
): Promise<string> {
  const weights = initialWeights(modelWeights(config), config.seed)
  spoil(weights)
  const folder = newFolder()
  await writeSafetensors(
    runFiles(folder).checkpoint(1),
    Object.entries(weights).map(([name, { shape, values }]) => ({ name, shape, values: () => values })),
    {
      format: 'cirrus-checkpoint-1',
      config: JSON.stringify(config),
      progress: JSON.stringify({ ...begin, epoch: 1 }),
    },
  )
  return folder
}

/**
 * Makes the decoder affine: every ReLU input is raised by a bias far above its values, and the mean of the following
 * batch normalisation removes the bias again.
 */
export function makeDecoderAffine(weights: Record<string, Weight>): void {
  const lift = 16
  for (const [name, { values }] of Object.entries(weights)) {
    const hidden = !name.includes(`conv2d_transpose_${smallConfig.decoderFilters.length}/`)
    if (!name.startsWith('decoder/')) continue
    if (name.endsWith('/bias') && hidden) values.fill(lift)
    if (name.endsWith('/moving_mean')) values.fill(lift)
  }
}
