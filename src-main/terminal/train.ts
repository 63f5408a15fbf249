import type { Command } from 'commander'
import { patchFormOf } from '../../src-preload/contract/datasets.ts'
import { presetConfig } from '../application/runs/preset-config.ts'
import { trainRun } from '../application/runs/train-run.ts'
import { readDataset } from '../application/datasets/dataset-folder.ts'
import { holdsLatents, readLatentsRecord } from '../application/priors/latents-folder.ts'
import { withEngine } from '../application/host/engine.ts'
import { asCirrusError } from '../application/host/user-errors.ts'
import { presetSchema, type Preset, type TrainingConfig } from '../../src-shared/model/configuration.ts'
import { priorConfig } from '../../src-shared/model/prior-config.ts'
import { searchedPriorSchema, type SearchedPrior } from '../../src-preload/contract/study-latents.ts'
import { toWire } from '../../src-preload/rpc/errors.ts'
import { addDeviceOption, deviceOptionsOf } from './device-option.ts'
import { UsageError } from './exit-code.ts'
import type { Terminal } from './terminal.ts'
import { choiceOption, numberOption, repeated } from './option-values.ts'
import { applySettings, settingLines } from './set-option.ts'
import { bestRows, trainingNotes } from './training-words.ts'

/** `cirrus train DATASET --out RUN`: trains a model, or resumes a run that was stopped. */
export function addTrainCommand(program: Command, { output, signal }: Terminal) {
  addDeviceOption(program.command('train'))
    .argument('<dataset>', 'folder of a dataset, or of latents: HOME/studies/NAME/latents of a study of a prior')
    .requiredOption('--out <folder>', 'folder of the run')
    .description('train a variational autoencoder, or a flow, on a dataset')
    .option(
      '--preset <name>',
      `${presetSchema.options.join(', ')}; default: the one that fits the patches`,
      choiceOption('--preset', presetSchema.options),
    )
    .option(
      '--prior <kind>',
      'kind of prior to train on latents (flow)',
      choiceOption('--prior', searchedPriorSchema.options),
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
      const config = options.resume
        ? null
        : applySettings(await usualConfig(dataset, options), [
            ...(options.epochs ? [`epochs=${options.epochs}`] : []),
            ...options.set,
          ])
      const summary = await withEngine(device, (engine) =>
        trainRun(engine, {
          dataset,
          folder: options.out,
          config,
          weights: options.weights,
          epochs: options.epochs,
          signal,
          ...trainingNotes(output),
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

/**
 * What a training starts from if nothing is set: a preset for a dataset's patches, or the usual prior of latents.
 * @throws CirrusError refused for a folder of neither; UsageError for an option that is for the other
 */
async function usualConfig(folder: string, { preset, prior }: TrainOptions): Promise<TrainingConfig> {
  if (holdsLatents(folder)) {
    if (preset) throw new UsageError(`--preset is for patches, and ${folder} holds latents: use --prior`)
    return priorConfig((await readLatentsRecord(folder)).latents, prior)
  }
  if (prior)
    throw new UsageError(`--prior is for latents, and ${folder} holds none; cirrus prior train trains one on a run`)
  return presetConfig(preset ?? null, patchFormOf((await readDataset(folder)).record))
}

interface TrainOptions {
  device: string[]
  out: string
  preset?: Preset
  prior?: SearchedPrior
  epochs?: number
  set: string[]
  weights?: string
  resume?: boolean
  json?: boolean
}
