/** A study's state in words; if exhausted, with the number of trials in its space. */
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
