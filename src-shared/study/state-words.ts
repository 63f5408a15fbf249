/** A study's state in words: of one that is exhausted, how many trials its space had. */
export function stateWords({
  state,
  counts,
  budget,
}: {
  state: string
  counts: Readonly<Record<string, number>>
  budget: number
}): string {
  if (state !== 'exhausted') return state
  const trials = Object.values(counts).reduce((sum, count) => sum + count, 0)
  return `exhausted after ${trials} of ${budget} trials`
}
