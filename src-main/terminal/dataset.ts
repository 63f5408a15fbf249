import type { Command } from 'commander'
import { cutDataset } from '../application/datasets/cut-dataset.ts'
import { planDataset } from '../application/datasets/plan-dataset.ts'
import { datasetRecipeSchema, type DatasetRecipe } from '../../src-preload/contract/datasets.ts'
import { withMapOptions, type MapOptions } from './map-options.ts'
import type { Terminal } from './terminal.ts'
import { choiceOption, numberOption } from './option-values.ts'

/** `cirrus dataset create FILE --out DIR`: the patch grid of a map, cut, standardised and split. */
export function addDatasetCommand(program: Command, { output, signal }: Terminal) {
  const dataset = program.command('dataset').description('cut datasets of patches')
  const defaults = datasetRecipeSchema.parse({})
  withMapOptions(dataset.command('create'))
    .argument('<file>', 'HEALPix map')
    .requiredOption('--out <folder>', 'folder of the dataset; made, and refused if it already holds one')
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
      'edge: rows begin at the smallest |b|; multiple: rows at multiples of the step',
      choiceOption('--row-rule', ['edge', 'multiple']),
      defaults.rowRule,
    )
    .option(
      '--scale <scale>',
      'log or linear, before standardising',
      choiceOption('--scale', ['log', 'linear']),
      defaults.scale,
    )
    .option(
      '--split <split>',
      'random, as in the paper, or disjoint sky',
      choiceOption('--split', ['random', 'disjoint']),
      defaults.split,
    )
    .option('--seed <number>', 'of the split', numberOption('--seed', { min: 0, integer: true }), defaults.seed)
    .option('--json', 'one JSON object on stdout')
    .action(async (file: string, options: DatasetRecipe & MapOptions & { out: string; json?: boolean }) => {
      const recipe = datasetRecipeSchema.parse(options)
      const plan = planDataset(recipe)
      output.note(
        `${plan.count} patches: ${plan.splits.train} train, ${plan.splits.validation} validation, ${plan.splits.test} test, ` +
          `${plan.splits.unused} unused; ${(100 * plan.overlap).toFixed(1)} % of the test area lies inside training patches`,
      )
      const record = await cutDataset({
        path: file,
        column: options.column,
        coordsys: options.coordsys,
        recipe,
        folder: options.out,
        signal,
        onProgress: (fraction, note) => output.progress(fraction, note),
      })
      if (options.json) output.json(record)
      else {
        output.table([
          ['wrote', options.out],
          ['patches', `${record.count} of ${recipe.size} x ${recipe.size} px`],
          [
            'split',
            `${record.splits.train} train, ${record.splits.validation} validation, ${record.splits.test} test, ${record.splits.unused} unused`,
          ],
          ['overlap', `${(100 * record.overlap).toFixed(1)} % of the test area lies inside training patches`],
          ...(record.refused.length > 0
            ? [['left out', record.refused.map(({ reason, count }) => `${count} with ${reason}`).join(', ')]]
            : []),
        ])
      }
    })
}
