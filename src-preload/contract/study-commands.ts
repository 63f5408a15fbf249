import type { TrainingConfig } from '../../src-shared/model/configuration.ts'
import type { TrialParams } from '../../src-shared/study/search-space.ts'
import { writeChoice, writeParameter } from '../../src-shared/study/search-words.ts'
import type { StudySpec } from '../../src-shared/study/specification.ts'
import { line, options, repeated, settingsBeyond } from './command-words.ts'

/** @param preset the preset's configuration: only differences of the study's base from it are written */
export const studyCommand = (dataset: string, name: string, study: StudySpec, preset: TrainingConfig) => {
  const { budget: trials, epochs, concurrency, seed } = study
  const [executor, sampler, pruner] = [study.executor, study.sampler, study.pruner].map(writeChoice)
  const objective = `${study.objective.metric}:${study.objective.epoch}`
  const maximise = study.direction === 'maximise'
  return line(
    ...['study', 'run', dataset],
    ...options({ name, trials, epochs, concurrency, executor, objective, maximise, preset: study.base.preset }),
    ...settingsBeyond(preset, study.base),
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
