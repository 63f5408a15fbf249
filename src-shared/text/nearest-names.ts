/**
 * Names that a mistyped one may mean, nearest first, at most three: a few edits apart, one contained in the other, with
 * a common prefix, or with these initials. Case is ignored.
 */
export function nearestNames(typed: string, names: readonly string[]): string[] {
  const word = typed.toLowerCase()
  if (word === '') return []
  return names
    .map((name) => ({ name, distance: distanceOf(word, name) }))
    .filter(({ distance }) => distance <= 0.4)
    .sort((a, b) => a.distance - b.distance)
    .slice(0, 3)
    .map(({ name }) => name)
}

/** Fraction of letters that differ, 0 to 1; small if one looks like a short form of the other. */
function distanceOf(word: string, name: string): number {
  const full = name.toLowerCase()
  const initials = (name[0] + name.slice(1).replace(/[^A-Z]/g, '')).toLowerCase()
  const edits = editsBetween(word, full) / Math.max(word.length, full.length)
  if (initials.length > 1 && word === initials) return Math.min(edits, 0.1)
  const within = full.startsWith(word) || (word.length >= 3 && (full.includes(word) || word.includes(full)))
  const short = within || sharedBeginning(word, full) >= Math.max(4, 0.6 * word.length)
  return short && word.length > 1 ? Math.min(edits, 0.2 + 0.2 * edits) : edits
}

function sharedBeginning(a: string, b: string): number {
  let at = 0
  while (at < a.length && a[at] === b[at]) at++
  return at
}

/** Insertions, deletions, substitutions and transpositions of letters (Damerau 1964, Levenshtein 1966). */
function editsBetween(a: string, b: string): number {
  const rows = [Array.from({ length: b.length + 1 }, (_, j) => j)]
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      row[j] = Math.min(rows[i - 1][j] + 1, row[j - 1] + 1, rows[i - 1][j - 1] + (same ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        row[j] = Math.min(row[j], rows[i - 2][j - 2] + 1)
    }
    rows.push(row)
  }
  return rows[a.length][b.length]
}
