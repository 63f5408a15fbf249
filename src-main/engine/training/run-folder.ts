import { readdir } from 'node:fs/promises'
import { join } from 'node:path'

const epochName = (epoch: number, ending: string) => `epoch-${String(epoch).padStart(4, '0')}${ending}`

/** Where a run's files lie (runs/<id>/). */
export const runFiles = (folder: string) => ({
  config: join(folder, 'config.json'),
  metrics: join(folder, 'metrics.csv'),
  checkpoints: join(folder, 'checkpoints'),
  checkpoint: (epoch: number) => join(folder, 'checkpoints', epochName(epoch, '.safetensors')),
  /** State in the middle of an epoch, where a training was stopped; gone once that epoch is complete. */
  stopped: join(folder, 'checkpoints', 'stopped.safetensors'),
  /** float32 [2, size, size]: a patch that is not trained on, and its reconstruction. */
  sample: (epoch: number) => join(folder, 'samples', epochName(epoch, '.npy')),
})

/** Epochs of which there is a checkpoint, ascending. */
export async function checkpointEpochs(folder: string): Promise<number[]> {
  let names: string[]
  try {
    names = await readdir(runFiles(folder).checkpoints)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
  return names
    .flatMap((name) => /^epoch-(\d+)\.safetensors$/.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b)
}

/** Checkpoints that may go: all but the best, the last, and those of epochs 1, 4, 16, 64, ..., which tell the story. */
export function checkpointsToThin(epochs: readonly number[], best: number): number[] {
  const last = Math.max(...epochs)
  return epochs.filter((epoch) => epoch !== last && epoch !== best && !Number.isInteger(Math.log2(epoch) / 2))
}
