import type { PixelWindow } from '../../src-shared/inpainting/blur.ts'
import type { CalibrationChoice } from './calibrations.ts'
import { line, options, repeated, type Options } from './command-words.ts'
import type { Estimator } from './estimators.ts'
import type { Channel } from '../../src-shared/sky/channels.ts'
import type { Noise, Problem } from './inpaintings.ts'
import type { ChannelMask } from './masks.ts'
import { maskOptions } from './mask-words.ts'
import type { UnitConversion } from './maps.ts'

/** An estimator, with the folder of the run whose model it uses if its kind needs one. */
export interface EstimateByFolder {
  estimator: Estimator
  run: string | null
}

/**
 * The commands that make a problem and its estimates: one does for all that share their settings, others add theirs to
 * the folder.
 * @param dataset its folder
 */
export function inpaintCommands(
  { dataset, problem }: { dataset: string; problem: Problem },
  estimates: readonly EstimateByFolder[],
  out: string,
): string[] {
  const commands: Command[] = []
  for (const { estimator, run } of estimates) {
    const { kind, ...settings } = estimator
    const command = commands.find((one) => joins(one, { kind, run, settings }))
    if (!command) {
      commands.push({ kinds: [kind], run, settings })
      continue
    }
    command.kinds.push(kind)
    command.run ??= run
    Object.assign(command.settings, settings)
  }
  return commands.map(({ kinds, run, settings }) =>
    line(
      ...['inpaint', ...(run === null ? [] : [run])],
      ...options({ dataset, ...optionsOf(problem) }),
      ...channelOptions(problem.channels),
      ...options({ estimator: kinds.join(','), ...settings, out }),
    ),
  )
}

interface Command {
  kinds: string[]
  run: string | null
  settings: Options
}

/** Whether a command can make one more estimate: it has none of the kind, no other run, and no other value of a setting. */
const joins = (command: Command, { kind, run, settings }: { kind: string; run: string | null; settings: Options }) =>
  !command.kinds.includes(kind) &&
  (run === null || command.run === null || run === command.run) &&
  Object.entries(settings).every(([name, value]) => (command.settings[name] ?? value) === value)

const optionsOf = ({ patch, mask, beam, pixelWindow, noise, simulated, seed }: Problem): Options => ({
  patch,
  ...maskOptions(mask),
  operator: operatorOption(beam),
  pixelWindow: pixelWindow && pixelWindowOption(pixelWindow),
  ...noiseOptions(noise),
  simulate: simulated,
  noiseSeed: simulated ? seed : null,
})

/** What differs for channels, as options of `cirrus inpaint`. */
function channelOptions(channels: Problem['channels']) {
  const entries = Object.entries(channels) as [Channel, NonNullable<Problem['channels'][Channel]>][]
  const words = (word: (own: NonNullable<Problem['channels'][Channel]>) => string | number | null) =>
    entries.flatMap(([channel, own]) => (word(own) === null ? [] : [`${channel}=${word(own)}`]))
  return [
    ...repeated(
      '--mask-of',
      words(({ mask }) => (mask ? maskWord(mask) : null)),
    ),
    ...repeated(
      '--beam-of',
      words(({ beam }) => (beam === undefined ? null : (beam ?? 'none'))),
    ),
    ...repeated(
      '--noise-of',
      words(({ noise }) => (noise ? noiseWord(noise) : null)),
    ),
  ]
}

const maskWord = (mask: ChannelMask): string =>
  mask.kind === 'all' || mask.kind === 'none' ? mask.kind : String(maskOptions(mask).mask)

const noiseWord = (noise: Noise): string | number => {
  if (noise.kind === 'white') return noise.sigma
  return noise.kind === 'map' && noise.column !== null ? `${noise.path}[${noise.column}]` : noise.path
}

/** Noise as options of `cirrus inpaint`; a spectrum is told by the name of its file. */
const noiseOptions = (noise: Noise): Options =>
  noise.kind === 'white'
    ? { sigma: noise.sigma }
    : { noise: noise.path, noiseColumn: noise.kind === 'map' ? noise.column : null }

/** A beam as `--operator` takes it. */
const operatorOption = (beam: number | null) => (beam === null ? null : `beam:${beam}`)

/** A pixel window as `--pixel-window` takes it. */
const pixelWindowOption = (window: PixelWindow) => (window.kind === 'patch' ? 'patch' : `healpix:${window.nside}`)

/**
 * The calibration of an estimator, kept with the run, or with the dataset if it needs none.
 * @param run its folder; null if the estimator needs none
 * @param dataset its folder
 */
export function calibrateCommand(
  { estimator, problems, mask, beam, sigma, seed }: CalibrationChoice,
  { run, dataset }: { run: string | null; dataset: string },
): string {
  const { kind, ...settings } = estimator
  return line(
    ...['calibrate', ...(run === null ? [] : [run])],
    ...options({ dataset, estimator: kind, ...settings, problems, mask: mask === 'random' ? null : mask }),
    ...options({ operator: operatorOption(beam), sigma, holeSeed: seed }),
  )
}

/** @param estimates by name; null for all complete ones */
export const exportCommand = (
  inpainting: string,
  estimates: readonly string[] | null,
  formats: string[],
  out: string,
  { unit, frequency }: UnitConversion = {},
) =>
  line(
    ...['export', inpainting],
    ...options({ estimates: estimates?.join(',') ?? null, format: formats.join(',') }),
    ...options({ unit: unit ?? null, frequency: frequency ?? null, out }),
  )
