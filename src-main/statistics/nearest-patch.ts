/** The item of a set that is nearest to a patch. */
export interface NearestPatch {
  index: number
  /** Sum of squared differences of pixels. */
  squaredDistance: number
  /**
   * Which of the square's eight symmetries takes the item there: quarter turns, each from (row, column) to
   * (column, side - 1 - row), and then the columns in reverse or not.
   */
  turns: 0 | 1 | 2 | 3
  flipped: boolean
}

/**
 * Whether a patch is new, or one that a model was trained on: its nearest neighbour by squared distance.
 * @param patch [side, side]
 * @param set [items, side, side]; an item with a NaN is at no distance
 * @param symmetries whether turned and flipped items count, as a training with augmentation has seen them
 * @throws RangeError for a patch that is no square, a set that is not made of such, or one without a distance
 */
export function nearestPatch(patch: ArrayLike<number>, set: ArrayLike<number>, symmetries = false): NearestPatch {
  const size = patch.length
  const side = Math.sqrt(size)
  if (!Number.isInteger(side) || size === 0) throw new RangeError(`${size} pixels are no square patch`)
  if (set.length % size !== 0) throw new RangeError(`${set.length} values are no patches of ${side} x ${side} pixels`)
  let nearest: NearestPatch = { index: -1, squaredDistance: Infinity, turns: 0, flipped: false }
  // To turn the one patch back instead of every item gives the same distances.
  for (const { turns, flipped } of symmetries ? eight : eight.slice(0, 1)) {
    const source = placesOf(side, turns, flipped)
    const turned = Float64Array.from(source, (from) => patch[from])
    for (let index = 0; index * size < set.length; index++) {
      const start = index * size
      let sum = 0
      for (let from = 0; from < size && sum < nearest.squaredDistance; from += block) {
        const to = Math.min(size, from + block)
        for (let i = from; i < to; i++) {
          const difference = turned[i] - set[start + i]
          sum += difference * difference
        }
      }
      if (sum < nearest.squaredDistance) nearest = { index, squaredDistance: sum, turns, flipped }
    }
  }
  if (nearest.index < 0)
    throw new RangeError('no patch of the set is at a distance; it is empty, or all have missing pixels')
  return nearest
}

/** Pixels after which a distance that is too large already is given up. */
const block = 256

const eight = ([0, 1, 2, 3] as const).flatMap((turns) => [false, true].map((flipped) => ({ turns, flipped })))

/** For every pixel of an item, the pixel of the patch that it meets when the item is turned, then flipped. */
function placesOf(side: number, turns: number, flipped: boolean): Uint32Array {
  return Uint32Array.from({ length: side * side }, (_, i) => {
    let [row, column] = [Math.floor(i / side), i % side]
    for (let turn = 0; turn < turns; turn++) [row, column] = [column, side - 1 - row]
    if (flipped) column = side - 1 - column
    return row * side + column
  })
}
