import type { Command } from 'commander'
import { datasetRecipeSchema, MOST_PATCHES } from '../../src-preload/contract/dataset-recipe.ts'
import { channelSetNames } from '../../src-shared/sky/channels.ts'
import { scaleNames } from '../../src-shared/sky/scale.ts'
import { choiceOption, numberOption } from './option-values.ts'
import { withScaleOption, withStandardisationOption } from './value-options.ts'

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
  const untilScale = withScaleOption(untilChannels, scaleNames).option(
    '--softening <value>',
    'of asinh(value / softening), in the unit of the values; default: the robust noise of the map, 1.4826 times its median absolute deviation',
    numberOption('--softening', { min: 0 }),
  )
  return withStandardisationOption(untilScale, defaults.standardisation)
    .option('--noise <file>', 'map of the noise, in the unit of the map, for the likelihood in training')
    .option(
      '--noise-columns <list>',
      'columns of the noise, one for each channel; default: the first ones, or for variances II_COV, QQ_COV, UU_COV',
    )
    .option(
      '--noise-kind <kind>',
      'what these columns are: deviation (standard deviations) or variance (their squares)',
      choiceOption('--noise-kind', ['deviation', 'variance']),
      defaults.noiseKind,
    )
    .option(
      '--clip-sigma <k>',
      'clip pixels k robust standard deviations from the median of the scaled patch',
      numberOption('--clip-sigma', { min: 1, max: 100 }),
    )
    .option(
      '--clip-percent <p>',
      'clip the lowest and the highest p percent of the pixels of a patch; with --scale log, values not above zero too',
      numberOption('--clip-percent', { min: 0, max: 25 }),
    )
    .option(
      '--clipped <rule>',
      'clipped pixels: limit (they get the limit) or missing (they count as missing, see --holes)',
      choiceOption('--clipped', ['limit', 'missing']),
      defaults.clipped,
    )
    .option(
      '--beam <arcmin>',
      'smooth patches to a Gaussian beam of this full width at half maximum, before they are scaled',
      numberOption('--beam', { min: 0, max: 600 }),
    )
    .option(
      '--map-beam <arcmin>',
      'full width at half maximum of the beam that the map already has',
      numberOption('--map-beam', { min: 0, max: 600 }),
      defaults.mapBeam,
    )
    .option(
      '--apodisation <degrees>',
      'multiply standardised values by a cosine taper of this width, which falls to 0 at the border',
      numberOption('--apodisation', { min: 0, max: 20 }),
      defaults.apodisation,
    )
    .option(
      '--split <split>',
      'random, as in the paper; disjoint regions of the sky; or regions of --regions',
      choiceOption('--split', ['random', 'disjoint', 'regions']),
      defaults.split,
    )
    .option('--regions <file>', 'DS9 region file; text={train}, {validation} or {test} names the split of each region')
    .option(
      '--seed <number>',
      'seed of the split, of random centres and rotations',
      numberOption('--seed', { min: 0, integer: true }),
      defaults.seed,
    )
}
