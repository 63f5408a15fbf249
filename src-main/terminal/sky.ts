import type { Command } from 'commander'
import { frameSchema } from '../../src-preload/contract/maps.ts'
import { checkpointSchema, type CheckpointChoice } from '../../src-preload/contract/runs.ts'
import { usualSkySteps } from '../../src-preload/contract/skies.ts'
import { MAX_NSIDE, orderOf, type Frame, type Ordering } from '../../src-shared/sky/healpix/map.ts'
import { withEngine } from '../application/host/engine.ts'
import { drawSky } from '../application/skies/draw-sky.ts'
import type { TemplateChoice } from '../application/skies/choose-template.ts'
import { outlineSky } from '../application/skies/outline-sky.ts'
import { addDeviceOption, deviceOptionsOf } from './device-option.ts'
import { UsageError } from './exit-code.ts'
import { choiceOption, numberOption, repeated } from './option-values.ts'
import { withOverwrite } from './overwrite-option.ts'
import { givenOf, type GivenOptions } from './sample-options.ts'
import type { Terminal } from './terminal.ts'

const wholeNumber = (name: string, min: number, max?: number) => numberOption(name, { min, max, integer: true })

/** `cirrus sky RUN --nside N --out FILE`: a realisation of the whole sky. */
export function addSkyCommand(program: Command, { output, signal }: Terminal) {
  withOverwrite(addDeviceOption(program.command('sky')))
    .argument('<run>', 'folder of a run of a flow on patches')
    .description('draw the whole sky from a flow, with patches that agree where they overlap: a HEALPix map')
    .requiredOption('--nside <number>', 'resolution of the map', wholeNumber('--nside', 1, MAX_NSIDE))
    .requiredOption('--out <file>', 'HEALPix map to write, FITS, Galactic')
    .option('--realisation <number>', 'number of the realisation: one sky for each', wholeNumber('--realisation', 0), 0)
    .option('--seed <number>', 'seed of all realisations', wholeNumber('--seed', 0), 0)
    .option('--checkpoint <which>', 'best or last', choiceOption('--checkpoint', checkpointSchema.options), 'best')
    .option('--dataset <folder>', "default: the run's own dataset, which says how wide a patch is")
    .option(
      '--step <degrees>',
      'largest distance between the centres of neighbouring patches; default: half their width, or less for small patches',
      numberOption('--step', { min: 1e-3, max: 90 }),
    )
    .option(
      '--condition <name=value>',
      'a number that the flow is told of every patch, for the whole sky; may be repeated',
      repeated,
      [] as string[],
    )
    .option(
      '--like <map>',
      "a map of the sky: every patch gets its mean and standard deviation there (and texture, for a flow that is told it), so that the sky is in the map's unit",
    )
    .option('--like-column <name>', "column of that map, by name or number; default: the dataset's, or the first")
    .option(
      '--like-coordsys <frame>',
      'frame of that map, overriding its header: G, C or E',
      choiceOption('--like-coordsys', frameSchema.options),
    )
    .option('--mean <number>', 'mean of every patch as in patches.csv, of scaled values', numberOption('--mean'))
    .option(
      '--std <number>',
      "standard deviation of every patch, of the same; with --mean, the sky is in the map's unit",
      numberOption('--std'),
    )
    .option(
      '--solver-steps <number>',
      'steps of the solver, for each octave',
      wholeNumber('--solver-steps', 1, 10_000),
      usualSkySteps,
    )
    .option('--ordering <ordering>', 'RING or NESTED', choiceOption('--ordering', ['RING', 'NESTED']), 'RING')
    .option('--json', 'one JSON object on stdout')
    .action(async (run: string, options: SkyOptions) => {
      const { nside, ordering, step = null, dataset = null } = options
      if (ordering === 'NESTED' && orderOf(nside) < 0)
        throw new UsageError(`--ordering NESTED takes an --nside that is a power of two, not ${nside}`)
      const request = { run, dataset, step, like: templateOf(options), given: givenOf(options) }
      const outline = await outlineSky(request)
      const onProgress = (fraction: number, note: string) => output.progress(fraction, note)
      const found = await withEngine(deviceOptionsOf(options), (engine) =>
        drawSky(engine, { ...options, ...request, signal, onProgress }, outline),
      )
      if (options.json) return output.json(found)
      const { out, unit, patches, epoch, seed, realisation, seconds } = found
      output.table([
        ['wrote', out],
        ['map', `nside ${nside}, ${ordering}, frame G, from ${patches} patches`],
        ['unit', unit || (found.standardisation === 'patch' ? 'standardised in every patch' : 'none')],
        ['sky', `realisation ${realisation} of seed ${seed}, epoch ${epoch}`],
        ['time', `${seconds.toFixed(0)} s`],
      ])
    })
}

/** @throws UsageError */
function templateOf({ like: path, likeColumn, likeCoordsys: coordsys }: SkyOptions): TemplateChoice | null {
  if (path !== undefined) return { path, column: likeColumn ?? null, coordsys }
  if (likeColumn !== undefined) throw new UsageError('--like-column is the column of a map: name that with --like')
  if (coordsys !== undefined) throw new UsageError('--like-coordsys is the frame of a map: name that with --like')
  return null
}

interface SkyOptions extends GivenOptions {
  device: string[]
  nside: number
  out: string
  overwrite?: boolean
  realisation: number
  seed: number
  checkpoint: CheckpointChoice
  dataset?: string
  step?: number
  like?: string
  likeColumn?: string
  likeCoordsys?: Frame
  solverSteps: number
  ordering: Ordering
  json?: boolean
}
