import { setTimeout } from 'node:timers/promises'
import { writeFileAtomically } from '../../src-main/files/atomic.ts'
import type { Session } from '../../src-main/engine/runtime/session.ts'
import { checkTraining } from '../../src-main/engine/training/check.ts'
import { begin, readProgress, writeCheckpoint } from '../../src-main/engine/training/checkpoint.ts'
import { newestCheckpoint } from '../../src-main/engine/training/find-checkpoint.ts'
import { holdRun } from '../../src-main/engine/training/hold-run.ts'
import { bestOf, readMetrics, writeMetrics } from '../../src-main/engine/training/metrics.ts'
import { openPatches } from '../../src-main/engine/training/patch-source.ts'
import { runFiles } from '../../src-main/engine/training/run-folder.ts'
import type { TrainingEnd } from '../../src-main/engine/training/train.ts'
import { epochMetricsSchema, type EpochMetrics } from '../../src-preload/contract/runs.ts'
import type { TrainingConfig } from '../../src-shared/model/configuration.ts'

/**
 * Negative ELBO of a simulated training: lowest at a learning rate of 1e-3, lower with fewer latents, and falling from
 * epoch to epoch.
 */
export const madeLoss = ({ learningRate, latentDimension }: TrainingConfig, epoch: number) =>
  100 + 50 * Math.abs(Math.log10(learningRate) + 3) + latentDimension + 10 / epoch

function madeEpoch(config: TrainingConfig, epoch: number): EpochMetrics {
  const value = madeLoss(config, epoch)
  const parts = { trainLoss: value - 1, trainReconstruction: value - 2, trainKl: 1 }
  const validation = { validationLoss: value, validationReconstruction: value - 1, validationKl: 1 }
  const rates = { imagesPerSecond: 1000, seconds: 0.005, elapsedSeconds: 0.005 * epoch }
  return epochMetricsSchema.parse({ epoch, ...parts, ...validation, ...rates })
}

/** A single number instead of weights. */
const madeSession = {
  variables: new Map([['weight', [1]]]),
  getAll: () => [new Float32Array(1)],
} as unknown as Session

/**
 * Leaves in a run folder what a training would, without TensorFlow: checks, lock, metrics, and checkpoints to resume
 * from. An epoch takes 5 ms.
 */
export async function madeTraining({
  datasetFolder,
  runFolder,
  config,
  signal,
  onStart,
  onEpoch,
}: {
  datasetFolder: string
  runFolder: string
  config: TrainingConfig
  signal: AbortSignal
  onStart(): void
  onEpoch(metrics: EpochMetrics): void
}): Promise<TrainingEnd> {
  const source = await openPatches(datasetFolder, config)
  checkTraining(config, source, datasetFolder)
  source.close()
  const giveBack = await holdRun(runFolder)
  try {
    const files = runFiles(runFolder)
    const checkpoint = await newestCheckpoint(runFolder)
    let { epoch } = checkpoint ? await readProgress(checkpoint) : begin
    const metrics = (await readMetrics(files.metrics)).filter((row) => row.epoch <= epoch)
    await writeFileAtomically(files.config, JSON.stringify(config))
    onStart()
    while (epoch < config.epochs && !signal.aborted) {
      await setTimeout(5)
      epoch++
      const row = madeEpoch(config, epoch)
      metrics.push(row)
      await writeMetrics(files.metrics, metrics)
      await writeCheckpoint(files.checkpoint(epoch), madeSession, config, { ...begin, epoch })
      onEpoch(row)
    }
    const best = bestOf(metrics)
    return {
      state: epoch < config.epochs ? 'interrupted' : 'complete',
      stoppedEarly: false,
      epoch,
      bestEpoch: best?.epoch ?? null,
      bestValidationLoss: best?.validationLoss ?? null,
      bestTestLoss: null,
    }
  } finally {
    await giveBack()
  }
}
