import type { Calibration } from './calibration.ts'

/** A class of hole sizes in words: "1 to 5 %" of a patch. */
export const holeWords = ({ from, to }: { from: number; to: number }): string =>
  from === 0 ? `up to ${percent(to)} %` : `${percent(from)} to ${percent(to)} %`

/** The same of all problems of a calibration; without classes, their patches are seen whole. */
export const allWords = ({ bySize }: Pick<Calibration, 'bySize'>): string => (bySize.length === 0 ? 'nothing' : 'all')

const percent = (share: number) => Number((100 * share).toPrecision(3))
