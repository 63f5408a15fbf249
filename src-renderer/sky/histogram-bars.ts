/** Bars of a histogram, each the sum of neighbouring bins. */
export const barsOf = (counts: readonly number[], bars: number): number[] =>
  Array.from({ length: bars }, (_, bar) => {
    const [from, to] = [bar, bar + 1].map((edge) => Math.round((edge * counts.length) / bars))
    return counts.slice(from, to).reduce((sum, count) => sum + count, 0)
  })

/** Height of a bar on a logarithmic axis, 0 to 1: a single pixel is still seen, and no pixels have no height. */
export const heightOf = (count: number, most: number): number =>
  count === 0 ? 0 : Math.log10(2 * count) / Math.log10(2 * Math.max(1, most))

/** The powers of ten to label on the axis: at most three, the largest among them. */
export function decadesOf(most: number): number[] {
  const top = Math.floor(Math.log10(Math.max(1, most)))
  const step = Math.max(1, Math.ceil(top / 2))
  const powers: number[] = []
  for (let power = top; power >= 0; power -= step) powers.push(power)
  return powers.reverse()
}

/** The outline of bars as an SVG path in a box of width 1 per bar and the given height. */
export function outlineOf(bars: readonly number[], height: number): string {
  const most = Math.max(...bars)
  const y = (count: number) => (height * (1 - heightOf(count, most))).toFixed(2)
  return `M0 ${height}${bars.map((count, i) => `V${y(count)}H${i + 1}`).join('')}V${height}Z`
}
