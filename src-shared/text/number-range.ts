/** The ends of a range; null where it is open. */
export type NumberRange = [from: number | null, to: number | null]

/** A range as text: `-2..3.5`, `..3.5`, `-2..`. */
export const writeRange = ([from, to]: NumberRange): string => `${from ?? ''}..${to ?? ''}`

/** The range that a text such as `-2..3.5` gives; null if it is something else. */
export function readRange(text: string): NumberRange | null {
  const [low, high, ...more] = text.split('..').map((word) => word.trim())
  if (high === undefined || more.length > 0) return null
  const ends = [low, high].map((word) => (word === '' ? null : Number(word))) as NumberRange
  const isRange = ends.every((end) => end === null || Number.isFinite(end)) && (low !== '' || high !== '')
  return isRange ? ends : null
}
