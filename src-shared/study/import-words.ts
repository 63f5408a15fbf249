import { counted } from '../text/counted.ts'
import type { Direction, StudyObjective } from './specification.ts'

/** Trials of another study that an import left out, counted by the reason. */
export interface SkippedTrials {
  /** Neither complete nor pruned, or without a value. */
  unfinished: number
  /** Complete, with fewer epochs than the trials of this study. */
  shorter: number
  /** Their configuration is not in this study's space. */
  outside: number
  /** A trial of this study has their configuration. */
  known: number
}

/** What decides whether the values of two studies can be compared. */
interface Comparable {
  id: string
  datasetFingerprint: string
  objective: StudyObjective
  direction: Direction
}

/**
 * Why the trials of another study cannot be imported, in words that follow its name; null if they can. Values are
 * compared directly, so patches and objective must be the same.
 */
export function importMisfit(study: Comparable, from: Comparable): string | null {
  if (from.id === study.id) return 'it is the same study'
  if (from.datasetFingerprint !== study.datasetFingerprint) return 'its patches are different'
  if (from.objective.metric !== study.objective.metric || from.direction !== study.direction) {
    return `its objective is to ${from.direction} ${from.objective.metric}`
  }
  return null
}

/**
 * The result of an import: `4 trials imported; 3 left out: 2 have fewer than 20 epochs, 1 is known already`.
 * @param epochs of a trial of the study that learns
 */
export function importWords(
  { imported, skipped }: { imported: number; skipped: SkippedTrials },
  epochs: number,
): string {
  const all: [number, string, string][] = [
    [skipped.unfinished, 'has no value', 'have no value'],
    [skipped.shorter, `has fewer than ${epochs} epochs`, `have fewer than ${epochs} epochs`],
    [skipped.outside, 'does not fit the space', 'do not fit the space'],
    [skipped.known, 'is known already', 'are known already'],
  ]
  const reasons = all.filter(([count]) => count > 0).map(([count, is, are]) => `${count} ${count === 1 ? is : are}`)
  const left = all.reduce((sum, [count]) => sum + count, 0)
  return `${counted(imported, 'trial')} imported${left > 0 ? `; ${left} left out: ${reasons.join(', ')}` : ''}`
}
