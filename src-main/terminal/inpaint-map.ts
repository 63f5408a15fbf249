import type { Command } from 'commander'
import { frameSchema } from '../../src-preload/contract/maps.ts'
import {
  channelFillSchema,
  mapHolesSchema,
  type MapFill,
  type MapHoles,
} from '../../src-preload/contract/inpainted-maps.ts'
import { channelSets } from '../../src-shared/sky/channels.ts'
import type { Frame } from '../../src-shared/sky/healpix/map.ts'
import { polarisationConventions, type PolarisationConvention } from '../../src-shared/sky/polarisation.ts'
import { largestRadius } from '../../src-shared/sky/sources/source-in-row.ts'
import { estimatorFacts } from '../../src-shared/inpainting/estimator-facts.ts'
import { withEngine } from '../application/host/engine.ts'
import { inpaintMap } from '../application/inpainted-maps/inpaint-map.ts'
import { outlineMapFill } from '../application/inpainted-maps/outline-map-fill.ts'
import { maskOfFile } from '../application/masks/mask-of-file.ts'
import { usualEstimator } from '../application/inpaintings/usual-estimator.ts'
import { eachOf } from './channel-options.ts'
import { addDeviceOption, deviceOptionsOf } from './device-option.ts'
import { estimatorsOf, withEstimatorOptions, type EstimatorOptions } from './estimator-options.ts'
import { UsageError } from './exit-code.ts'
import { choiceOption, numberOption, repeated } from './option-values.ts'
import type { Terminal } from './terminal.ts'

/** `cirrus inpaint-map MAP --sources LIST --dataset DATASET --out DIR`: a map with its holes filled. */
export function addInpaintMapCommand(program: Command, { output, signal }: Terminal) {
  withEstimatorOptions(
    addDeviceOption(program.command('inpaint-map'))
      .argument('<map>', 'HEALPix map, FITS')
      .description('fill the holes of a HEALPix map, each from the sky around it; everything else stays bit for bit')
      .requiredOption('--out <folder>', 'output folder; one where the same work was stopped is gone on with')
      .option('--sources <file>', 'list of sources: CSV or FITS table with lon, lat (or ra, dec) and radius')
      .option(
        '--mask-radius <arcmin>',
        'radius of the sources in a list that have none of their own',
        numberOption('--mask-radius', { min: 1e-3, max: 60 * largestRadius }),
      )
      .option('--mask <file>', 'HEALPix map of any nside, ordering and frame, with a hole where it is 0')
      .option('--mask-column <name>', 'column of the mask, by name or number from 1; default: the first')
      .option(
        '--mask-threshold <value>',
        'a hole is where the mask is not above this (default: 0.5)',
        numberOption('--mask-threshold'),
      )
      .option('--column <name>', 'column of the map, by name or number; default: the first')
      .option(
        '--polcconv <convention>',
        'sign convention of U, overriding the header: COSMO (HEALPix) or IAU',
        choiceOption('--polcconv', polarisationConventions),
      )
      .option(
        '--coordsys <frame>',
        'frame of the map, overriding its header: G, C or E',
        choiceOption('--coordsys', frameSchema.options),
      )
      .option('--run <folder>', 'run, for estimators that use a trained model')
      .option('--dataset <folder>', "dataset whose patches say how wide each hole's patch is; default: the run's own")
      .option(
        '--sigma <width>',
        'noise of the map in standardised units',
        numberOption('--sigma', { min: 1e-6, max: 10 }),
        0.05,
      )
      .option(
        '--mask-of <channel=holes>',
        'holes of one channel: a list of sources or a HEALPix mask, or all if it has none: I=all (may be repeated)',
        repeated,
        [],
      )
      .option('--noise-of <channel=width>', 'noise of one channel, as --sigma: Q=0.1 (may be repeated)', repeated, [])
      .option(
        '--realisations <number>',
        'constrained realisations to write as whole maps, of the --samples that are drawn',
        numberOption('--realisations', { min: 0, max: 1000, integer: true }),
        4,
      ),
  )
    .option('--json', 'one JSON object on stdout')
    .action(async (map: string, options: InpaintMapOptions) => {
      const { out, column = null, coordsys, polcconv, run = null, dataset = null, sigma, realisations } = options
      if (run === null && dataset === null) throw new UsageError('give --run, or --dataset, or both')
      const estimators = estimatorsOf(options, await usualEstimator(run))
      if (estimators.length > 1) throw new UsageError('--estimator takes one here: a map is filled once')
      const [estimator] = estimators
      const [holes, channels] = [holesOf(options), await channelsOf(options)]
      const asked = { run, dataset, estimator, sigma, realisations, holes, channels }
      const request = { map, column, coordsys, polcconv, ...asked }
      output.progress(null, 'finding the holes')
      const outline = await outlineMapFill(request, signal)
      const device = deviceOptionsOf(options)
      const onProgress = (fraction: number, note: string) => output.progress(fraction, note)
      const began = performance.now()
      const record = await withEngine(device, (engine) =>
        inpaintMap(engine, { request, outline, folder: out, signal, onProgress }),
      )
      if (options.json) return output.json(record)
      const { work, files, pixels, limited } = record
      output.table([
        ['wrote', out],
        ['files', files.join(', ')],
        ...(work.set === 'I' ? [] : [['channels', channelSets[work.set].join(', ')]]),
        ['holes', `${work.holes.length}, ${pixels} pixels`],
        ['patches', `${work.size} px, ${work.width} deg`],
        ['estimator', estimatorFacts[estimator.kind].title],
        ...(limited > 0 ? [['limited', `${limited} values that the column can't hold`]] : []),
        ['time', `${((performance.now() - began) / 1000).toFixed(0)} s`],
      ])
    })
}

interface InpaintMapOptions extends EstimatorOptions {
  device: string[]
  out: string
  sources?: string
  maskRadius?: number
  mask?: string
  maskColumn?: string
  maskThreshold?: number
  column?: string
  coordsys?: Frame
  polcconv?: PolarisationConvention
  maskOf: string[]
  noiseOf: string[]
  run?: string
  dataset?: string
  sigma: number
  realisations: number
  json?: boolean
}

/** @throws UsageError */
function holesOf({ sources, mask, maskRadius, maskColumn, maskThreshold }: InpaintMapOptions): MapHoles {
  if ((sources === undefined) === (mask === undefined))
    throw new UsageError('give --sources or --mask: where the holes are')
  if (maskRadius !== undefined && sources === undefined)
    throw new UsageError('--mask-radius is for a list of sources: name that with --sources')
  if ((maskColumn !== undefined || maskThreshold !== undefined) && mask === undefined)
    throw new UsageError('--mask-column and --mask-threshold are for a map: name that with --mask')
  return sources === undefined
    ? mapHolesSchema.parse({ kind: 'map', path: mask, column: maskColumn, threshold: maskThreshold })
    : mapHolesSchema.parse({ kind: 'sources', path: sources, radius: maskRadius })
}

/** What differs for channels; files of holes are looked into. @throws UsageError, and what `maskOfFile` throws */
async function channelsOf(options: InpaintMapOptions): Promise<MapFill['channels']> {
  const channels: MapFill['channels'] = {}
  for (const [channel, holes] of eachOf('--mask-of', options.maskOf)) {
    const choice = holes === 'all' ? { kind: holes } : await maskOfFile(holes)
    if (choice.kind !== 'all' && choice.kind !== 'sources' && choice.kind !== 'map')
      throw new UsageError(`--mask-of takes all, a list of sources or a HEALPix mask, not ${holes}`)
    const { maskRadius: radius, maskThreshold: threshold } = options
    channels[channel] = channelFillSchema.parse({ holes: { ...choice, radius, threshold } })
  }
  for (const [channel, width] of eachOf('--noise-of', options.noiseOf))
    channels[channel] = { ...channels[channel], sigma: numberOption('--noise-of', { min: 1e-6, max: 10 })(width) }
  return channels
}
