import { basename, join, resolve } from 'node:path'
import type { Command } from 'commander'
import { withEngine } from '../application/host/engine.ts'
import { reconstructPatches } from '../application/validations/reconstruct-patches.ts'
import { reportValidation } from '../application/exports/report-validation.ts'
import { validateRun } from '../application/validations/validate-run.ts'
import { readValidationRecord } from '../application/validations/validation-folder.ts'
import { recipeOptions } from '../../src-shared/statistics/spectrum-recipe.ts'
import { splitNameSchema, type SplitName } from '../../src-preload/contract/datasets.ts'
import { usualLikelihoodPatches } from '../../src-preload/contract/likelihood.ts'
import { usualPriorSamples } from '../../src-preload/contract/validations.ts'
import { checkpointSchema, type CheckpointChoice } from '../../src-preload/contract/runs.ts'
import type { Channel } from '../../src-shared/sky/channels.ts'
import { addDeviceOption, deviceOptionsOf } from './device-option.ts'
import { UsageError } from './exit-code.ts'
import type { Terminal } from './terminal.ts'
import { choiceOption, numberOption } from './option-values.ts'
import { validationRows } from './validation-rows.ts'
import { addSpectrumOptions, recipeOf, type SpectrumOptions } from './spectrum-options.ts'

/** `cirrus reconstruct RUN --out DIR`: Eq. 10 on every patch of a split; with `--report`, a full validation. */
export function addReconstructCommand(program: Command, { output, signal }: Terminal) {
  const command = addDeviceOption(program.command('reconstruct'))
    .argument('<run>', 'folder of a run')
    .requiredOption('--out <folder>', 'output folder')
    .description('reconstruct the patches of a split: means and deviations of decoded posterior samples')
    .option('--split <name>', 'train, validation, test', choiceOption('--split', splitNameSchema.options), 'test')
    .option(
      '--samples <number>',
      'posterior samples per patch',
      numberOption('--samples', { min: 1, max: 100_000, integer: true }),
      100,
    )
    .option('--dataset <folder>', "default: the run's own dataset")
    .option('--checkpoint <which>', 'best or last', choiceOption('--checkpoint', checkpointSchema.options), 'best')
    .option('--seed <number>', 'seed of the samples', numberOption('--seed', { min: 0, integer: true }), 0)
    .option(
      '--channel <channel>',
      'with --report, of patches with several channels: the one to measure and draw; default: the first',
      choiceOption('--channel', ['I', 'Q', 'U']),
    )
    .option('--report', 'validate the run: also write all statistics, figures (SVG, PDF, PNG, CSV) and report.html')
    .option(
      '--prior-samples <number>',
      `with --report: draws from the prior to compare with the patches (default: ${usualPriorSamples})`,
      numberOption('--prior-samples', { min: 16, max: 10_000, integer: true }),
    )
    .option('--prior <name>', 'with --report: a prior of the run to draw samples from; default: N(0, 1)')
    .option('--classifier', 'with --report: also train a network to tell prior samples from the patches (minutes)')
    .option(
      '--likelihood [patches]',
      `with --report: also compute ln p of the latents of so many patches (default: ${usualLikelihoodPatches}), under N(0, 1) and the prior`,
      numberOption('--likelihood', { min: 2, max: 100_000, integer: true }),
    )
    .option('--beside <folder>', 'folder of another validation to show side by side in the report')
  addSpectrumOptions(command)
    .option('--json', 'one JSON object on stdout')
    .action(async (run: string, options: ReconstructOptions) => {
      if (options.report) return validate(run, options, { output, signal })
      if (options.beside) throw new UsageError('--beside needs --report')
      if (options.channel) throw new UsageError('--channel needs --report')
      if (options.priorSamples !== undefined) throw new UsageError('--prior-samples needs --report')
      if (options.prior !== undefined) throw new UsageError('--prior needs --report')
      if (options.classifier) throw new UsageError('--classifier needs --report')
      if (options.likelihood !== undefined) throw new UsageError('--likelihood needs --report')
      const [ofSpectra] = recipeOptions(recipeOf(options)).flat()
      if (ofSpectra) throw new UsageError(`${ofSpectra} needs --report`)
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

/** A full validation: numbers and arrays in the folder, figures and report in its subfolder report/. */
async function validate(run: string, options: ReconstructOptions, { output, signal }: Terminal) {
  const { out, split, samples, checkpoint, seed, beside, classifier = false } = options
  const { channel = null, prior = null, priorSamples = usualPriorSamples } = options
  // The option alone is true.
  const likelihood = options.likelihood === true ? usualLikelihoodPatches : (options.likelihood ?? null)
  if (seed !== 0) throw new UsageError('validations always use seed 0, so that they can be compared; leave --seed out')
  const name = (folder: string) => basename(resolve(folder))
  await withEngine(deviceOptionsOf(options), async (engine) => {
    const record = await validateRun(engine, {
      run,
      dataset: options.dataset ?? null,
      config: {
        checkpoint,
        split,
        samples,
        channel,
        prior,
        priorSamples,
        classifier,
        likelihood,
        spectra: recipeOf(options),
      },
      folder: out,
      signal,
      onProgress: (fraction, note) => output.progress(0.8 * fraction, note),
    })
    const files = await reportValidation(engine, {
      subject: { folder: out, name: name(run) },
      beside: beside === undefined ? null : { folder: beside, name: name((await readValidationRecord(beside)).run) },
      out: join(out, 'report'),
      signal,
      onProgress: (fraction, note) => output.progress(0.8 + 0.2 * fraction, note),
    })
    if (options.json) return output.json({ ...record, files })
    output.table([['wrote', out], ['report', files[0].path], ...validationRows(record)])
  })
}

interface ReconstructOptions extends SpectrumOptions {
  device: string[]
  out: string
  split: SplitName
  samples: number
  dataset?: string
  checkpoint: CheckpointChoice
  channel?: Channel
  seed: number
  report?: boolean
  prior?: string
  priorSamples?: number
  classifier?: boolean
  likelihood?: number | true
  beside?: string
  json?: boolean
}
