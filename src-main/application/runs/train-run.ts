import { resolve } from 'node:path'
import packageFacts from '../../../package.json' with { type: 'json' }
import type { EpochMetrics, RunEnvironment, TrainingStep } from '../../../src-preload/contract/runs.ts'
import type { TrainingConfig } from '../../../src-shared/model/configuration.ts'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import type { EngineDescription } from '../../engine/contract.ts'
import { holdsTraining, newestCheckpoint } from '../../engine/training/find-checkpoint.ts'
import type { Engine } from '../host/engine.ts'
import { readDataset } from '../datasets/dataset-folder.ts'
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
  /** File of weights that a new run begins with; null draws them by the seed. */
  weights?: string | null
  /** Epochs in all, when a resumed run is to be trained for longer. */
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
  /** Complete before the last epoch, for want of improvement. */
  stoppedEarly: boolean
  /** Epochs complete. */
  epoch: number
  bestEpoch: number | null
  bestValidationNegativeElbo: number | null
  /** Of the best epoch on the test patches; null where they are not looked at. */
  bestTestNegativeElbo: number | null
  device: string
  parameters: number
}

/** Milliseconds that recording the step, TensorFlow's own preparation of the graph, and the first step may take. */
const compileLimit = 60_000

/**
 * Trains a run in the engine process. An aborted signal stops it within one step, with a checkpoint; a step that
 * hangs then is ended with its process.
 * @throws CirrusError refused | conflict | engine-... ; the run folder keeps everything up to the last checkpoint
 */
export async function trainRun(engine: Engine, order: TrainOrder): Promise<TrainSummary> {
  const { dataset, folder, signal } = order
  const { record } = await readDataset(dataset)
  const { config, startWeights } = order.config
    ? { config: order.config, startWeights: order.weights ? await describeStartWeights(order.weights) : null }
    : await resumed(folder, record.fingerprint, order.epochs)
  if (order.config) {
    // The engine refuses such a folder too, but only after its record of the dataset would be another one.
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
  log.say(`${order.config ? 'begun' : 'resumed'}, up to epoch ${config.epochs}`)
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
          // Whoever awaits it learns of a failure; until then it is nobody's.
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

/** `; best at epoch 7: -ELBO 1834.21 in validation, 1840.02 in test`. */
function bestWords({ bestEpoch, bestValidationNegativeElbo: best, bestTestNegativeElbo: test }: TrainSummary): string {
  if (bestEpoch === null) return ''
  const tested = test === null ? '' : `, ${test.toFixed(2)} in test`
  return `; best at epoch ${bestEpoch}: -ELBO ${best!.toFixed(2)} in validation${tested}`
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

/** What the run in a folder goes on with. @throws CirrusError refused if it was trained on other data, or began with other weights */
async function resumed(folder: string, fingerprint: string, epochs?: number) {
  const { record, config } = await readRun(folder)
  if (record.dataset.fingerprint !== fingerprint) {
    throw new CirrusError(
      'refused',
      `${folder} was trained on other patches (fingerprint ${record.dataset.fingerprint.slice(0, 12)}, this dataset's is ${fingerprint.slice(0, 12)}); resume it with its own dataset, ${record.dataset.folder}.`,
    )
  }
  // Without a checkpoint it begins again, which has to be with the same weights.
  if (record.startWeights && !(await newestCheckpoint(folder))) await checkStartWeights(record.startWeights)
  return { config: { ...config, epochs: epochs ?? config.epochs }, startWeights: record.startWeights }
}
