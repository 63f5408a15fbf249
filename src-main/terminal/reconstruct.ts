import type { Command } from 'commander'
import { withEngine } from '../application/engine.ts'
import { reconstructPatches } from '../application/operations/reconstruct-patches.ts'
import { splitNameSchema, type SplitName } from '../../src-preload/contract/datasets.ts'
import { checkpointSchema, type CheckpointChoice } from '../../src-preload/contract/runs.ts'
import { addDeviceOption, deviceOptionsOf } from './device-option.ts'
import type { Terminal } from './main.ts'
import { choiceOption, numberOption } from './option-values.ts'

/** `cirrus reconstruct RUN --out DIR`: Eq. 10 on every patch of a split. */
export function addReconstructCommand(program: Command, { output, signal }: Terminal) {
  addDeviceOption(program.command('reconstruct'))
    .argument('<run>', 'folder of a run')
    .requiredOption('--out <folder>', 'folder of the result')
    .description('reconstruct the patches of a split: means and deviations of decoded posterior samples')
    .option('--split <name>', 'train, validation, test', choiceOption('--split', splitNameSchema.options), 'test')
    .option(
      '--samples <number>',
      'posterior samples of each patch',
      numberOption('--samples', { min: 1, max: 100_000, integer: true }),
      100,
    )
    .option('--dataset <folder>', "the run's own dataset if left out")
    .option('--checkpoint <which>', 'best or last', choiceOption('--checkpoint', checkpointSchema.options), 'best')
    .option('--seed <number>', 'of the samples', numberOption('--seed', { min: 0, integer: true }), 0)
    .option('--json', 'one JSON object on stdout')
    .action(async (run: string, options: ReconstructOptions) => {
      const { out, split, samples, checkpoint, seed } = options
      const record = await withEngine(deviceOptionsOf(options), (engine) =>
        reconstructPatches(engine, {
          run,
          dataset: options.dataset ?? null,
          checkpoint,
          split,
          samples,
          seed,
          folder: out,
          signal,
          onPatch: (done, count) => output.progress(done / count, `patch ${done}/${count}`),
        }),
      )
      if (options.json) return output.json(record)
      const { result } = record
      output.table([
        ['wrote', out],
        ['patches', `${result.count} of ${split}`],
        ['epoch', String(result.epoch)],
        ['mean squared error', result.meanSquaredError.toFixed(4)],
        ['seconds', result.seconds.toFixed(1)],
      ])
    })
}

interface ReconstructOptions {
  device: string[]
  out: string
  split: SplitName
  samples: number
  dataset?: string
  checkpoint: CheckpointChoice
  seed: number
  json?: boolean
}
