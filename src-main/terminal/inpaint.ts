import { Option, type Command } from 'commander'
import type { z } from 'zod'
import { withEngine } from '../application/host/engine.ts'
import type { EstimateRecord } from '../application/inpaintings/estimate-folder.ts'
import { usualEstimator } from '../application/inpaintings/usual-estimator.ts'
import { inpaintFolder } from '../application/inpaintings/inpaint-folder.ts'
import { isCsv } from '../application/masks/read-sources.ts'
import type { EstimateResult } from '../../src-preload/contract/estimators.ts'
import { problemSchema, type noiseSchema, type Problem } from '../../src-preload/contract/inpaintings.ts'
import { pixelWindowSchema, type PixelWindow } from '../../src-shared/inpainting/blur.ts'
import { comparedWords } from '../../src-shared/inpainting/compared-pixels.ts'
import { estimateTitle } from '../../src-shared/inpainting/estimator-facts.ts'
import { channelsOf as channelsOfCount } from '../../src-shared/sky/channels.ts'
import { shellWord } from '../../src-shared/text/shell-word.ts'
import { channelsOf, withChannelOptions, type ChannelOptions } from './channel-options.ts'
import { addDeviceOption, deviceOptionsOf } from './device-option.ts'
import { estimatorsOf, withEstimatorOptions, type EstimatorOptions } from './estimator-options.ts'
import { UsageError } from './exit-code.ts'
import { maskOf, withMaskOptions } from './mask-options.ts'
import { withOperatorOption } from './operator-option.ts'
import { numberOption } from './option-values.ts'
import type { Terminal } from './terminal.ts'

/** `cirrus inpaint RUN --patch I --out DIR`: estimates of a patch. */
export function addInpaintCommand(program: Command, { output, signal }: Terminal) {
  const command = addDeviceOption(program.command('inpaint'))
    .argument('[run]', 'folder of a run, for estimators that use a trained model')
    .requiredOption('--patch <index>', 'patch of the dataset', numberOption('--patch', { min: 0, integer: true }))
    .requiredOption('--out <folder>', 'output folder; one that holds the same problem gets the new estimates')
    .description('estimate a patch from what is seen of it: outside a hole, through a beam, with noise')
  withEstimatorOptions(
    withOperatorOption(withChannelOptions(withMaskOptions(command)))
      .addOption(
        new Option(
          '--pixel-window <which>',
          "none, patch: data are means over the patch's pixels, or healpix:NSIDE: over the map's pixels, of this nside; after the beam",
        )
          .argParser(pixelWindowOption)
          .default(null, 'none'),
      )
      .option('--dataset <folder>', "default: the run's own dataset")
      .option(
        '--sigma <width>',
        'white noise of the data in standardised units (default: 0.2)',
        numberOption('--sigma', { min: 1e-6, max: 10 }),
      )
      .option(
        '--noise <file>',
        "noise that is not white, in the map's unit: a HEALPix map or picture of standard deviations, or a spectrum, .csv of l and N_l",
      )
      .option('--noise-column <column>', 'column of that map (default: the first)')
      .option('--simulate', 'add such noise to the patch; otherwise the patch is taken for the data')
      .option('--noise-seed <number>', 'seed of that noise', numberOption('--noise-seed', { min: 0, integer: true })),
  )
    .option('--json', 'one JSON object on stdout')
    .action(async (run: string | undefined, options: InpaintOptions) => {
      const problem = await problemOf(options)
      const { out, dataset } = options
      if (run === undefined && dataset === undefined) throw new UsageError('give a run, or --dataset, or both')
      const device = deviceOptionsOf(options)
      const estimators = estimatorsOf(options, await usualEstimator(run ?? null))
      const made = await withEngine(device, (engine) =>
        inpaintFolder(engine, {
          ...{ run: run ?? null, dataset: dataset ?? null, problem, estimators, folder: out, signal },
          onProgress: (name, fraction, note) => output.progress(fraction, `${estimateTitle(name)}: ${note}`),
        }),
      )
      if (options.json) return output.json({ folder: out, problem, estimates: Object.fromEntries(made) })
      output.table(estimateRows(made))
      output.table([
        ['wrote', out],
        ['as pictures', `cirrus export ${shellWord(out)} --out FOLDER`],
      ])
    })
}

export interface InpaintOptions extends EstimatorOptions, ChannelOptions {
  device: string[]
  patch: number
  operator: number | null
  pixelWindow: PixelWindow | null
  out: string
  dataset?: string
  sigma?: number
  noise?: string
  noiseColumn?: string
  simulate?: boolean
  noiseSeed?: number
  json?: boolean
}

/** The problem that the options describe. @throws UsageError; errors of reading the mask's file */
export async function problemOf(options: InpaintOptions): Promise<Problem> {
  const { patch, operator, pixelWindow, simulate, noiseSeed } = options
  if (noiseSeed !== undefined && !simulate) throw new UsageError('--noise-seed is for --simulate')
  return problemSchema.parse({
    patch,
    mask: await maskOf(options),
    beam: operator,
    pixelWindow,
    noise: noiseOf(options),
    channels: await channelsOf(options),
    simulated: simulate,
    seed: noiseSeed,
  })
}

/** @throws UsageError for a width and a file, or a column of no map */
function noiseOf({ sigma, noise: path, noiseColumn: column }: InpaintOptions): z.input<typeof noiseSchema> {
  if (path !== undefined && sigma !== undefined) throw new UsageError('give --sigma or --noise, not both')
  if (path === undefined) {
    if (column !== undefined) throw new UsageError('--noise-column is for --noise')
    return { kind: 'white', sigma: sigma ?? 0.2 }
  }
  if (!isCsv(path)) return { kind: 'map', path, column }
  if (column !== undefined) throw new UsageError('--noise-column is for a map; a spectrum has the columns l and N_l')
  return { kind: 'spectrum', path }
}

/** What the data are means over, null for points. @throws UsageError */
function pixelWindowOption(text: string): PixelWindow | null {
  if (text === 'none') return null
  const nside = /^healpix:(\d+)$/.exec(text)?.[1]
  const window = pixelWindowSchema.safeParse(nside ? { kind: 'healpix', nside: Number(nside) } : { kind: text })
  if (window.success) return window.data
  throw new UsageError(`--pixel-window takes none, patch, or healpix:NSIDE with an nside from 1, not "${text}"`)
}

/**
 * A row for each estimate of a problem, and of several channels for each: how far it is from the truth, how well it fits, and what
 * it took.
 */
export function estimateRows(made: readonly (readonly [string, Pick<EstimateRecord, 'result'>])[]): string[][] {
  const whole = made.every(([, { result }]) => result.error.outside === null)
  const head = [
    'estimate',
    `error ${comparedWords(whole)}`,
    'error outside',
    'chi2 / dof',
    'covers 68 %, 95 %',
    'R-hat, ESS',
    'seconds',
  ]
  const shared = ({ error, coverage }: EstimateResult['channels'][number], fit: string) => [
    ...[error.inside, error.outside].map((value) => value?.toFixed(4) ?? '-'),
    fit,
    coverage ? `${coverage.of68.toFixed(3)}, ${coverage.of95.toFixed(3)}` : '-',
  ]
  const rows = made.flatMap(([name, { result }]) => {
    const { minimum, chains, seconds, channels } = result
    const fit = minimum ? `${minimum.chi2.toFixed(1)} / ${minimum.degreesOfFreedom}` : '-'
    const convergence = chains ? `${chains.rHat.toFixed(3)}, ${chains.effectiveSamples.toFixed(0)}` : '-'
    const names = channelsOfCount(channels.length) ?? []
    return [
      [estimateTitle(name), ...shared(result, fit), convergence, seconds.toFixed(1)],
      ...channels.map((one, place) => [`  ${names[place]}`, ...shared(one, '-'), '-', '-']),
    ]
  })
  return [head, ...rows]
}
