import type { TrainingConfig } from '../../src-shared/model/configuration.ts'
import type { TrialParams } from '../../src-shared/study/search-space.ts'
import { writeChoice, writeParameter } from '../../src-shared/study/search-words.ts'
import type { StudySpec } from '../../src-shared/study/specification.ts'
import type { Study } from './studies.ts'
import { line, options, repeated, settingsBeyond, type Options } from './command-words.ts'

/** What a study is of: a dataset, or a prior of a run's latents. */
export type CommandedStudy = StudySpec & Pick<Study, 'latents'>

/**
 * @param folder of the dataset, or of the run
 * @param usual the preset's configuration, or the prior's usual one: only differences of the study's base from it are written
 */
export const studyCommand = (folder: string, name: string, study: CommandedStudy, usual: TrainingConfig) => {
  const { budget: trials, epochs, concurrency, seed } = study
  const [executor, sampler, pruner] = [study.executor, study.sampler, study.pruner].map(writeChoice)
  const objective = `${study.objective.metric}:${study.objective.epoch}`
  const maximise = study.direction === 'maximise'
  const { latents, base } = study
  const of: Options = latents
    ? { prior: base.architecture, as: latents.prior, checkpoint: latents.checkpoint }
    : { preset: base.preset }
  return line(
    ...['study', 'run', folder],
    ...options({ name, trials, epochs, concurrency, executor, objective, maximise, ...of }),
    ...settingsBeyond(usual, base),
    ...repeated('--param', study.space.map(writeParameter)),
    ...options({ sampler, pruner, seed }),
  )
}

export const addTrialCommand = (study: string, params: TrialParams) => {
  const settings = Object.entries(params).map(([name, value]) => `${name}=${value}`)
  return line('study', 'add', study, ...repeated('--set', settings))
}

export const trainLongerCommand = (study: string, epochs: number) =>
  line('study', 'train-longer', study, ...options({ epochs }))

export const importTrialsCommand = (study: string, from: string) => line('study', 'import', study, ...options({ from }))

export const keepPriorCommand = (study: string, number: number | null, as: string | null) =>
  line('study', 'keep-prior', study, ...options({ trial: number, as }))
