import { rm } from 'node:fs/promises'
import { setImmediate } from 'node:timers/promises'
import {
  epochMetricsSchema,
  type EpochMetrics,
  type TrainingConfig,
  type TrainingStep,
} from '../../../src-preload/contract/runs.ts'
import { writeFileAtomically } from '../../files/atomic.ts'
import { writeNpy } from '../../files/npy.ts'
import { initialWeights } from '../model/initial-weights.ts'
import { modelWeights } from '../model/model.ts'
import { parameterCount } from '../model/weight-table.ts'
import { EngineError } from '../runtime/errors.ts'
import { batchesOf, type Batches } from './batches.ts'
import { checkTraining } from './check.ts'
import {
  begin,
  newestCheckpoint,
  readCheckpoint,
  writeCheckpoint,
  type Checkpoint,
  type Progress,
} from './checkpoint.ts'
import { holdRun } from './hold-run.ts'
import { samplePatch, validate } from './judge.ts'
import { bestOf, readMetrics, writeMetrics } from './metrics.ts'
import { openPatches, type PatchSource } from './patch-source.ts'
import { checkpointEpochs, checkpointsToThin, runFiles } from './run-folder.ts'
import { compileTraining, type TrainingProgram } from './training-program.ts'

export interface TrainOptions {
  datasetFolder: string
  runFolder: string
  config: TrainingConfig
  /** Go on from the newest checkpoint; from the start if there is none. */
  resume?: boolean
  /** Once the step is compiled. */
  onStart?: (start: TrainingStart) => void | Promise<void>
  /** After every step; training waits for it. */
  onStep?: (step: TrainingStep) => void | Promise<void>
  /** After every epoch, when its checkpoint, sample and metrics are on the disk. */
  onEpoch?: (metrics: EpochMetrics) => void | Promise<void>
  /** Stops the training within one step, with a checkpoint. */
  signal?: AbortSignal
}

export interface TrainingStart {
  parameters: number
  stepsPerEpoch: number
  trainPatches: number
  validationPatches: number
  /** Where it goes on: epochs complete, and steps of the next one. */
  epoch: number
  step: number
}

export interface TrainingEnd {
  state: 'complete' | 'interrupted'
  /** Epochs complete. */
  epoch: number
  bestEpoch: number | null
  bestValidationNegativeElbo: number | null
}

/**
 * Trains a model in a run folder: config.json, metrics.csv, checkpoints/, samples/. The same configuration and data
 * give the same weights, stopped and resumed or not. Event loop and signal get their turn after every step.
 * @throws EngineError 'config', 'dataset', 'checkpoint' before it begins; 'diverged' when the loss is no number any more
 */
export async function train(options: TrainOptions): Promise<TrainingEnd> {
  const source = await openPatches(options.datasetFolder)
  try {
    checkTraining(options.config, source, options.datasetFolder)
    const giveBack = await holdRun(options.runFolder)
    try {
      return await trainOn(source, options)
    } finally {
      await giveBack()
    }
  } finally {
    source.close()
  }
}

async function trainOn(source: PatchSource, options: TrainOptions): Promise<TrainingEnd> {
  const { config, runFolder } = options
  const checkpoint = await startingPoint(options)
  const entries = modelWeights(config)
  const program = compileTraining(
    config,
    checkpoint
      ? Object.fromEntries(entries.map(({ name }) => [name, checkpoint.tensors[name]]))
      : initialWeights(entries, config.seed),
  )
  try {
    if (checkpoint) restore(program, checkpoint)
    const progress = structuredClone(checkpoint?.progress ?? begin)
    const metrics = (await readMetrics(runFiles(runFolder).metrics)).filter((row) => row.epoch <= progress.epoch)
    await writeFileAtomically(runFiles(runFolder).config, JSON.stringify(config, null, 2) + '\n')
    const batches = batchesOf(source, config)
    await options.onStart?.({
      parameters: parameterCount(entries),
      stepsPerEpoch: batches.stepsPerEpoch,
      trainPatches: source.splits.train.length,
      validationPatches: source.splits.validation.length,
      epoch: progress.epoch,
      step: progress.step,
    })
    return await runEpochs(options, program, source, batches, progress, metrics)
  } finally {
    program.session.free()
  }
}

async function startingPoint({ resume, runFolder, config }: TrainOptions): Promise<Checkpoint | null> {
  const path = await newestCheckpoint(runFolder)
  if (!resume && path) {
    throw new EngineError(
      'checkpoint',
      `${runFolder} already holds a training. Resume it, or start a run in another folder.`,
    )
  }
  if (!path) return null
  const checkpoint = await readCheckpoint(path)
  const differing = (Object.keys(config) as (keyof TrainingConfig)[]).filter(
    (key) => key !== 'epochs' && JSON.stringify(config[key]) !== JSON.stringify(checkpoint.config[key]),
  )
  if (differing.length > 0) {
    throw new EngineError(
      'checkpoint',
      `${path} is of a training with another ${differing.join(', ')}. Only the number of epochs may change when a run is resumed.`,
    )
  }
  return checkpoint
}

function restore({ session }: TrainingProgram, { path, tensors }: Checkpoint): void {
  const state: Record<string, Float32Array> = {}
  for (const name of session.variables.keys()) {
    if (!tensors[name]) {
      throw new EngineError('checkpoint', `${path}: "${name}" is missing, so training cannot go on from it.`)
    }
    state[name] = tensors[name].values
  }
  session.putAll(state)
}

async function runEpochs(
  options: TrainOptions,
  program: TrainingProgram,
  source: PatchSource,
  batches: Batches,
  progress: Progress,
  metrics: EpochMetrics[],
): Promise<TrainingEnd> {
  const { config, runFolder } = options
  const files = runFiles(runFolder)
  let state: TrainingEnd['state'] = 'complete'
  while (progress.epoch < config.epochs) {
    const finished = await runSteps(options, program, batches, progress)
    if (!finished) {
      state = 'interrupted'
      await writeCheckpoint(files.stopped, program.session, config, progress)
      break
    }
    const began = performance.now()
    const epoch = progress.epoch + 1
    const validation = validate(program, batches, source.splits.validation.length)
    const sample = samplePatch(source)
    const pixels = new Float32Array([...sample, ...program.reconstruct(sample)])
    await writeNpy(files.sample(epoch), pixels, [2, source.size, source.size])
    const steps = batches.stepsPerEpoch
    const validationSeconds = (performance.now() - began) / 1000
    progress.elapsedSeconds += validationSeconds
    const row = epochMetricsSchema.parse({
      epoch,
      trainNegativeElbo: progress.sums.negativeElbo / steps,
      trainReconstruction: progress.sums.reconstruction / steps,
      trainKl: progress.sums.kl / steps,
      validationNegativeElbo: validation.reconstruction + validation.kl,
      validationReconstruction: validation.reconstruction,
      validationKl: validation.kl,
      imagesPerSecond: (steps * config.batchSize) / progress.stepSeconds,
      seconds: progress.stepSeconds + validationSeconds,
      elapsedSeconds: progress.elapsedSeconds,
    })
    if (!Number.isFinite(row.validationNegativeElbo)) throw diverged(epoch, steps, row.validationNegativeElbo)
    metrics.push(row)
    Object.assign(progress, structuredClone({ ...begin, epoch, elapsedSeconds: progress.elapsedSeconds }))
    // Metrics before the checkpoint: rows beyond it are dropped on resume, but a row before it could not be had again.
    await writeMetrics(files.metrics, metrics)
    await writeCheckpoint(files.checkpoint(epoch), program.session, config, progress)
    await rm(files.stopped, { force: true })
    const epochs = await checkpointEpochs(runFolder)
    for (const old of checkpointsToThin(epochs, bestOf(metrics)?.epoch ?? epoch)) await rm(files.checkpoint(old))
    await options.onEpoch?.(row)
  }
  const best = bestOf(metrics)
  return {
    state,
    epoch: progress.epoch,
    bestEpoch: best?.epoch ?? null,
    bestValidationNegativeElbo: best?.validationNegativeElbo ?? null,
  }
}

/** The rest of an epoch's steps. @returns whether it came to the epoch's end, not to the signal */
async function runSteps(
  { config, signal, onStep }: TrainOptions,
  program: TrainingProgram,
  batches: Batches,
  progress: Progress,
): Promise<boolean> {
  const { stepsPerEpoch } = batches
  while (progress.step < stepsPerEpoch) {
    await setImmediate()
    if (signal?.aborted) return false
    const began = performance.now()
    const { negativeElbo, reconstruction, kl } = program.step(batches.training(progress.epoch + 1, progress.step))
    const seconds = (performance.now() - began) / 1000
    if (!Number.isFinite(negativeElbo)) throw diverged(progress.epoch + 1, progress.step + 1, negativeElbo)
    progress.step++
    progress.sums.negativeElbo += negativeElbo
    progress.sums.reconstruction += reconstruction
    progress.sums.kl += kl
    progress.stepSeconds += seconds
    progress.elapsedSeconds += seconds
    const secondsPerStep = progress.stepSeconds / progress.step
    await onStep?.({
      epoch: progress.epoch + 1,
      epochs: config.epochs,
      step: progress.step,
      stepsPerEpoch,
      negativeElbo,
      imagesPerSecond: config.batchSize / secondsPerStep,
      secondsLeft: secondsPerStep * ((config.epochs - progress.epoch) * stepsPerEpoch - progress.step),
    })
  }
  return true
}

function diverged(epoch: number, step: number, value: number): EngineError {
  return new EngineError(
    'diverged',
    `The training diverged: at epoch ${epoch}, step ${step} the negative ELBO became ${value}. The last checkpoint is kept; start again with a lower learning rate.`,
  )
}
