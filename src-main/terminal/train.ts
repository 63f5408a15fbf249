import type { Command } from 'commander'
import { datasetChannels } from '../../src-preload/contract/datasets.ts'
import type { EpochMetrics } from '../../src-preload/contract/runs.ts'
import { presetConfig } from '../application/runs/preset-config.ts'
import { trainRun } from '../application/runs/train-run.ts'
import { readDataset } from '../application/datasets/dataset-folder.ts'
import { withEngine } from '../application/host/engine.ts'
import { asCirrusError } from '../application/host/user-errors.ts'
import {
  presetSchema,
  trainingConfigSchema,
  type Preset,
  type TrainingConfig,
} from '../../src-shared/model/configuration.ts'
import { toWire } from '../../src-preload/rpc/errors.ts'
import {
  formWords,
  readSetting,
  settingForms,
  settingMisfit,
  unknownSetting,
} from '../../src-shared/model/training-settings.ts'
import { lossText } from '../../src-shared/model/loss-words.ts'
import { addDeviceOption, deviceOptionsOf } from './device-option.ts'
import { UsageError } from './exit-code.ts'
import type { Terminal } from './terminal.ts'
import { choiceOption, numberOption, repeated } from './option-values.ts'

/** `cirrus train DATASET --out RUN`: trains a model, or resumes a run that was stopped. */
export function addTrainCommand(program: Command, { output, signal }: Terminal) {
  addDeviceOption(program.command('train'))
    .argument('<dataset>', 'folder of a dataset')
    .requiredOption('--out <folder>', 'folder of the run')
    .description('train a variational autoencoder, or a flow, on a dataset')
    .option(
      '--preset <name>',
      `${presetSchema.options.join(', ')}; default: the one that fits the patches`,
      choiceOption('--preset', presetSchema.options),
    )
    .option('--epochs <number>', 'total number of epochs', numberOption('--epochs', { min: 1, integer: true }))
    .option('--set <name=value>', 'change one value of the preset; may be repeated', repeated, [] as string[])
    .option('--weights <file>', 'start from these weights, written by cirrus export RUN --format safetensors')
    .option('--resume', 'resume from the last checkpoint')
    .option('--json', 'one JSON object on stdout')
    .addHelpText('after', () => `\nSettings of --set, and what each takes:\n${settingLines().join('\n')}`)
    .action(async (dataset: string, options: TrainOptions) => {
      if (options.resume && (options.preset || options.set.length > 0 || options.weights)) {
        throw new UsageError(
          '--resume continues with the settings of the run: --preset, --set and --weights are only for new runs',
        )
      }
      const device = deviceOptionsOf(options)
      const { record } = await readDataset(dataset)
      const config = options.resume
        ? null
        : applySettings(
            presetConfig(options.preset ?? null, record.recipe.size, datasetChannels(record.recipe).length),
            [...(options.epochs ? [`epochs=${options.epochs}`] : []), ...options.set],
          )
      const summary = await withEngine(device, (engine) =>
        trainRun(engine, {
          dataset,
          folder: options.out,
          config,
          weights: options.weights,
          epochs: options.epochs,
          signal,
          onNote: (note) => output.note(note),
          onStep: (step) =>
            output.progress(
              (step.epoch - 1 + step.step / step.stepsPerEpoch) / step.epochs,
              `epoch ${step.epoch}/${step.epochs}  step ${step.step}/${step.stepsPerEpoch}  ${step.imagesPerSecond.toFixed(0)} images/s`,
            ),
          onEpoch: (epoch) => output.note(`epoch ${epoch.epoch}  ${lossWords(epoch)}  ${epoch.seconds.toFixed(1)} s`),
        }),
      ).catch((error: unknown) => {
        // A caller that waits for a batch job's end learns of a failure from the same file.
        if (options.json) output.json({ state: 'failed', failure: toWire(asCirrusError(error)) })
        throw error
      })
      if (options.json) output.json(summary)
      else {
        output.table([
          ['wrote', options.out],
          ['state', summary.state],
          ['epochs', summary.stoppedEarly ? `${summary.epoch}, ended early` : String(summary.epoch)],
          ...bestRows(summary),
          ['device', summary.device],
        ])
      }
    })
}

/** `negative ELBO  train 1834.2  validation 1901.1  (reconstruction 1700.1, KL 201.0)`, or `velocity error  train ...`. */
function lossWords(row: EpochMetrics): string {
  const { trainLoss, validationLoss, validationReconstruction: reconstruction, validationKl: kl } = row
  const losses = `train ${lossText(trainLoss)}  validation ${lossText(validationLoss)}`
  if (reconstruction === null || kl === null) return `velocity error  ${losses}`
  return `negative ELBO  ${losses}  (reconstruction ${lossText(reconstruction)}, KL ${lossText(kl)})`
}

/** Table rows for the best epoch of a run: validation, and test if evaluated. */
export function bestRows(run: {
  bestEpoch: number | null
  bestValidationLoss: number | null
  bestTestLoss: number | null
}): [string, string][] {
  const { bestEpoch, bestValidationLoss: best, bestTestLoss: test } = run
  if (bestEpoch === null) return [['best', 'none yet']]
  const at = (value: number) => `${lossText(value)} at epoch ${bestEpoch}`
  return [['best', at(best!)], ...(test === null ? [] : [['test', at(test)] satisfies [string, string]])]
}

interface TrainOptions {
  device: string[]
  out: string
  preset?: Preset
  epochs?: number
  set: string[]
  weights?: string
  resume?: boolean
  json?: boolean
}

function settingLines(): string[] {
  const forms = Object.entries(settingForms)
  const width = Math.max(...forms.map(([name]) => name.length))
  return forms.map(([name, form]) => `  ${name.padEnd(width)}  ${formWords(form)}`)
}

/**
 * A configuration with some values changed, each given as `name=value`: lists with commas, `none` for null.
 * @throws UsageError for an unknown name, or an invalid value
 */
export function applySettings(config: TrainingConfig, settings: readonly string[]): TrainingConfig {
  const changed: TrainingConfig = { ...config }
  for (const setting of settings) {
    const [, name, text] = /^([A-Za-z0-9]+)=(.*)$/s.exec(setting) ?? []
    const known = trainingConfigSchema.keyof().safeParse(name)
    if (!known.success) {
      throw new UsageError(`--set ${unknownSetting(setting, Object.keys(config), 'name=value')}`)
    }
    const value = readSetting(known.data, text)
    const misfit = settingMisfit(known.data, value)
    if (misfit) throw new UsageError(`--set ${setting}: ${misfit}`)
    Object.assign(changed, { [known.data]: value })
  }
  return changed
}
