import { setImmediate } from 'node:timers/promises'
import type { EpochMetrics, TrainingStep } from '../../../src-preload/contract/runs.ts'
import type { TrainingConfig } from '../../../src-shared/model/configuration.ts'
import { writeFileAtomically } from '../../files/atomic.ts'
import type { TrainingOutcome } from '../outcomes.ts'
import { modelWeights } from '../model/model.ts'
import { parameterCount } from '../model/weight-table.ts'
import { batchesOf } from './batches.ts'
import { checkTraining } from './check.ts'
import { begin, writeCheckpoint } from './checkpoint.ts'
import { diverged } from './diverged.ts'
import { finishEpoch } from './finish-epoch.ts'
import { holdRun } from './hold-run.ts'
import { bestOf, isStale, readMetrics } from './metrics.ts'
import { openPatches, type PatchSource } from './patch-source.ts'
import { readAhead, type BatchReader } from './read-ahead.ts'
import { runFiles } from './run-folder.ts'
import { scheduleAt } from './schedules.ts'
import { measurePace } from './pace.ts'
import { restore, startingPoint, startingWeights } from './starting-point.ts'
import { storageFailure } from './storage-failure.ts'
import { testBest } from './test-best.ts'
import type { TrainingAtWork } from './training-at-work.ts'
import { compileTraining } from './compile-training.ts'
import { lossOf } from './training-program.ts'
import { watchMemory } from './watch-memory.ts'

/** Steps between two measurements of the gradient norm. */
const normEvery = 10

export interface TrainOptions {
  datasetFolder: string
  runFolder: string
  config: TrainingConfig
  /** Resume from the newest checkpoint; start from scratch if there is none. */
  resume?: boolean
  /** Weights file to start from if there is no checkpoint to resume; null draws the weights with the seed. */
  weights?: string | null
  /** Called once the step is compiled. */
  onStart?: (start: TrainingStart) => void | Promise<void>
  /** Called after every step; training waits for it. */
  onStep?: (step: TrainingStep) => void | Promise<void>
  /** Called after every epoch, once its checkpoint, sample and metrics are on disk. */
  onEpoch?: (metrics: EpochMetrics) => void | Promise<void>
  /** Stops the training within one step, or one batch of an evaluation, with a checkpoint. */
  signal?: AbortSignal
}

export interface TrainingStart {
  parameters: number
  stepsPerEpoch: number
  trainPatches: number
  validationPatches: number
  /** Where it resumes: completed epochs, and steps of the next one. */
  epoch: number
  step: number
  /** What could not be used of the resumed folder, in a sentence; usually null. */
  note: string | null
}

/** How a training ended, without what only its process knows. */
export type TrainingEnd = Omit<TrainingOutcome, 'device' | 'parameters'>

/**
 * Trains a model in a run folder: config.json, metrics.csv, checkpoints/, samples/, latent-kl/. The same configuration
 * and data give the same weights, whether or not the training was stopped and resumed. Yields to the event loop and
 * checks the signal before every step and every evaluation batch.
 * @throws EngineError 'config', 'dataset', 'checkpoint', 'weights' before it begins; 'diverged' when values become NaN
 *   or the loss has exploded and does not recover; 'disk-full' when its folder can't be written
 */
export async function train(options: TrainOptions): Promise<TrainingEnd> {
  const source = await openPatches(options.datasetFolder, options.config)
  try {
    checkTraining(options.config, source, options.datasetFolder)
    await source.noise?.checkAll(options.signal)
    const giveBack = await holdRun(options.runFolder)
    try {
      return await trainOn(source, options).catch((error: unknown) => {
        throw storageFailure(error, options.runFolder)
      })
    } finally {
      await giveBack()
    }
  } finally {
    source.close()
  }
}

async function trainOn(source: PatchSource, options: TrainOptions): Promise<TrainingEnd> {
  const { config, runFolder, datasetFolder } = options
  const { program, progress, note } = await begun(options, source)
  const batches = batchesOf(source, config)
  const memory = watchMemory()
  const reader = readAhead({ datasetFolder, config }, progress, batches.stepsPerEpoch, source.masks !== null)
  try {
    const metrics = (await readMetrics(runFiles(runFolder).metrics)).filter((row) => row.epoch <= progress.epoch)
    await writeFileAtomically(runFiles(runFolder).config, JSON.stringify(config, null, 2) + '\n')
    await options.onStart?.({
      parameters: parameterCount(modelWeights(config)),
      stepsPerEpoch: batches.stepsPerEpoch,
      trainPatches: source.splits.train.length,
      validationPatches: source.splits.validation.length,
      epoch: progress.epoch,
      step: progress.step,
      note,
    })
    return await runEpochs(
      { config, runFolder, program, source, batches, memory, pace: measurePace(), progress, metrics },
      reader,
      options,
    )
  } finally {
    program.session.free()
    memory.close()
    await reader.close()
  }
}

/**
 * The compiled training at its starting point. What was read for it, a gigabyte for the paper's model, is released
 * here.
 */
async function begun({ config, runFolder, resume = false, weights = null }: TrainOptions, source: PatchSource) {
  const { checkpoint, note } = await startingPoint(runFolder, config, resume)
  const start = { config, file: weights, source }
  const program = compileTraining(config, await startingWeights(checkpoint, start), source.masks !== null)
  try {
    if (checkpoint) restore(program.session, checkpoint)
    return { program, progress: structuredClone(checkpoint?.progress ?? begin), note }
  } catch (error) {
    program.session.free()
    throw error
  }
}

async function runEpochs(training: TrainingAtWork, reader: BatchReader, options: TrainOptions): Promise<TrainingEnd> {
  const { config, runFolder, program, progress, metrics } = training
  let state: TrainingEnd['state'] = 'complete'
  while (progress.epoch < config.epochs && !isStale(metrics, config)) {
    const finished = await runSteps(training, reader, options)
    const row = finished ? await finishEpoch(training, options.signal) : null
    if (!row) {
      state = 'interrupted'
      await writeCheckpoint(runFiles(runFolder).stopped, program.session, config, progress)
      break
    }
    await options.onEpoch?.(row)
  }
  if (state === 'complete') await testBest(training, options.signal)
  const best = bestOf(metrics)
  return {
    state,
    stoppedEarly: state === 'complete' && progress.epoch < config.epochs,
    epoch: progress.epoch,
    bestEpoch: best?.epoch ?? null,
    bestValidationLoss: best?.validationLoss ?? null,
    bestTestLoss: best?.testLoss ?? null,
  }
}

/** Runs the rest of an epoch's steps. @returns whether it reached the end of the epoch; false if it was stopped */
async function runSteps(
  { config, program, progress, batches, pace }: TrainingAtWork,
  reader: BatchReader,
  { signal, onStep }: TrainOptions,
): Promise<boolean> {
  const { stepsPerEpoch } = batches
  const epoch = progress.epoch + 1
  while (progress.step < stepsPerEpoch) {
    // Lets messages from outside and new batches arrive.
    await setImmediate()
    if (signal?.aborted) return false
    const began = performance.now()
    const batch = await reader.next()
    const waited = (performance.now() - began) / 1000
    const schedule = scheduleAt(config, epoch, progress.step, stepsPerEpoch)
    const isMeasured = progress.step % normEvery === 0
    const { terms, gradientNorm } = isMeasured
      ? program.stepWithNorm(batch, schedule)
      : { terms: program.step(batch, schedule), gradientNorm: null }
    const seconds = (performance.now() - began) / 1000
    const loss = lossOf(terms)
    const where = `at epoch ${epoch}, step ${progress.step + 1}`
    if (!Number.isFinite(loss)) throw diverged(`${where} the loss became ${loss}`)
    // Adam's second moments of such a gradient are infinite too: its weights would never move again.
    if (gradientNorm !== null && !Number.isFinite(gradientNorm)) {
      throw diverged(`${where} the norm of the gradient became ${gradientNorm}`)
    }
    progress.step++
    for (const [name, term] of Object.entries(terms)) progress.sums[name] = (progress.sums[name] ?? 0) + term
    if (gradientNorm !== null) {
      progress.gradientNorm.sum += gradientNorm
      progress.gradientNorm.count++
    }
    progress.stepSeconds += seconds - waited
    progress.waitedSeconds += waited
    progress.elapsedSeconds += seconds
    pace.add(isMeasured ? 'step with norm' : 'step', seconds)
    const secondsPerStep = pace.secondsPerStep()
    const stepsLeft = (config.epochs - progress.epoch) * stepsPerEpoch - progress.step
    await onStep?.({
      epoch,
      epochs: config.epochs,
      step: progress.step,
      stepsPerEpoch,
      loss,
      imagesPerSecond: config.batchSize / (secondsPerStep ?? seconds),
      secondsLeft: secondsPerStep === null ? null : secondsPerStep * stepsLeft,
    })
  }
  return true
}
