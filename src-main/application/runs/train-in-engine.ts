import { resolve } from 'node:path'
import packageFacts from '../../../package.json' with { type: 'json' }
import type { EpochMetrics, RunEnvironment, TrainingStep } from '../../../src-preload/contract/runs.ts'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import type { TrainingConfig } from '../../../src-shared/model/configuration.ts'
import { lossText } from '../../../src-shared/model/loss-words.ts'
import { threadUse } from '../../engine/client/engine-environment.ts'
import type { EngineDescription, TrainingOutcome } from '../../engine/outcomes.ts'
import type { Engine } from '../host/engine.ts'
import { addRunEnvironment } from './run-folder.ts'
import { openRunLog } from './run-log.ts'

/** What is told of a training while it runs. */
export interface TrainingListener {
  onStep?(step: TrainingStep): void
  onEpoch?(metrics: EpochMetrics): void
  onDevice?(device: { device: string; parameters: number }): void
  /** What could not be used of the run's folder, in a sentence. */
  onNote?(note: string): void
}

export interface EngineTraining extends TrainingListener {
  datasetFolder: string
  /** Holds the run's record already. */
  folder: string
  config: TrainingConfig
  resume: boolean
  /** Weights file to start from; null draws them with the seed. */
  weights: string | null
  signal: AbortSignal
}

/** Milliseconds allowed for recording the step, TensorFlow's preparation of the graph, and the first step. */
const compileLimit = 60_000

/**
 * Trains in the engine process, with a log in the folder. Aborting the signal stops the training within one step, with a
 * checkpoint; if the step hangs, its process is killed.
 * @throws CirrusError cancelled | engine-... ; the folder keeps everything up to the last checkpoint
 */
export async function trainInEngine(engine: Engine, order: EngineTraining): Promise<TrainingOutcome> {
  const { folder, config, signal } = order
  if (signal.aborted) throw new CirrusError('cancelled', 'Stopped before the training began.')
  const log = openRunLog(folder)
  log.say(`${order.resume ? 'resumed' : 'started'}, up to epoch ${config.epochs}`)
  engine.use(threadUse(config))
  let stepped = false
  let recorded = Promise.resolve()
  const training = engine.call(
    'training.run',
    {
      datasetFolder: resolve(order.datasetFolder),
      runFolder: resolve(folder),
      config,
      resume: order.resume,
      weights: order.weights,
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
function bestWords({ bestEpoch, bestValidationLoss: best, bestTestLoss: test }: TrainingOutcome): string {
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
