/**
 * The places of at most `most` of `count` items, evenly spread over them: of more items, each `count / most` one, rounded down.
 * @returns ascending from 0; all places of few items
 */
export function evenlySpread(count: number, most: number): number[] {
  const length = Math.min(count, most)
  return Array.from({ length }, (_, i) => Math.floor((i * count) / length))
}
