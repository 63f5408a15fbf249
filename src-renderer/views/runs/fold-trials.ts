import type { Run } from '../../../src-preload/contract/index.ts'

/** The trials of one study. */
export interface Fold {
  studyId: string
  trials: readonly Run[]
}

/** Parts runs into those that stand alone and the trials under their studies, each in the order given. */
export function foldTrials(runs: readonly Run[]): { alone: Run[]; folds: Fold[] } {
  const byStudy = Map.groupBy(runs, ({ studyId }) => studyId)
  const alone = byStudy.get(null) ?? []
  const folds = [...byStudy].flatMap(([studyId, trials]) => (studyId === null ? [] : { studyId, trials }))
  return { alone, folds }
}
