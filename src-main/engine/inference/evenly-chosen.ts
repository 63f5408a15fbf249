/** At most `count` of the indices, evenly spread over them. */
export const evenlyChosen = (indices: readonly number[], count: number): number[] =>
  indices.length <= count
    ? [...indices]
    : Array.from({ length: count }, (_, i) => indices[Math.floor((i * indices.length) / count)])
