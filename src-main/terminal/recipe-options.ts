import type { Command } from 'commander'
import { datasetRecipeSchema, MOST_PATCHES } from '../../src-preload/contract/dataset-recipe.ts'
import { channelSetNames } from '../../src-shared/sky/channels.ts'
import { choiceOption, numberOption } from './option-values.ts'
import { withScaleOption } from './scale-option.ts'

/** The options of `cirrus dataset create` that make up its recipe. */
export function withRecipeOptions(command: Command): Command {
  const defaults = datasetRecipeSchema.parse({})
  const untilChannels = command
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
      '--max-latitude <degrees>',
      'largest |b| of a centre',
      numberOption('--max-latitude', { min: 0, max: 90 }),
      defaults.maxLatitude,
    )
    .option(
      '--row-rule <rule>',
      'edge: rows start at the smallest |b|; multiple: rows at multiples of the step',
      choiceOption('--row-rule', ['edge', 'multiple']),
      defaults.rowRule,
    )
    .option(
      '--centres <kind>',
      'grid, or random: uniform on the sky between the two latitudes',
      choiceOption('--centres', ['grid', 'random']),
      defaults.centres,
    )
    .option(
      '--count <number>',
      'random centres',
      numberOption('--count', { min: 1, max: MOST_PATCHES, integer: true }),
      defaults.count,
    )
    .option(
      '--rotation <kind>',
      'none: along Galactic axes; random: each patch is turned by an angle of its own',
      choiceOption('--rotation', ['none', 'random']),
      defaults.rotation,
    )
    .option('--mask <file>', 'map whose pixels count as missing where its value is not above the threshold')
    .option('--mask-column <name>', 'column of the mask, by name or number from 1; default: the first')
    .option(
      '--mask-threshold <value>',
      'pixels are good above this value of the mask',
      numberOption('--mask-threshold'),
      defaults.maskThreshold,
    )
    .option(
      '--holes <rule>',
      'patches over missing pixels: skip, fill (by diffusion from the border of each hole), or keep with masks.npy',
      choiceOption('--holes', ['skip', 'fill', 'keep']),
      defaults.holes,
    )
    .option(
      '--good-fraction <fraction>',
      'good pixels that a patch needs to be filled or kept',
      numberOption('--good-fraction', { min: 0, max: 1 }),
      defaults.goodFraction,
    )
    .option(
      '--channels <channels>',
      'I: one column; QU or IQU: the Stokes parameters of a polarised map, Q and U on the patch’s own axes',
      choiceOption('--channels', channelSetNames),
      defaults.channels,
    )
  return withScaleOption(untilChannels)
    .option(
      '--split <split>',
      'random, as in the paper, or disjoint regions of the sky',
      choiceOption('--split', ['random', 'disjoint']),
      defaults.split,
    )
    .option(
      '--seed <number>',
      'seed of the split, of random centres and rotations',
      numberOption('--seed', { min: 0, integer: true }),
      defaults.seed,
    )
}
