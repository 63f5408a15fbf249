import type { Run } from '../../../src-preload/contract/index.ts'

/** The trials of one study. */
export interface Fold {
  studyId: string
  trials: readonly Run[]
}

/** Splits runs into single runs and trials grouped by study, each in the given order. */
export function foldTrials(runs: readonly Run[]): { alone: Run[]; folds: Fold[] } {
  const byStudy = Map.groupBy(runs, ({ studyId }) => studyId)
  const alone = byStudy.get(null) ?? []
  const folds = [...byStudy].flatMap(([studyId, trials]) => (studyId === null ? [] : { studyId, trials }))
  return { alone, folds }
}
