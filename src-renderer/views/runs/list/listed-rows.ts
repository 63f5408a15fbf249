import type { Run } from '../../../../src-preload/contract/index.ts'
import { foldTrials } from '../fold-trials.ts'

/** A row of the table of runs: a run, or a study with all its trials. */
export interface ListedRow {
  id: string
  /** Null for the row of a study. */
  run: Run | null
  /** The study of this row, or the study that this trial is listed under. */
  studyId: string | null
  /** For the row of a study: its trials that match the filter, whether unfolded or not. */
  trials: readonly Run[]
}

export const studyRow = (studyId: string) => `study ${studyId}`

/** The rows for runs: trials below their study, and only if it is unfolded. */
export function listedRows(runs: readonly Run[], isOpen: (studyId: string) => boolean): ListedRow[] {
  const { alone, folds } = foldTrials(runs)
  const rowOf = (run: Run): ListedRow => ({ id: run.id, run, studyId: run.studyId, trials: [] })
  return [
    ...alone.map(rowOf),
    ...folds.flatMap(({ studyId, trials }) => [
      { id: studyRow(studyId), run: null, studyId, trials },
      ...(isOpen(studyId) ? trials.map(rowOf) : []),
    ]),
  ]
}

/** The architecture of a run, or of a study's trials. */
export const architectureOf = ({ run, trials }: ListedRow) => (run ?? trials[0]).config.architecture

/** The lowest validation loss of a row: of the run, or of the study's best trial; null before the first. */
export function bestOf({ run, trials }: ListedRow): number | null {
  const known = (run ? [run] : trials).flatMap(({ bestValidationLoss }) => bestValidationLoss ?? [])
  return known.length > 0 ? known.reduce((a, b) => Math.min(a, b)) : null
}

/** When the run, or the newest trial of the study, was created. */
export const createdAt = ({ run, trials }: ListedRow): string =>
  run?.createdAt ?? trials.reduce((newest, trial) => (trial.createdAt > newest ? trial.createdAt : newest), '')
