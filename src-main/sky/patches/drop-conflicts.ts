/**
 * Drops patches, the one with most neighbours of other labels first, until no two of different labels share sky.
 * @param labels changed in place
 * @param near for each patch, the others that share sky with it (`neighbours`)
 * @param dropped label of the patches that are dropped
 */
export function dropConflicts<Label>(labels: Label[], near: readonly number[][], dropped: Label): void {
  const differ = (i: number, j: number) => labels[i] !== dropped && labels[j] !== dropped && labels[i] !== labels[j]
  const conflicts = near.map((others, i) => others.filter((j) => differ(i, j)).length)
  // Patches by the conflicts that they had when they were put here; they can only have become fewer since.
  const waiting = new Map<number, number[]>()
  const put = (i: number) => conflicts[i] > 0 && (waiting.get(conflicts[i])?.push(i) ?? waiting.set(conflicts[i], [i]))
  conflicts.forEach((_, i) => put(i))
  for (let most = conflicts.reduce((a, b) => Math.max(a, b), 0); most > 0; most--) {
    // Those that are put back have fewer; ties go to the first patch.
    for (const worst of (waiting.get(most) ?? []).sort((i, j) => i - j)) {
      if (conflicts[worst] < most) {
        put(worst)
        continue
      }
      for (const j of near[worst]) if (differ(worst, j)) conflicts[j]--
      conflicts[worst] = 0
      labels[worst] = dropped
    }
  }
}
