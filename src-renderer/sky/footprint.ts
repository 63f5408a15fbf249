import { gnomonic, gnomonicInverse } from './gnomonic.ts'
import { separation, type Position } from './position.ts'

/**
 * The outline of a square patch, `width` degrees on a side of the tangent plane at its centre.
 * @param pointsPerSide 1 for the corners alone; more where a projection would bend the sides visibly
 * @returns 4 x pointsPerSide positions around, from the south-east corner over the south-west one; not closed
 */
export function footprint(centre: Position, width: number, pointsPerSide = 1): Position[] {
  const half = width / 2
  const outline: Position[] = []
  for (const [x, y, dx, dy] of [
    [half, -half, -1, 0],
    [-half, -half, 0, 1],
    [-half, half, 1, 0],
    [half, half, 0, -1],
  ])
    for (let k = 0; k < pointsPerSide; k++) {
      const along = (k / pointsPerSide) * width
      outline.push(gnomonicInverse(centre, x + dx * along, y + dy * along))
    }
  return outline
}

/** Whether a position lies in the square patch about `centre`. */
export function covers(centre: Position, width: number, position: Position): boolean {
  const plane = gnomonic(centre, position)
  return plane !== null && Math.abs(plane[0]) <= width / 2 && Math.abs(plane[1]) <= width / 2
}

/** The number of the patch that covers a position, the one with the nearest centre where several do; null where none. */
export function patchAt(centres: readonly Position[], width: number, position: Position): number | null {
  let nearest: number | null = null
  let least = Infinity
  centres.forEach((centre, index) => {
    if (Math.abs(centre.lat - position.lat) > width) return
    const distance = separation(centre, position)
    if (distance < least && covers(centre, width, position)) [nearest, least] = [index, distance]
  })
  return nearest
}
