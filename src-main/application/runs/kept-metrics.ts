import type { EpochMetrics } from '../../../src-preload/contract/runs.ts'
import { readProgress } from '../../engine/training/checkpoint.ts'
import { newestCheckpoint } from '../../engine/training/find-checkpoint.ts'
import { readMetrics } from '../../engine/training/metrics.ts'
import { runFiles } from '../../engine/training/run-folder.ts'

/** The epochs of a training up to its last checkpoint; later ones are repeated when it is resumed. */
export async function keptMetrics(folder: string): Promise<EpochMetrics[]> {
  const checkpoint = await newestCheckpoint(folder).catch(() => null)
  const last = checkpoint
    ? await readProgress(checkpoint).then(
        ({ epoch }) => epoch,
        () => 0,
      )
    : 0
  const rows = await readMetrics(runFiles(folder).metrics).catch(() => [])
  return rows.filter(({ epoch }) => epoch <= last)
}
