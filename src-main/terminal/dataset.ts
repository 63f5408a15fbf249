import type { Command } from 'commander'
import { cutDataset } from '../application/datasets/cut-dataset.ts'
import { createDatasetPreviews, type DatasetPreview } from '../application/datasets/preview-dataset.ts'
import { refusalWords } from '../application/datasets/refusal-counts.ts'
import { loadChannels } from '../application/maps/load-channels.ts'
import { channelSetNames } from '../../src-shared/sky/channels.ts'
import { datasetRecipeSchema, settledRecipe, type DatasetRecipe } from '../../src-preload/contract/datasets.ts'
import { samplingWarning } from '../../src-shared/sky/sampling.ts'
import { defaultScale } from '../../src-shared/sky/scale.ts'
import { addDatasetImportCommand } from './dataset-import.ts'
import { datasetTable, overlapWords, splitWords } from './dataset-words.ts'
import { withMapOptions, type MapOptions } from './map-options.ts'
import type { Terminal } from './terminal.ts'
import { choiceOption, numberOption } from './option-values.ts'
import { withUnitOptions, type UnitOptions } from './unit-options.ts'

/** `cirrus dataset create FILE --out DIR`: the patch grid of a map, cut, standardised and split. */
export function addDatasetCommand(program: Command, { output, signal }: Terminal) {
  const dataset = program.command('dataset').description('cut datasets of patches, or import them')
  const defaults = datasetRecipeSchema.parse({})
  withUnitOptions(withMapOptions(dataset.command('create')))
    .argument('<file>', 'map: HEALPix, or an image with celestial coordinates')
    .requiredOption('--out <folder>', 'folder for the dataset; it must not hold one already')
    .description('cut all patches of the grid into patches.npy, patches.csv and dataset.json')
    .option(
      '--size <pixels>',
      'pixels on a side',
      numberOption('--size', { min: 8, max: 1024, integer: true }),
      defaults.size,
    )
    .option('--width <degrees>', 'side of a patch', numberOption('--width', { min: 1e-3, max: 40 }), defaults.width)
    .option(
      '--step <degrees>',
      'distance between centres',
      numberOption('--step', { min: 0.05, max: 60 }),
      defaults.step,
    )
    .option(
      '--min-latitude <degrees>',
      'smallest |b| of a centre',
      numberOption('--min-latitude', { min: 0, max: 89 }),
      defaults.minLatitude,
    )
    .option(
      '--row-rule <rule>',
      'edge: rows start at the smallest |b|; multiple: rows at multiples of the step',
      choiceOption('--row-rule', ['edge', 'multiple']),
      defaults.rowRule,
    )
    .option(
      '--channels <channels>',
      'I: one column; QU or IQU: the Stokes parameters of a polarised map, Q and U on the patch’s own axes',
      choiceOption('--channels', channelSetNames),
      defaults.channels,
    )
    .option(
      '--scale <scale>',
      'log or linear, before standardising; default: log if all values are positive, otherwise linear. Q and U are always linear',
      choiceOption('--scale', ['log', 'linear']),
    )
    .option(
      '--split <split>',
      'random, as in the paper, or disjoint regions of the sky',
      choiceOption('--split', ['random', 'disjoint']),
      defaults.split,
    )
    .option('--seed <number>', 'seed of the split', numberOption('--seed', { min: 0, integer: true }), defaults.seed)
    .option('--json', 'one JSON object on stdout')
    .action(async (file: string, { scale, ...options }: DatasetOptions) => {
      const { out, column, coordsys, unit, frequency } = options
      const loaded = await loadChannels(file, column, options.channels, { coordsys, unit, frequency, signal })
      const recipe = settledRecipe(datasetRecipeSchema.parse({ ...options, scale: scale ?? defaultScale(loaded) }))
      if (scale === undefined && recipe.channels !== 'QU' && recipe.scale === 'linear')
        output.note(`Column ${loaded.name} has non-positive values: using --scale linear.`)
      const warning = samplingWarning(recipe, loaded.grid)
      if (warning) output.note(warning)
      output.note(previewWords(await createDatasetPreviews().of(recipe, loaded, signal)))
      const record = await cutDataset({
        path: file,
        ...{ unit, frequency, recipe },
        folder: out,
        signal,
        onProgress: (fraction, note) => output.progress(fraction, note),
        loaded,
      })
      if (options.json) return output.json(record)
      output.table(datasetTable(record, out))
    })
  addDatasetImportCommand(dataset, { output, signal })
}

/** Announces what will be cut. */
function previewWords({ count, positions, splits, overlap, refused }: DatasetPreview): string {
  const left = refused.length === 0 ? '' : ` of ${positions} positions (left out: ${refusalWords(refused)})`
  return `${count} patches${left}: ${splitWords(splits)}; ${overlapWords(overlap)}`
}

interface DatasetOptions extends Omit<DatasetRecipe, 'scale'>, MapOptions, UnitOptions {
  scale?: DatasetRecipe['scale']
  out: string
  json?: boolean
}
