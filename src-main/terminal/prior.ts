import type { Command } from 'commander'
import { priorKindSchema, type PriorKind } from '../../src-preload/contract/priors.ts'
import { checkpointSchema, type CheckpointChoice } from '../../src-preload/contract/runs.ts'
import type { TrainingConfig } from '../../src-shared/model/configuration.ts'
import { lossName } from '../../src-shared/model/loss-words.ts'
import { withEngine } from '../application/host/engine.ts'
import { priorStanding } from '../application/priors/prior-standing.ts'
import { newPrior, resumePrior } from '../application/priors/train-prior.ts'
import { addDeviceOption, deviceOptionsOf } from './device-option.ts'
import { UsageError } from './exit-code.ts'
import { choiceOption, numberOption, repeated } from './option-values.ts'
import { applySettings, settingLines } from './set-option.ts'
import { addPriorListCommand } from './prior-list.ts'
import type { Terminal } from './terminal.ts'
import { bestRows, trainingNotes } from './training-words.ts'

/** `cirrus prior train RUN` and `cirrus prior list RUN`: priors of a run's latents. */
export function addPriorCommand(program: Command, terminal: Terminal) {
  const { output, signal } = terminal
  const prior = program.command('prior').description('priors of the latents of a run')
  addPriorListCommand(prior, terminal)
  addDeviceOption(prior.command('train'))
    .argument('<run>', 'folder of a run')
    .description('train a prior on the latents of a run; its folder is RUN/priors/NAME')
    .option(
      '--kind <kind>',
      'flow: flow matching; coupling: affine coupling layers; gaussian: a normal distribution with full covariance',
      choiceOption('--kind', priorKindSchema.options),
      'flow',
    )
    .option('--name <name>', 'name of the prior; default: its kind')
    .option(
      '--checkpoint <which>',
      'best or last, of the run',
      choiceOption('--checkpoint', checkpointSchema.options),
      'best',
    )
    .option('--epochs <number>', 'total number of epochs', numberOption('--epochs', { min: 1, integer: true }))
    .option(
      '--set <name=value>',
      'change one setting of a flow or of coupling layers; may be repeated',
      repeated,
      [] as string[],
    )
    .option('--seed <number>', 'seed of the training', numberOption('--seed', { min: 0, integer: true }), 0)
    .option('--resume', 'resume from the last checkpoint')
    .option('--json', 'one JSON object on stdout')
    .addHelpText('after', () => `\nSettings of --set, and what each takes:\n${settingLines().join('\n')}`)
    .action(async (run: string, options: PriorOptions) => {
      const { kind, name = kind, checkpoint, epochs, seed } = options
      if (options.resume && options.set.length > 0) {
        throw new UsageError('--resume continues with the settings of the prior: --set is only for a new one')
      }
      const settings = [...(epochs ? [`epochs=${epochs}`] : []), ...options.set]
      if (!options.resume) {
        const configure = (config: TrainingConfig) => applySettings({ ...config, seed }, settings)
        await newPrior({ run, name, kind, checkpoint, configure })
      }
      const { kind: made } = await priorStanding(run, name)
      const summary = await withEngine(deviceOptionsOf(options), (engine) =>
        resumePrior(engine, {
          ...{ run, name, epochs, signal },
          ...trainingNotes(output, lossName(made === 'coupling' ? 'coupling' : 'flow')),
          onEncoded: (done, count) => output.progress(done / count, `encoding patch ${done} of ${count}`),
        }),
      )
      if (options.json) return output.json(summary)
      const { folder, latents, training } = summary
      output.table([
        ['wrote', folder],
        ['latents', `${latents.side} x ${latents.side} x ${latents.channels}, of ${latents.count} patches`],
        ...(training ? [['epochs', String(training.epoch)] satisfies [string, string], ...bestRows(training)] : []),
      ])
    })
}

interface PriorOptions {
  device: string[]
  kind: PriorKind
  name?: string
  checkpoint: CheckpointChoice
  epochs?: number
  set: string[]
  seed: number
  resume?: boolean
  json?: boolean
}
