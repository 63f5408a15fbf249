import type { Command } from 'commander'
import { channelSetNames, type ChannelSet } from '../../src-shared/sky/channels.ts'
import { compareChannels, comparePatchSets, type CompareOrder } from '../application/validations/compare-patches.ts'
import { writeComparison } from '../application/validations/write-comparison.ts'
import { channelTable, comparisonTable } from './comparison-table.ts'
import { likelihoodTable } from '../../src-shared/validation/likelihood-table.ts'
import { modelRows } from './likelihood-rows.ts'
import { withEngine, type Engine } from '../application/host/engine.ts'
import { classifierSettingsSchema } from '../../src-shared/validation/classifier-test.ts'
import type { ChannelComparison, Comparison } from '../../src-shared/validation/results.ts'
import { addDeviceOption, deviceOptionsOf } from './device-option.ts'
import { likelihoodsOfSets } from '../application/likelihoods/likelihoods-of-sets.ts'
import { UsageError } from './exit-code.ts'
import type { Terminal } from './terminal.ts'
import { choiceOption, numberOption } from './option-values.ts'
import { addSpectrumOptions, recipeOf, widthOption, type SpectrumOptions } from './spectrum-options.ts'

const classifierDefaults = classifierSettingsSchema.parse({})

/** `cirrus compare A.npy B.npy --width DEG`: statistics of two sets of patches from any source. */
export function addCompareCommand(program: Command, { output, signal }: Terminal) {
  const command = program
    .command('compare')
    .argument(
      '<first>',
      'patches [patches, rows, columns], or one [rows, columns], .npy or FITS image; with --channels .npy [patches, rows, columns, channels]',
    )
    .argument('<second>', 'another set of patches of the same size; the number of patches may differ')
    .argument('[others...]', 'further sets, whose distances from the first are listed beside those of the second')
    .requiredOption('--width <degrees>', 'side of a patch from the first pixel to the last', widthOption())
    .description(
      'histograms, quantiles, spectra, Minkowski functionals, moments and KS p-values of two sets of patches, and how ' +
        'far samples of any number of models are from the sky',
    )
  addDeviceOption(addSpectrumOptions(command))
    .option(
      '--channels <channels>',
      'Stokes parameters in the last axis: I, QU or IQU; each is compared, and spectra of E and B modes',
      choiceOption('--channels', channelSetNames),
      'I',
    )
    .option(
      '--first-masks <file>',
      '.npy file [patches, rows, columns] of the first set: 1 at good pixels, others count nowhere',
    )
    .option('--second-masks <file>', 'the same of the second set')
    .option(
      '--bins <number>',
      'number of bins of the histograms',
      numberOption('--bins', { min: 2, max: 10_000, integer: true }),
      20,
    )
    .option(
      '--thresholds <number>',
      'number of thresholds of the Minkowski functionals, over the same range',
      numberOption('--thresholds', { min: 2, max: 10_000, integer: true }),
      32,
    )
    .option(
      '--range <low,high>',
      'range of values; default: -3,5 for standardised patches, otherwise the 0.1 and 99.9 percentiles of both sets',
      rangeOption,
    )
    .option('--floor <file>', 'other sky: its distances from the first set are what a perfect model would reach')
    .option('--classifier', 'train a network to tell each set from the first one; 50 % of right answers is perfect')
    .option(
      '--folds <number>',
      'folds of the classifier; each holds out a part of the patches',
      numberOption('--folds', { min: 2, max: 20, integer: true }),
      classifierDefaults.folds,
    )
    .option(
      '--steps <number>',
      'steps of training in each fold',
      numberOption('--steps', { min: 1, max: 100_000, integer: true }),
      classifierDefaults.steps,
    )
    .option(
      '--seed <number>',
      'seed of the classifier',
      numberOption('--seed', { min: 0, integer: true }),
      classifierDefaults.seed,
    )
    .option('--unit <unit>', 'unit of the pixels, for the axes of figures', '')
    .option('--out <folder>', 'figures (SVG, PDF, PNG), their numbers (CSV) and comparison.json')
    .option('--json', 'one JSON object on stdout')
    .action(async (first: string, second: string, others: string[], options: CompareOptions) => {
      const { width, range = null, bins, thresholds, floor = null, unit, json, out, channels } = options
      const order: CompareOrder = {
        first,
        second,
        others,
        floor,
        width,
        masks: { first: options.firstMasks ?? null, second: options.secondMasks ?? null },
        spectra: recipeOf(options),
        bins,
        thresholds,
        range,
        unit,
        signal,
        onPatch: (done, count) => output.progress(done / count, `patch ${Math.floor(done)}/${count}`),
        onStep: (done, count) => output.progress(done / count, `classifier, step ${done}/${count}`),
      }
      const { folds, steps, seed } = options
      const compare = (engine: Engine | null): Promise<Comparison | ChannelComparison> => {
        const whole = { ...order, classifier: engine && { engine, settings: { folds, steps, seed } } }
        return channels === 'I' ? comparePatchSets(whole) : compareChannels(whole, channels)
      }
      const comparison = options.classifier ? await withEngine(deviceOptionsOf(options), compare) : await compare(null)
      if (out !== undefined) {
        const files = await writeComparison(comparison, { first, second, out, signal })
        output.note(`${files.length} files written to ${out}`)
      }
      const likelihoods = await likelihoodsOfSets([first, second, ...others])
      if (json) return output.json({ ...comparison, likelihoods })
      const rows =
        'channels' in comparison
          ? channelTable(comparison, [first, second])
          : comparisonTable(comparison, [first, second])
      output.table(likelihoods.length === 0 ? rows : [...rows, [], ...modelRows('flow', likelihoodTable(likelihoods))])
    })
}

/** @throws UsageError */
function rangeOption(text: string): [number, number] {
  const ends = text.split(',').map((word) => (word.trim() === '' ? NaN : Number(word)))
  if (ends.length === 2 && ends.every(Number.isFinite) && ends[0] < ends[1]) return [ends[0], ends[1]]
  throw new UsageError(`--range takes two numbers, the lower one first, as -3,5; not "${text}"`)
}

interface CompareOptions extends SpectrumOptions {
  width: number
  channels: ChannelSet
  firstMasks?: string
  secondMasks?: string
  bins: number
  thresholds: number
  range?: [number, number]
  floor?: string
  classifier?: boolean
  folds: number
  steps: number
  seed: number
  device: string[]
  unit: string
  out?: string
  json?: boolean
}
