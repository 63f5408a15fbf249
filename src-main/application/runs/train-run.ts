import { resolve } from 'node:path'
import packageFacts from '../../../package.json' with { type: 'json' }
import type { EpochMetrics, RunEnvironment, TrainingStep } from '../../../src-preload/contract/runs.ts'
import type { TrainingConfig } from '../../../src-shared/model/configuration.ts'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import type { EngineDescription } from '../../engine/contract.ts'
import { holdsTraining, newestCheckpoint } from '../../engine/training/find-checkpoint.ts'
import type { Engine } from '../host/engine.ts'
import { readDataset } from '../datasets/dataset-folder.ts'
import { lossText } from '../../../src-shared/model/loss-words.ts'
import { openRunLog } from './run-log.ts'
import { addRunEnvironment, readRun, writeRunRecord } from './run-folder.ts'
import { checkStartWeights, describeStartWeights } from './start-weights.ts'

export interface TrainOrder {
  /** Folder of the dataset. */
  dataset: string
  /** Folder of the run. */
  folder: string
  /** Null resumes the run in the folder from its last checkpoint. */
  config: TrainingConfig | null
  /** Weights file for a new run to start from; null draws them with the seed. */
  weights?: string | null
  /** Total number of epochs, if a resumed run is to be trained longer. */
  epochs?: number
  signal: AbortSignal
  onStep?(step: TrainingStep): void
  onEpoch?(metrics: EpochMetrics): void
  onDevice?(device: { device: string; parameters: number }): void
  /** What could not be used of the run's folder, in a sentence. */
  onNote?(note: string): void
}

export interface TrainSummary {
  state: 'complete' | 'interrupted'
  /** Whether it completed before the last epoch because it had stopped improving. */
  stoppedEarly: boolean
  /** Completed epochs. */
  epoch: number
  bestEpoch: number | null
  bestValidationLoss: number | null
  /** Test metric of the best epoch; null if the test patches are not evaluated. */
  bestTestLoss: number | null
  device: string
  parameters: number
}

/** Milliseconds allowed for recording the step, TensorFlow's preparation of the graph, and the first step. */
const compileLimit = 60_000

/**
 * Trains a run in the engine process. Aborting the signal stops it within one step, with a checkpoint; if the step
 * hangs, its process is killed.
 * @throws CirrusError refused | conflict | engine-... ; the run folder keeps everything up to the last checkpoint
 */
export async function trainRun(engine: Engine, order: TrainOrder): Promise<TrainSummary> {
  const { dataset, folder, signal } = order
  const { record } = await readDataset(dataset)
  const { config, startWeights } = order.config
    ? { config: order.config, startWeights: order.weights ? await describeStartWeights(order.weights) : null }
    : await resumed(folder, record.fingerprint, order.epochs)
  if (order.config) {
    // The engine refuses such a folder too, but only after its record of the dataset would have been overwritten.
    if (await holdsTraining(folder)) {
      throw new CirrusError('conflict', `${folder} already holds a training. Resume it, or choose another folder.`)
    }
    await writeRunRecord(folder, {
      format: 'cirrus-run-1',
      cirrus: packageFacts.version,
      createdAt: new Date().toISOString(),
      dataset: { folder: resolve(dataset), fingerprint: record.fingerprint },
      startWeights,
      environments: [],
    })
  }
  if (signal.aborted) throw new CirrusError('cancelled', 'Stopped before the training began.')
  const log = openRunLog(folder)
  log.say(`${order.config ? 'started' : 'resumed'}, up to epoch ${config.epochs}`)
  let stepped = false
  let recorded = Promise.resolve()
  const training = engine.call(
    'training.run',
    {
      datasetFolder: resolve(dataset),
      runFolder: resolve(folder),
      config,
      resume: order.config === null,
      weights: startWeights?.file ?? null,
    },
    {
      onProgress: (told) => {
        if (told.kind === 'step') {
          stepped = true
          order.onStep?.(told.step)
        } else if (told.kind === 'epoch') {
          log.epoch(told.metrics)
          order.onEpoch?.(told.metrics)
        } else {
          recorded = addRunEnvironment(folder, environmentOf(told.device, told.note))
          if (told.note !== null) {
            log.say(told.note)
            order.onNote?.(told.note)
          }
          log.say(`on ${told.device.name}, TensorFlow ${told.device.tensorflowVersion}; ${told.parameters} parameters`)
          // A failure surfaces where it is awaited; until then it must not count as unhandled.
          recorded.catch(() => {})
          order.onDevice?.({ device: told.device.name, parameters: told.parameters })
        }
      },
    },
  )
  const stop = () => {
    engine.call('training.stop', { runFolder: resolve(folder) }).catch(() => {})
    engine.endIfHung(training, stepped ? 0 : compileLimit)
  }
  signal.addEventListener('abort', stop, { once: true })
  try {
    const end = await training
    await recorded
    log.say(`${end.state} after epoch ${end.epoch}${end.stoppedEarly ? ', stopped early' : ''}${bestWords(end)}`)
    return end
  } catch (error) {
    log.failure(error)
    throw error
  } finally {
    await log.flushed()
    signal.removeEventListener('abort', stop)
  }
}

/** `; best at epoch 7: loss 1834.2 in validation, 1840.0 in test`. */
function bestWords({ bestEpoch, bestValidationLoss: best, bestTestLoss: test }: TrainSummary): string {
  if (bestEpoch === null) return ''
  const tested = test === null ? '' : `, ${lossText(test)} in test`
  return `; best at epoch ${bestEpoch}: loss ${lossText(best!)} in validation${tested}`
}

const environmentOf = (device: EngineDescription, note: string | null): RunEnvironment => ({
  startedAt: new Date().toISOString(),
  cirrus: packageFacts.version,
  tensorflow: device.tensorflowVersion,
  kind: device.kind,
  device: device.name,
  driver: device.driverVersion,
  memoryBytes: device.memoryBytes,
  threads: device.threads,
  productPrecision: device.productPrecision,
  bfloat16Kernels: device.bfloat16Kernels,
  xla: device.xla,
  note,
})

/**
 * The dataset and configuration with which the run in a folder resumes.
 * @throws CirrusError refused if it was trained on other data, or started from other weights
 */
async function resumed(folder: string, fingerprint: string, epochs?: number) {
  const { record, config } = await readRun(folder)
  if (record.dataset.fingerprint !== fingerprint) {
    throw new CirrusError(
      'refused',
      `${folder} was trained on other patches (fingerprint ${record.dataset.fingerprint.slice(0, 12)}, but this dataset has ${fingerprint.slice(0, 12)}); resume it with its own dataset, ${record.dataset.folder}.`,
    )
  }
  // Without a checkpoint it starts again, which requires the same weights.
  if (record.startWeights && !(await newestCheckpoint(folder))) await checkStartWeights(record.startWeights)
  return { config: { ...config, epochs: epochs ?? config.epochs }, startWeights: record.startWeights }
}
