import { normalQuantile } from '../statistics/normal-quantile.ts'

/**
 * Replaces values by the normal numbers that have their ranks, equal values by that of their mean rank (Vehtari et al.
 * 2021, Eq. 14).
 * @param scores of ranks that were asked for before, by twice the rank; for values of one count
 */
export function rankNormalised(values: Float64Array, scores = new Map<number, number>()): Float64Array {
  const order = Uint32Array.from(values, (_, i) => i).sort((a, b) => values[a] - values[b])
  const scoreOf = (twice: number) => {
    const known = scores.get(twice)
    if (known !== undefined) return known
    const score = normalQuantile((twice / 2 - 3 / 8) / (values.length + 1 / 4))
    scores.set(twice, score)
    return score
  }
  const normal = new Float64Array(values.length)
  for (let from = 0; from < order.length;) {
    let to = from + 1
    while (to < order.length && values[order[to]] === values[order[from]]) to++
    // Ranks from + 1 to to.
    for (let i = from; i < to; i++) normal[order[i]] = scoreOf(from + 1 + to)
    from = to
  }
  return normal
}
