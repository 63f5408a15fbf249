import { rm } from 'node:fs/promises'
import { isAutoencoder } from '../../../src-shared/model/autoencoder.ts'
import { activeLatents } from '../../../src-shared/model/active-latents.ts'
import { epochMetricsSchema, type EpochMetrics } from '../../../src-preload/contract/runs.ts'
import { patchesShape } from '../../../src-shared/sky/channels.ts'
import { writeNpy } from '../../files/npy.ts'
import type { EvaluatedSplit } from './batches.ts'
import { begin, writeCheckpoint } from './checkpoint.ts'
import { diverged } from './diverged.ts'
import { explosion } from './explosion.ts'
import { evaluate, samplePatch, type Evaluation } from './evaluate.ts'
import { bestOf, isStale, writeMetrics } from './metrics.ts'
import { checkpointEpochs, checkpointsToThin, runFiles } from './run-folder.ts'
import { scheduleAt } from './schedules.ts'
import type { TrainingAtWork } from './training-at-work.ts'
import { lossOf, termOf } from './training-program.ts'

/**
 * Evaluates the model after an epoch's steps and writes its results: sample, KL per latent, metrics and, if due, a
 * checkpoint. The training is then at the beginning of the next epoch.
 * @returns null if the signal was aborted before the evaluation was complete: nothing is written, and the training
 *   stays at the end of the epoch's steps, to be evaluated when it resumes
 * @throws EngineError 'diverged'
 */
export async function finishEpoch(training: TrainingAtWork, signal?: AbortSignal): Promise<EpochMetrics | null> {
  const { config, runFolder, program, source, batches, memory, progress, metrics } = training
  const began = performance.now()
  const files = runFiles(runFolder)
  const epoch = progress.epoch + 1
  const means = trainingMeans(training)
  const schedule = scheduleAt(config, epoch, batches.stepsPerEpoch - 1, batches.stepsPerEpoch)
  const lost = explosion([...metrics, { ...means, ...schedule }], config)
  if (lost) {
    const [from, to] = [lost.from, lost.to].map((loss) => loss.toPrecision(4))
    throw diverged(`by epoch ${epoch} the training loss, which had been ${from}, rose above ${to} and stays there`)
  }

  const validation = await evaluateOn(training, 'validation', epoch, signal)
  if (!validation) return null
  const isTested = config.testEvery > 0 && epoch % config.testEvery === 0 && source.splits.test.length > 0
  const test = isTested ? await evaluateOn(training, 'test', epoch, signal) : null
  if (isTested && !test) return null
  const shown = program.show(samplePatch(source, config))
  await writeNpy(files.sample(epoch), shown, patchesShape(2, config.size, config.channels))
  const { latentKl } = validation
  if (latentKl) await writeNpy(files.latentKl(epoch), latentKl, [latentKl.length])
  const evaluating = (performance.now() - began) / 1000
  progress.elapsedSeconds += evaluating

  const row = epochMetricsSchema.parse({
    epoch,
    ...means,
    ...evaluated('validation', validation),
    ...(test ? evaluated('test', test) : {}),
    activeLatents: latentKl && activeLatents(latentKl),
    ...schedule,
    klWeight: isAutoencoder(config) ? schedule.klWeight : null,
    memoryBytes: Math.max(metrics.at(-1)?.memoryBytes ?? 0, await memory.peak()),
    seconds: progress.stepSeconds + progress.waitedSeconds + evaluating,
    elapsedSeconds: progress.elapsedSeconds,
  })
  metrics.push(row)
  Object.assign(progress, structuredClone({ ...begin, epoch, elapsedSeconds: progress.elapsedSeconds }))
  // Metrics before the checkpoint: extra rows are dropped on resume, but a missing row could not be recovered.
  await writeMetrics(files.metrics, metrics)
  if (isCheckpointDue(training)) await keepCheckpoint(training)
  return row
}

/**
 * Like `evaluate`.
 * @param epoch last completed epoch of the model
 * @throws EngineError 'diverged' if the loss is not finite, which no table could hold
 */
export async function evaluateOn(
  { config, program, batches }: TrainingAtWork,
  split: EvaluatedSplit,
  epoch: number,
  signal: AbortSignal | undefined,
): Promise<Evaluation | null> {
  const evaluation = await evaluate(program, batches, split, config.validationSamples, signal)
  const loss = evaluation ? lossOf(evaluation.terms) : 0
  if (Number.isFinite(loss)) return evaluation
  throw diverged(`after epoch ${epoch} the loss of the ${split} patches became ${loss}`)
}

function trainingMeans({ config, batches, progress }: TrainingAtWork) {
  const { sums, gradientNorm, stepSeconds, waitedSeconds } = progress
  const steps = batches.stepsPerEpoch
  return {
    ...evaluated('train', {
      terms: Object.fromEntries(Object.entries(sums).map(([name, sum]) => [name, sum / steps])),
    }),
    gradientNorm: gradientNorm.count > 0 ? gradientNorm.sum / gradientNorm.count : null,
    waitingShare: waitedSeconds / (stepSeconds + waitedSeconds),
    imagesPerSecond: (steps * config.batchSize) / (stepSeconds + waitedSeconds),
  }
}

/** An evaluation as columns of its split. */
export const evaluated = <S extends 'train' | EvaluatedSplit>(split: S, { terms }: Pick<Evaluation, 'terms'>) => {
  const columns: Record<string, number | null> = {
    [`${split}Loss`]: lossOf(terms),
    [`${split}Reconstruction`]: terms.reconstruction ?? null,
    [`${split}Kl`]: terms.kl ?? null,
  }
  const octaves = Object.keys(terms).length - 1
  // A flow of one level has no terms: its loss is the velocity's error.
  if (terms.velocity !== undefined && octaves > 0) {
    columns[`${split}Coarsest`] = terms.velocity
    for (let octave = 1; octave <= octaves; octave++) columns[`${split}Octave${octave}`] = terms[termOf(octave)]
  }
  return columns as Record<`${S}Loss`, number> & Record<`${S}${'Reconstruction' | 'Kl'}`, number | null>
}

function isCheckpointDue({ config, progress, metrics }: TrainingAtWork): boolean {
  const { epoch } = progress
  const isBest = bestOf(metrics)?.epoch === epoch
  return isBest || epoch % config.checkpointEvery === 0 || epoch === config.epochs || isStale(metrics, config)
}

async function keepCheckpoint({ config, runFolder, program, progress, metrics }: TrainingAtWork): Promise<void> {
  const files = runFiles(runFolder)
  await writeCheckpoint(files.checkpoint(progress.epoch), program.session, config, progress)
  await rm(files.stopped, { force: true })
  const best = bestOf(metrics)?.epoch ?? progress.epoch
  for (const old of checkpointsToThin(await checkpointEpochs(runFolder), best)) await rm(files.checkpoint(old))
}
