import type { Command } from 'commander'
import { cutDataset } from '../application/datasets/cut-dataset.ts'
import { createDatasetPreviews, type DatasetPreview } from '../application/datasets/preview-dataset.ts'
import { refusalWords } from '../application/datasets/refusal-counts.ts'
import { loadChannels } from '../application/maps/load-channels.ts'
import { frequencyFor } from '../application/maps/map-frequency.ts'
import { datasetRecipeSchema, settledRecipe, type DatasetRecipe } from '../../src-preload/contract/datasets.ts'
import { samplingWarning } from '../../src-shared/sky/sampling.ts'
import { formatSeconds } from '../../src-shared/text/format.ts'
import { defaultScale } from '../../src-shared/sky/scale.ts'
import { addDatasetExportCommand } from './dataset-export.ts'
import { addDatasetImportCommand } from './dataset-import.ts'
import { datasetTable, overlapWords, splitWords } from './dataset-words.ts'
import { withMapOptions, type MapOptions } from './map-options.ts'
import type { Terminal } from './terminal.ts'
import { withRecipeOptions } from './recipe-options.ts'
import { withUnitOptions, type UnitOptions } from './unit-options.ts'

/** `cirrus dataset create FILE --out DIR`: the patch grid of a map, cut, standardised and split. */
export function addDatasetCommand(program: Command, { output, signal }: Terminal) {
  const dataset = program.command('dataset').description('cut datasets of patches, import or export them')
  withRecipeOptions(withUnitOptions(withMapOptions(dataset.command('create'))))
    .argument('<file>', 'map: HEALPix, or an image with celestial coordinates')
    .requiredOption('--out <folder>', 'folder for the dataset; it must not hold one already')
    .description('cut patches of a map into patches.npy, patches.csv and dataset.json')
    .option('--json', 'one JSON object on stdout')
    .action(async (file: string, { scale, ...options }: DatasetOptions) => {
      const { out, column, coordsys, polcconv, unit } = options
      const frequency = await frequencyFor(file, options, output.note)
      const loaded = await loadChannels(file, column, options.channels, { coordsys, polcconv, unit, frequency, signal })
      const recipe = settledRecipe(
        datasetRecipeSchema.parse({ ...options, frequency, scale: scale ?? defaultScale(loaded) }),
      )
      if (scale === undefined && recipe.channels !== 'QU' && recipe.scale === 'linear')
        output.note(`Column ${loaded.name} has non-positive values: using --scale linear.`)
      const warning = samplingWarning(recipe, loaded.grid)
      if (warning) output.note(warning)
      output.note(previewWords(await createDatasetPreviews().of(recipe, loaded, signal)))
      const record = await cutDataset({
        path: file,
        recipe,
        folder: out,
        signal,
        onProgress: (fraction, note) => output.progress(fraction, note),
        loaded,
      })
      if (options.json) return output.json(record)
      output.table(datasetTable(record, out))
    })
  addDatasetImportCommand(dataset, { output, signal })
  addDatasetExportCommand(dataset, { output, signal })
}

/** Announces what will be cut. */
function previewWords({ count, positions, splits, overlap, refused, coverage, seconds }: DatasetPreview): string {
  const left = refused.length === 0 ? '' : ` of ${positions} positions (left out: ${refusalWords(refused)})`
  const cover = `each point covered is in ${coverage.mean.toFixed(1)} patches on average`
  const time = seconds === null ? '' : `; cutting takes about ${formatSeconds(seconds)}`
  return `${count} patches${left}: ${splitWords(splits)}; ${overlapWords(overlap)}; ${cover}${time}`
}

interface DatasetOptions extends Omit<DatasetRecipe, 'scale' | keyof UnitOptions>, MapOptions, UnitOptions {
  scale?: DatasetRecipe['scale']
  out: string
  json?: boolean
}
