import type { DatasetRecipe } from './datasets.ts'
import type { InpaintingConfig, Operator } from './inpaintings.ts'
import type { SkyMap } from './maps.ts'
import type { CheckpointChoice } from './runs.ts'
import type { TrainingConfig } from '../../src-shared/model/configuration.ts'
import { recipeOptions } from '../../src-shared/statistics/spectrum-recipe.ts'
import type { TrialParams } from '../../src-shared/study/search-space.ts'
import { writeChoice, writeParameter } from '../../src-shared/study/search-words.ts'
import type { StudySpec } from '../../src-shared/study/specification.ts'
import { writeSetting } from '../../src-shared/model/training-settings.ts'
import { shellWord } from '../../src-shared/text/shell-word.ts'
import type { ValidationConfig } from './validations.ts'

/**
 * The `cirrus` lines that do what the window does. The terminal parses them back to the same parameters
 * (tests/contract/command-line.test.ts), so that what was clicked can be scripted.
 */

const line = (...words: (string | number | [string, string | number])[]) =>
  ['cirrus', ...words.flatMap((word) => (Array.isArray(word) ? word : [word]))]
    .map((word) => shellWord(String(word)))
    .join(' ')

/** A map's file, and the frame that was given over that of its header. */
type MapFile = Pick<SkyMap, 'path' | 'coordsysOverride'>

const frameWords = ({ coordsysOverride }: MapFile): [string, string][] =>
  coordsysOverride === null ? [] : [['--coordsys', coordsysOverride]]

export const mapInfoCommand = (map: MapFile) => line('map', 'info', map.path, ...frameWords(map))

export const patchCommand = (
  map: MapFile,
  column: string,
  cut: { lon: number; lat: number; size: number; width: number },
  out: string,
) =>
  line(
    'patch',
    map.path,
    ['--lon', cut.lon],
    ['--lat', cut.lat],
    ['--size', cut.size],
    ['--width', cut.width],
    ['--column', column],
    ...frameWords(map),
    ['--out', out],
  )

export const datasetCommand = (map: MapFile, column: string, recipe: DatasetRecipe, out: string) =>
  line(
    'dataset',
    'create',
    map.path,
    ['--column', column],
    ...frameWords(map),
    ['--size', recipe.size],
    ['--width', recipe.width],
    ['--step', recipe.step],
    ['--min-latitude', recipe.minLatitude],
    ['--row-rule', recipe.rowRule],
    ['--scale', recipe.scale],
    ['--split', recipe.split],
    ['--seed', recipe.seed],
    ['--out', out],
  )

/** `--set` for each setting that differs from the preset's; epochs have an option of their own. */
const settingsBeyond = (base: TrainingConfig, config: TrainingConfig): [string, string][] =>
  (Object.keys(config) as (keyof TrainingConfig)[])
    .filter((name) => name !== 'preset' && name !== 'epochs' && writeSetting(config[name]) !== writeSetting(base[name]))
    .map((name) => ['--set', `${name}=${writeSetting(config[name])}`])

/**
 * @param base the preset's own configuration: only what differs from it is written out
 * @param weights the file that it begins with, if not drawn by the seed
 */
export const trainCommand = (
  dataset: string,
  config: TrainingConfig,
  base: TrainingConfig,
  out: string,
  weights: string | null = null,
) =>
  line(
    'train',
    dataset,
    ['--preset', config.preset],
    ['--epochs', config.epochs],
    ...settingsBeyond(base, config),
    ...(weights === null ? [] : [['--weights', weights] as [string, string]]),
    ['--out', out],
  )

export const resumeCommand = (dataset: string, run: string, epochs: number) =>
  line('train', dataset, ['--out', run], '--resume', ['--epochs', epochs])

const operatorWords = (operator: Operator): [string, string][] =>
  operator.kind === 'beam' ? [['--operator', `beam:${operator.fwhm}`]] : []

export const inpaintCommand = (run: string, config: InpaintingConfig, out: string) =>
  line(
    'inpaint',
    run,
    ['--patch', config.patch],
    ['--mask', config.mask.kind === 'file' ? config.mask.path : config.mask.kind],
    ...operatorWords(config.operator),
    ['--checkpoint', config.checkpoint],
    ['--sigma', config.sigma],
    ['--starts', config.starts],
    ['--max-iterations', config.maxIterations],
    ['--seed', config.seed],
    ['--out', out],
  )

/**
 * A validation from end to end: reconstructions, statistics, figures and report.
 * @param beside folder of another validation that stands beside it in the report
 */
export const reconstructCommand = (
  run: string,
  { checkpoint, split, samples, spectra }: ValidationConfig,
  out: string,
  beside: string | null = null,
) =>
  line(
    'reconstruct',
    run,
    ['--checkpoint', checkpoint],
    ['--split', split],
    ['--samples', samples],
    '--report',
    ...(beside === null ? [] : [['--beside', beside] as [string, string]]),
    ...recipeOptions(spectra),
    ['--out', out],
  )

export const interpolateCommand = (
  run: string,
  { checkpoint, from, to, steps }: { checkpoint: CheckpointChoice; from: number; to: number; steps: number },
  out: string,
) =>
  line(
    'interpolate',
    run,
    ['--checkpoint', checkpoint],
    ['--from', from],
    ['--to', to],
    ['--steps', steps],
    ['--out', out],
  )

export const sampleCommand = (
  run: string,
  { checkpoint, count, seed }: { checkpoint: CheckpointChoice; count: number; seed: number },
  out: string,
) => line('sample', run, ['--checkpoint', checkpoint], ['--count', count], ['--seed', seed], ['--out', out])

export const exportWeightsCommand = (run: string, checkpoint: CheckpointChoice, file: string) =>
  line('export', run, ['--format', 'safetensors'], ['--checkpoint', checkpoint], ['--out', file])

export const exportCommand = (inpainting: string, formats: string[], out: string) =>
  line('export', inpainting, ['--format', formats.join(',')], ['--out', out])

/** @param preset the preset's own configuration: only what the study's base changes of it is written out */
export const studyCommand = (dataset: string, name: string, study: StudySpec, preset: TrainingConfig) =>
  line(
    'study',
    'run',
    dataset,
    ['--name', name],
    ['--trials', study.budget],
    ['--epochs', study.epochs],
    ['--concurrency', study.concurrency],
    ['--executor', writeChoice(study.executor)],
    ['--objective', `${study.objective.metric}:${study.objective.epoch}`],
    ...(study.direction === 'maximise' ? ['--maximise'] : []),
    ['--preset', study.base.preset],
    ...settingsBeyond(preset, study.base),
    ...study.space.map((parameter): [string, string] => ['--param', writeParameter(parameter)]),
    ['--sampler', writeChoice(study.sampler)],
    ['--pruner', writeChoice(study.pruner)],
    ['--seed', study.seed],
  )

export const addTrialCommand = (study: string, params: TrialParams) =>
  line(
    'study',
    'add',
    study,
    ...Object.entries(params).map(([name, value]): [string, string] => ['--set', `${name}=${value}`]),
  )

export const trainLongerCommand = (study: string, epochs: number) =>
  line('study', 'train-longer', study, ['--epochs', epochs])

export const importTrialsCommand = (study: string, from: string) => line('study', 'import', study, ['--from', from])
