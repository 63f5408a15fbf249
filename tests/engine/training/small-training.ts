import { expect } from 'vitest'
import type { EpochMetrics } from '../../../src-preload/contract/runs.ts'
import type { TrainingConfig } from '../../../src-shared/model/configuration.ts'
import { readCheckpoint } from '../../../src-main/engine/training/checkpoint.ts'
import { readMetrics } from '../../../src-main/engine/training/metrics.ts'
import { runFiles } from '../../../src-main/engine/training/run-folder.ts'
import { train, type TrainOptions } from '../../../src-main/engine/training/train.ts'
import { repeatable } from './repeatable.ts'
import { newFolder, smallConfig, writeDataset } from './small-dataset.ts'

/** Stops after this many steps of the call. */
export function stopAfter(steps: number): Pick<TrainOptions, 'signal' | 'onStep'> {
  const controller = new AbortController()
  let done = 0
  return { signal: controller.signal, onStep: () => void (++done === steps && controller.abort()) }
}

/** The metrics of a run, without those that depend on the clock. */
export const numbersOf = async (runFolder: string) => repeatable(await readMetrics(runFiles(runFolder).metrics))

/** Trainings of the small model on one dataset. */
export async function smallTrainings() {
  const datasetFolder = await writeDataset()
  const run = (options: Partial<TrainOptions> & { runFolder: string }, config: Partial<TrainingConfig> = {}) =>
    train({ datasetFolder, ...options, config: { ...smallConfig, ...config } })
  return { datasetFolder, run }
}
export type SmallTrainings = Awaited<ReturnType<typeof smallTrainings>>

/** An uninterrupted training, and a check that another ended with the same weights and metrics. */
export async function undisturbedTraining(
  run: SmallTrainings['run'],
  onEpoch: (metrics: EpochMetrics, folder: string) => void = () => {},
) {
  const folder = newFolder()
  await run({ runFolder: folder, onEpoch: (metrics) => onEpoch(metrics, folder) })
  const { tensors } = await readCheckpoint(runFiles(folder).checkpoint(3))
  return {
    folder,
    async expectSame(runFolder: string): Promise<void> {
      expect((await readCheckpoint(runFiles(runFolder).checkpoint(3))).tensors).toEqual(tensors)
      expect(await numbersOf(runFolder)).toEqual(await numbersOf(folder))
    },
  }
}
