import { readdir } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { removeLeftovers } from '../../files/atomic.ts'

const epochName = (epoch: number, ending: string) => `epoch-${String(epoch).padStart(4, '0')}${ending}`

/** Paths of a run's files (runs/<id>/). */
export const runFiles = (folder: string) => ({
  config: join(folder, 'config.json'),
  /** Names the machine and process training in the folder; removed when they are done. */
  lock: join(folder, 'training.lock'),
  metrics: join(folder, 'metrics.csv'),
  checkpoints: join(folder, 'checkpoints'),
  checkpoint: (epoch: number) => join(folder, 'checkpoints', epochName(epoch, '.safetensors')),
  /** State in the middle of an epoch, where a training was stopped; removed once that epoch is complete. */
  stopped: join(folder, 'checkpoints', 'stopped.safetensors'),
  /** float32 [2, size, size], or [2, size, size, channels]: a patch that is not trained on, and its reconstruction. */
  sample: (epoch: number) => join(folder, 'samples', epochName(epoch, '.npy')),
  /** float32 [latents]: mean KL over the validation patches, nats. */
  latentKl: (epoch: number) => join(folder, 'latent-kl', epochName(epoch, '.npy')),
})

/** Names of the files in a folder; none if it does not exist. */
async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}

/** Epochs that have a checkpoint, ascending. */
export async function checkpointEpochs(folder: string): Promise<number[]> {
  return (await namesIn(runFiles(folder).checkpoints))
    .flatMap((name) => /^epoch-(\d+)\.safetensors$/.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b)
}

/**
 * Removes partial files of a killed training. Only for the process that holds the run: partial files of a live training
 * look the same.
 */
export async function removeHalfWritten(folder: string): Promise<void> {
  const files = runFiles(folder)
  // Only a training writes into these folders; other programs may write next to them.
  for (const inner of [files.checkpoints, dirname(files.sample(1)), dirname(files.latentKl(1))])
    await removeLeftovers(inner)
  for (const file of [files.config, files.metrics]) await removeLeftovers(folder, basename(file))
}

/**
 * Checkpoints that may be removed: all but the best, the last, and those of epochs 1, 4, 16, 64, ..., which show how
 * the training developed.
 */
export function checkpointsToThin(epochs: readonly number[], best: number): number[] {
  const last = Math.max(...epochs)
  return epochs.filter((epoch) => epoch !== last && epoch !== best && !Number.isInteger(Math.log2(epoch) / 2))
}
