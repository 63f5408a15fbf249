/** A comparison such as `epochs>=50`: what stands on its left, its sign, and what stands on its right. */
export interface Comparison {
  name: string
  sign: string
  wanted: string
}
const comparison = /^([a-z]\w*)(<=|>=|!=|=|<|>)(.+)$/i
const ordered: Record<string, (a: number, b: number) => boolean> = {
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
}

/** The terms of a filter, all of which must hold. */
export const termsOf = (words: string): string[] => words.split(/\s+/).filter(Boolean)

/** A term as a comparison; null if it is a word. */
export function comparisonOf(term: string): Comparison | null {
  const [, name, sign, wanted] = comparison.exec(term) ?? []
  return name ? { name, sign, wanted } : null
}

/** Whether a comparison holds for a value: numbers by size, texts and switches as they are written, no value as `none`. */
export function compares({ sign, wanted }: Comparison, value: string | number | boolean | null | undefined): boolean {
  if (sign in ordered) return typeof value === 'number' && ordered[sign](value, Number(wanted))
  const same = typeof value === 'number' ? value === Number(wanted) : String(value ?? 'none') === wanted
  return sign === '=' ? same : !same
}

/** Whether a word stands in one of the texts, in either case. */
export const mentions = (word: string, texts: readonly unknown[]): boolean =>
  texts.join('\n').toLowerCase().includes(word.toLowerCase())
