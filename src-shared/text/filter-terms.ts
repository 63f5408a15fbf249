/** A comparison such as `epochs>=50`: left side, operator and right side. */
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

/** Parses a term as a comparison; null if it is a plain word. */
export function comparisonOf(term: string): Comparison | null {
  const [, name, sign, wanted] = comparison.exec(term) ?? []
  return name ? { name, sign, wanted } : null
}

/** Whether a comparison holds for a value: numbers by size, text and booleans as written, null as `none`. */
export function compares({ sign, wanted }: Comparison, value: string | number | boolean | null | undefined): boolean {
  if (sign in ordered) return typeof value === 'number' && ordered[sign](value, Number(wanted))
  const same = typeof value === 'number' ? value === Number(wanted) : String(value ?? 'none') === wanted
  return sign === '=' ? same : !same
}

/** Whether one of the texts contains a word, ignoring case. */
export const mentions = (word: string, texts: readonly unknown[]): boolean =>
  texts.join('\n').toLowerCase().includes(word.toLowerCase())
