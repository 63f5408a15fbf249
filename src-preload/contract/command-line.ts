import { line, options, settingsBeyond, type Options } from './command-words.ts'
import { datasetRecipeSchema, type DatasetRecipe } from './dataset-recipe.ts'
import type { StackImport } from './datasets.ts'
import type { PatchChoice } from './patch-choice.ts'
import { likelihoodChoiceSchema, type LikelihoodChoice } from './likelihood.ts'
import type { MapAssembly, MapConversion, StackAssembly } from './map-making.ts'
import type { ViewImage } from './map-views.ts'
import type { PatchChannels, PatchSpectrumParams, SkyMap, UnitConversion } from './maps.ts'
import type { CheckpointChoice } from './runs.ts'
import type { TensorFlowFlavour } from './tensorflow.ts'
import type { TrainingConfig } from '../../src-shared/model/configuration.ts'
import { recipeOptions } from '../../src-shared/statistics/spectrum-recipe.ts'
import { writeIndices } from '../../src-shared/text/index-ranges.ts'
import { writeRange, type NumberRange } from '../../src-shared/text/number-range.ts'
import { usualPriorSamples, type ValidationConfig } from './validations.ts'

/**
 * The `cirrus` commands equivalent to actions in the window. The terminal parses them back to the same parameters
 * (tests/contract/command-line.test.ts), so that everything in the window can be scripted.
 */

type Place = { lon: number; lat: number; size: number; width: number }

/** A map's file, and what overrides its header. */
type MapFile = Pick<SkyMap, 'path' | 'coordsysOverride' | 'polcconvOverride'>

/** `histogram`: bins of each column's histogram; null for none. */
export const mapInfoCommand = (
  { path, coordsysOverride: coordsys, polcconvOverride: polcconv }: MapFile,
  { cards = false, histogram = null }: { cards?: boolean; histogram?: number | null } = {},
) => line('map', 'info', path, ...options({ coordsys, polcconv, cards, histogram }))

export const mapConvertCommand = (
  { path, coordsysOverride: inputCoordsys, polcconvOverride: inputPolcconv }: MapFile,
  { column, ordering, nside, coordsys, polcconv, unit, frequency, out }: Omit<MapConversion, 'id'>,
) =>
  line(
    ...['map', 'convert', path],
    ...options({ column: column ?? null, inputCoordsys, inputPolcconv }),
    ...options({ ordering: ordering ?? null, nside: nside ?? null }),
    ...options({
      coordsys: coordsys ?? null,
      polcconv: polcconv ?? null,
      unit: unit ?? null,
      frequency: frequency ?? null,
      out,
    }),
  )

/** @param dataset its folder */
export const mapAssembleCommand = (
  dataset: string,
  { nside, ordering, coordsys, corrections, out }: Omit<MapAssembly, 'datasetId'>,
) => line('map', 'assemble', dataset, ...options({ nside, ordering, coordsys, corrections, out }))

export const stackAssembleCommand = ({ path, positions, masks, width, unit, ...order }: StackAssembly) => {
  const { nside, ordering, coordsys, corrections, out } = order
  return line(
    ...['map', 'assemble', path],
    ...options({ positions, masks, width, unit: unit || null, nside, ordering, coordsys, corrections, out }),
  )
}

export const tensorflowCommand = (install: TensorFlowFlavour) => line('doctor', ...options({ install }))

export const mapDownloadCommand = (name: string, out: string) => line('map', 'download', name, ...options({ out }))

export const mapImageCommand = (
  { path, coordsysOverride: coordsys, polcconvOverride: polcconv }: MapFile,
  column: string,
  { projection, lon, lat, fov, width, height }: ViewImage,
  out: string,
) =>
  line('map', 'image', path, ...options({ projection, lon, lat, fov, width, height, column, coordsys, polcconv, out }))

export const patchCommand = (
  { path, coordsysOverride: coordsys, polcconvOverride: polcconv }: MapFile,
  column: string,
  { lon, lat, size, width, channels, unit, frequency }: Place & UnitConversion & { channels?: PatchChannels | null },
  out: string,
) =>
  line(
    ...['patch', path],
    ...options({ lon, lat, size, width, column, channels: channels ?? null, coordsys, polcconv }),
    ...options({ unit: unit ?? null, frequency: frequency ?? null, out }),
  )

/** @param cross the other map of a cross-spectrum, with the name of its column */
export const patchSpectrumCommand = (
  { path, coordsysOverride: coordsys, polcconvOverride: polcconv }: MapFile,
  column: string,
  { lon, lat, size, width, unit, frequency, cross: second, recipe }: Omit<PatchSpectrumParams, 'id' | 'column'>,
  cross: (MapFile & { column: string }) | null,
) =>
  line(
    ...['spectrum', path],
    ...options({ lon, lat, size, width, column, coordsys, polcconv }),
    ...(cross
      ? options({
          cross: cross.path,
          crossColumn: cross.column,
          crossCoordsys: cross.coordsysOverride,
          crossFrequency: second?.frequency ?? null,
        })
      : []),
    ...recipeOptions(recipe).flat(),
    ...options({ unit: unit ?? null, frequency: frequency ?? null }),
  )

export const datasetCommand = (
  { path, coordsysOverride: coordsys, polcconvOverride: polcconv }: MapFile,
  column: string,
  { size, width, step, minLatitude, rowRule, scale, split, seed, ...others }: DatasetRecipe,
  out: string,
) => {
  const basics = { size, width, step, minLatitude, rowRule, scale, split, seed }
  return line(
    ...['dataset', 'create', path],
    ...options({ column, coordsys, polcconv, ...basics, ...differing(others, datasetRecipeSchema.parse({})), out }),
  )
}

/** Settings that are not the default. */
const differing = <T extends Options>(given: T, defaults: Partial<T>): Options =>
  Object.fromEntries(Object.entries(given).filter(([name, value]) => value !== defaults[name]))

/** @param name of the dataset, if it is not that of its folder */
export const importCommand = (
  { path, width, positions, masks, noise, unit, channels, scale, standardisation, split, seed }: StackImport,
  out: string,
  name: string | null = null,
) =>
  line(
    ...['dataset', 'import', path],
    ...options({ width, positions, masks: masks ?? null, noise: noise ?? null, unit: unit || null }),
    ...options({ channels, scale, standardisation, split, seed, name, out }),
  )

export const exportPatchesCommand = (
  dataset: string,
  { patches, splits, channel, lon, lat, mean, std }: PatchChoice,
  formats: readonly string[],
  out: string,
  { unit, frequency }: UnitConversion = {},
) => {
  const range = (ends: NumberRange | undefined) => (ends ? writeRange(ends) : null)
  return line(
    ...['dataset', 'export', dataset],
    ...options({ patches: patches ? writeIndices(patches) : null, split: splits?.join(',') ?? null }),
    ...options({ lon: range(lon), lat: range(lat), mean: range(mean), std: range(std), channel: channel ?? null }),
    ...options({ format: formats.join(','), unit: unit ?? null, frequency: frequency ?? null, out }),
  )
}

/**
 * @param base the preset's configuration: only differences from it are written
 * @param weights file of initial weights, if they are not random
 */
export const trainCommand = (
  dataset: string,
  config: TrainingConfig,
  base: TrainingConfig,
  out: string,
  weights: string | null = null,
) =>
  line(
    ...['train', dataset],
    ...options({ preset: config.preset, epochs: config.epochs }),
    ...settingsBeyond(base, config),
    ...options({ weights, out }),
  )

export const resumeCommand = (dataset: string, run: string, epochs: number) =>
  line('train', dataset, ...options({ out: run, resume: true, epochs }))

/**
 * A complete validation: reconstructions, statistics, figures and report.
 * @param beside folder of another validation to compare with in the report
 */
export const reconstructCommand = (
  run: string,
  { checkpoint, split, samples, channel, prior, priorSamples, classifier, likelihood, spectra }: ValidationConfig,
  out: string,
  beside: string | null = null,
) =>
  line(
    ...['reconstruct', run],
    ...options({ checkpoint, split, samples, channel, report: true }),
    ...options({ prior, priorSamples: priorSamples === usualPriorSamples ? null : priorSamples }),
    ...options({ classifier, likelihood, beside }),
    ...recipeOptions(spectra).flat(),
    ...options({ out }),
  )

/** The likelihood of a flow, kept with its run; what is as usual is left out. */
export const likelihoodCommand = (run: string, choice: LikelihoodChoice) => {
  const usual = likelihoodChoiceSchema.parse({})
  const named = ['checkpoint', 'split', 'count', 'solver', 'solverSteps', 'probes', 'seed'] as const
  const chosen = named.filter((name) => name === 'split' || name === 'count' || choice[name] !== usual[name])
  return line(
    ...['likelihood', run],
    ...options({ ...Object.fromEntries(chosen.map((name) => [name, choice[name]])), keep: true }),
  )
}

export const exportWeightsCommand = (run: string, checkpoint: CheckpointChoice, out: string) =>
  line('export', run, ...options({ format: 'safetensors', checkpoint, out }))
