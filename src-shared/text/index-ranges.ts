/** Indices as text: `1,5-9`. Runs of three and more are written as ranges. @param indices ascending, without repeats */
export function writeIndices(indices: readonly number[]): string {
  const words: string[] = []
  for (let i = 0; i < indices.length;) {
    let end = i
    while (indices[end + 1] === indices[end] + 1) end++
    if (end - i >= 2) words.push(`${indices[i]}-${indices[end]}`)
    else for (let k = i; k <= end; k++) words.push(String(indices[k]))
    i = end + 1
  }
  return words.join(',')
}

/**
 * The indices in a text such as `1,5-9`, ascending, each once.
 * @param most number of indices beyond which the text must be a typing error
 * @returns null if the text is something else
 */
export function readIndices(text: string, most = 1_000_000): number[] | null {
  const found = new Set<number>()
  for (const word of text.split(',')) {
    const [, first, last = first] = /^\s*(\d+)(?:\s*-\s*(\d+))?\s*$/.exec(word) ?? []
    const [from, to] = [Number(first), Number(last)]
    if (first === undefined || to < from || to - from >= most) return null
    for (let index = from; index <= to; index++) found.add(index)
  }
  return [...found].sort((a, b) => a - b)
}
