import type { Command } from 'commander'
import { stackImportSchema, type StackImport } from '../../src-preload/contract/datasets.ts'
import { channelSetNames } from '../../src-shared/sky/channels.ts'
import { defaultScale } from '../../src-shared/sky/scale.ts'
import { importStack } from '../application/datasets/import-stack.ts'
import { planImport, type ImportPlan } from '../application/datasets/plan-import.ts'
import { smallestValue } from '../application/datasets/standardised-patches.ts'
import { datasetTable } from './dataset-words.ts'
import { choiceOption, nameOption, numberOption } from './option-values.ts'
import { withScaleOption, withStandardisationOption } from './value-options.ts'
import type { Terminal } from './terminal.ts'

/** `cirrus dataset import STACK.npy --width DEG --out DIR`: patches made elsewhere, standardised and split. */
export function addDatasetImportCommand(dataset: Command, { output, signal }: Terminal) {
  const defaults = stackImportSchema.parse({ path: 'stack.npy', width: 1 })
  const untilChannels = dataset
    .command('import')
    .argument(
      '<stack>',
      '.npy file [N, H, W], or [N, H, W, channels], of square patches; [row, column], row 0 south, column 0 east',
    )
    .requiredOption('--width <degrees>', 'side of a patch', numberOption('--width', { min: 1e-3, max: 40 }))
    .requiredOption('--out <folder>', 'folder for the dataset; it must not hold one already')
    .description('make a dataset of patches made elsewhere: patches.npy, patches.csv and dataset.json')
    .option('--positions <file>', 'CSV file with a row for each patch: lon, lat of its centre (Galactic, degrees)')
    .option('--masks <file>', '.npy file [N, H, W]: 1 at good pixels, 0 at others, which training ignores')
    .option(
      '--noise <file>',
      '.npy file of the standard deviations of the noise, in the unit of the values: in the shape of the stack or of one patch, or [channels]',
    )
    .option('--unit <unit>', 'unit of the values', defaults.unit)
    .option(
      '--channels <channels>',
      'Stokes parameters in the last axis, I, QU or IQU; Q and U on Galactic axes, with the sign of U as in HEALPix',
      choiceOption('--channels', channelSetNames),
      defaults.channels,
    )
  withStandardisationOption(withScaleOption(untilChannels, ['log', 'linear']), defaults.standardisation)
    .option(
      '--split <split>',
      'random, as in the paper, or disjoint regions of the sky, which needs --positions',
      choiceOption('--split', ['random', 'disjoint']),
      defaults.split,
    )
    .option('--seed <number>', 'seed of the split', numberOption('--seed', { min: 0, integer: true }), defaults.seed)
    .option('--name <name>', 'name of the dataset, for a window that opens it; default: that of its folder', nameOption)
    .option('--json', 'one JSON object on stdout')
    .action(async (path: string, { scale, out, name, json, ...options }: ImportOptions) => {
      const given = stackImportSchema.parse({ ...options, scale, path })
      const plan = await planImport(given)
      const stack: StackImport = { ...given, scale: scale ?? (await scaleFor(path, plan, signal)) }
      if (scale === undefined && given.channels !== 'QU' && stack.scale === 'linear')
        output.note(`${path} has non-positive values: using --scale linear.`)
      if (plan.positions === null)
        output.note('Without --positions, the patches have no place on the sky: exports will have no sky coordinates.')
      const onProgress = (fraction: number, note: string) => output.progress(fraction, note)
      const record = await importStack({ stack, name, folder: out, signal, onProgress })
      if (json) return output.json(record)
      output.table(datasetTable(record, out))
    })
}

/** The scale of the intensities; patches of Q and U alone are linear. */
const scaleFor = async (path: string, plan: ImportPlan, signal: AbortSignal) =>
  plan.channels === 'QU' ? 'linear' : defaultScale({ min: await smallestValue(path, plan, signal) })

interface ImportOptions extends Omit<StackImport, 'path' | 'scale'> {
  scale?: StackImport['scale']
  out: string
  name?: string
  json?: boolean
}
