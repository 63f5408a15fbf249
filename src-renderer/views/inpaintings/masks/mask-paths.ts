/** A mask [size, size], 1 = observed, 0 = hole; row 0 at the bottom. */
type Mask = ArrayLike<number>

/** The holes of a mask as an SVG path: a rectangle for each run of them in a row, rows counted upwards from 0. */
export function holePath(mask: Mask, size: number): string {
  let path = ''
  for (let row = 0; row < size; row++)
    for (const [from, to] of runs(size, (column) => mask[row * size + column] === 0))
      path += `M${from} ${row}H${to}v1H${from}z`
  return path
}

/** The borders between holes and observed pixels as an SVG path, in the same coordinates. */
export function borderPath(mask: Mask, size: number): string {
  let path = ''
  const isHole = (row: number, column: number) => mask[row * size + column] === 0
  for (let line = 1; line < size; line++) {
    for (const [from, to] of runs(size, (column) => isHole(line - 1, column) !== isHole(line, column)))
      path += `M${from} ${line}H${to}`
    for (const [from, to] of runs(size, (row) => isHole(row, line - 1) !== isHole(row, line)))
      path += `M${line} ${from}V${to}`
  }
  return path
}

/** Where something holds along a row: from the first place to before the last. */
function runs(size: number, holds: (at: number) => boolean): [from: number, to: number][] {
  const found: [number, number][] = []
  for (let at = 0; at < size; at++) {
    if (!holds(at)) continue
    const from = at
    while (at < size && holds(at)) at++
    found.push([from, at])
  }
  return found
}
