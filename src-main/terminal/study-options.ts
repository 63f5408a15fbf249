import type { z } from 'zod'
import { patchFormOf } from '../../src-preload/contract/datasets.ts'
import { readSpaceFile } from '../application/studies/space-file.ts'
import { presetConfig } from '../application/runs/preset-config.ts'
import type { Dataset } from '../../src-preload/contract/datasets.ts'
import type { Preset, TrainingConfig } from '../../src-shared/model/configuration.ts'
import { latentMap } from '../../src-shared/model/latent-shape.ts'
import { priorConfig } from '../../src-shared/model/prior-config.ts'
import type { CheckpointChoice } from '../../src-preload/contract/runs.ts'
import type { SearchedPrior } from '../../src-preload/contract/study-latents.ts'
import type { SearchParameter } from '../../src-shared/study/search-space.ts'
import { usualSpace } from '../../src-shared/study/usual-space.ts'
import { readChoice, readObjective, readParameter, type Misread } from '../../src-shared/study/search-words.ts'
import {
  executorChoiceSchema,
  prunerSchema,
  samplerSchema,
  studySpecSchema,
  type StudyObjective,
  type StudySpec,
} from '../../src-shared/study/specification.ts'
import { UsageError } from './exit-code.ts'
import { applySettings } from './set-option.ts'

/** Options of `cirrus study run`. */
export interface StudyOptions {
  /** Kind of the prior that is searched for; the study is on a dataset otherwise. */
  prior?: SearchedPrior
  as?: string
  checkpoint?: CheckpointChoice
  name?: string
  trials?: number
  epochs?: number
  concurrency?: number
  executor?: StudySpec['executor']
  objective?: StudyObjective
  maximise?: boolean
  preset?: Preset
  set: string[]
  space?: string
  param: string[]
  sampler?: StudySpec['sampler']
  pruner?: StudySpec['pruner']
  seed?: number
  device: string[]
  json?: boolean
}

function understood<T extends object>(option: string, read: T | Misread): T {
  if ('misfit' in read) throw new UsageError(`${option} ${read.misfit}`)
  return read
}
const choice =
  <T extends object>(option: string, schema: z.ZodType<T>) =>
  (text: string): T =>
    understood(option, readChoice(schema, text))

/** Parsers of option values. Each throws UsageError, naming the option. */
export const readSampler = choice('--sampler', samplerSchema)
export const readPruner = choice('--pruner', prunerSchema)
export const readExecutor = choice('--executor', executorChoiceSchema)
export const readObjectiveOption = (text: string) => understood('--objective', readObjective(text))

/**
 * The space from `--space` and `--param`; null if neither is given.
 * @throws UsageError, CirrusError refused for the file
 */
export async function spaceOf({ space, param }: StudyOptions): Promise<SearchParameter[] | null> {
  const said = param.map((text) => understood('--param', readParameter(text)))
  if (space === undefined) return said.length > 0 ? said : null
  return [...(await readSpaceFile(space)), ...said]
}

/** Changes to an existing study; only what was given. */
export async function changesOf(options: StudyOptions) {
  const { trials: budget, concurrency, executor, sampler, pruner } = options
  return { budget, concurrency, executor, sampler, pruner, space: (await spaceOf(options)) ?? undefined }
}

/** The settings of a study on a dataset that it does not search. */
export const baseOfDataset = ({ preset, set }: StudyOptions, dataset: Dataset): TrainingConfig =>
  applySettings(presetConfig(preset ?? null, patchFormOf(dataset)), set)

/** Those of a study of a prior of a run's latents. */
export const baseOfPrior = (kind: SearchedPrior, { set }: StudyOptions, run: TrainingConfig): TrainingConfig =>
  applySettings(priorConfig(latentMap(run), kind), set)

/**
 * A new study.
 * @param baseOf the settings that it does not search
 * @throws UsageError, CirrusError refused: first for what is wrong with the options alone
 */
export async function specOf(
  options: StudyOptions,
  baseOf: (options: StudyOptions) => TrainingConfig,
): Promise<StudySpec> {
  const { objective, maximise, epochs, seed } = options
  const { space, ...changes } = await changesOf(options)
  const base = baseOf(options)
  return studySpecSchema.parse({
    ...changes,
    space: space ?? usualSpace(base),
    base,
    objective,
    direction: maximise ? 'maximise' : 'minimise',
    epochs,
    seed,
  })
}
