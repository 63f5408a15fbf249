import { readCheckpoint } from './checkpoint.ts'
import { evaluated, evaluateOn } from './finish-epoch.ts'
import { bestOf, writeMetrics } from './metrics.ts'
import { runFiles } from './run-folder.ts'
import { restore } from './starting-point.ts'
import type { TrainingAtWork } from './training-at-work.ts'

/**
 * Tests the model of the best validation epoch, unless that epoch was tested already: runs are compared by their best
 * epochs, and metrics of different epochs are not comparable. Only for the end of a training: the session is left with
 * that epoch's weights.
 */
export async function testBest(training: TrainingAtWork, signal?: AbortSignal): Promise<void> {
  const { config, runFolder, program, source, progress, metrics } = training
  const best = bestOf(metrics)
  if (config.testEvery === 0 || source.splits.test.length === 0) return
  if (best === null || best.testLoss !== null) return
  const files = runFiles(runFolder)
  if (best.epoch !== progress.epoch) restore(program.session, await readCheckpoint(files.checkpoint(best.epoch)))
  const test = await evaluateOn(training, 'test', best.epoch, signal)
  if (!test) return
  metrics[metrics.indexOf(best)] = { ...best, ...evaluated('test', test) }
  await writeMetrics(files.metrics, metrics)
}
