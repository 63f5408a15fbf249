/** One of the square's eight symmetries: quarter turns, and then the columns in reverse or not. */
export interface Symmetry {
  turns: 0 | 1 | 2 | 3
  flipped: boolean
}

/** The item of a set that is nearest to a patch, and the symmetry that takes the item there. */
export interface NearestPatch extends Symmetry {
  index: number
  /** Sum of squared differences of pixels. */
  squaredDistance: number
}

/**
 * Whether a patch is new, or one that a model was trained on: its nearest neighbour by squared distance.
 * @param patch [side, side]
 * @param set [items, side, side]; an item with a NaN is at no distance
 * @param symmetries whether turned and flipped items count, as a training with augmentation has seen them
 * @throws RangeError for a patch that is no square, a set that is not made of such, or one without a distance
 */
export const nearestPatch = (patch: ArrayLike<number>, set: ArrayLike<number>, symmetries = false): NearestPatch =>
  nearestFinder(set, patch.length)(patch, symmetries)

/**
 * `nearestPatch` in one set for many patches. Exact, and quick where patches differ on large scales: block sums over the
 * root of the block's size are coordinates along orthogonal directions, so that the squared distance of two patches is
 * that of these few numbers and that of what they leave over, which is no less than the squared difference of its norms.
 * Most items are further away by this bound than the nearest is.
 * @param size pixels of a patch
 */
export function nearestFinder(
  set: ArrayLike<number>,
  size: number,
): (patch: ArrayLike<number>, symmetries?: boolean) => NearestPatch {
  const side = Math.sqrt(size)
  if (!Number.isInteger(side) || size === 0) throw new RangeError(`${size} pixels are no square patch`)
  if (set.length % size !== 0) throw new RangeError(`${set.length} values are no patches of ${side} x ${side} pixels`)
  const count = set.length / size
  const edge = coarseEdge(side)
  const blocks = (side / edge) ** 2
  const coarse = new Float64Array(count * blocks)
  const rest = new Float64Array(count)
  for (let index = 0; index < count; index++) {
    const sums = blockSums(set, index * size, side, edge)
    coarse.set(sums, index * blocks)
    rest[index] = restNorm(set, index * size, size, sums)
  }
  const bounds = new Float64Array(count)
  const ways = eight.map((symmetry) => ({ ...symmetry, places: placesOf(side, symmetry) }))

  return (patch, symmetries = false) => {
    let nearest: NearestPatch = { index: -1, squaredDistance: Infinity, turns: 0, flipped: false }
    // To turn the one patch back instead of every item gives the same distances.
    for (const { turns, flipped, places } of symmetries ? ways : ways.slice(0, 1)) {
      const turned = Float64Array.from(places, (from) => patch[from])
      const own = blockSums(turned, 0, side, edge)
      const ownRest = restNorm(turned, 0, size, own)
      const slack = rounding * squares(turned, new Float64Array(size), 0, size, Infinity)
      const near = (index: number) => bounds[index] - slack < nearest.squaredDistance
      let likeliest = 0
      for (let index = 0; index < count; index++) {
        const between = (ownRest - rest[index]) ** 2
        bounds[index] =
          between + squares(own, coarse, index * blocks, blocks, nearest.squaredDistance + slack - between)
        if (bounds[index] < bounds[likeliest]) likeliest = index
      }
      const measure = (index: number) => {
        const squaredDistance = squares(turned, set, index * size, size, nearest.squaredDistance)
        if (squaredDistance < nearest.squaredDistance) nearest = { index, squaredDistance, turns, flipped }
      }
      if (near(likeliest)) measure(likeliest)
      for (let index = 0; index < count; index++) {
        if (index !== likeliest && near(index)) measure(index)
      }
    }
    if (nearest.index < 0)
      throw new RangeError('no patch of the set is at a distance; it is empty, or all have missing pixels')
    return nearest
  }
}

/** A patch [side, side] turned and flipped. */
export function transformed(patch: Float32Array, symmetry: Symmetry): Float32Array {
  const out = new Float32Array(patch.length)
  placesOf(Math.sqrt(patch.length), symmetry).forEach((to, from) => (out[to] = patch[from]))
  return out
}

/** What rounding may add to a bound, relative to the patch's sum of squares. */
const rounding = 1e-9

/** Numbers after which a distance that is too large already is given up. */
const block = 64

/** Blocks of which there are at most so many on a side make a patch coarse. */
const mostBlocks = 16

/** Side of the smallest blocks that fill a patch and are not too many. */
function coarseEdge(side: number): number {
  let edge = Math.ceil(side / mostBlocks)
  while (side % edge !== 0) edge++
  return edge
}

function blockSums(values: ArrayLike<number>, start: number, side: number, edge: number): Float64Array {
  const blocks = side / edge
  const sums = new Float64Array(blocks * blocks)
  for (let row = 0; row < side; row++) {
    const line = Math.floor(row / edge) * blocks
    for (let column = 0; column < side; column++) {
      sums[line + Math.floor(column / edge)] += values[start + row * side + column]
    }
  }
  return sums.map((sum) => sum / edge)
}

/** Length of what block sums leave over of a patch. */
function restNorm(values: ArrayLike<number>, start: number, length: number, sums: Float64Array): number {
  let all = 0
  for (let i = start; i < start + length; i++) all += values[i] * values[i]
  return Math.sqrt(Math.max(0, all - sums.reduce((sum, value) => sum + value * value, 0)))
}

/** Sum of squared differences, or what it has come to when it was seen to be too large. */
function squares(a: Float64Array, b: ArrayLike<number>, start: number, length: number, tooLarge: number): number {
  let sum = 0
  for (let from = 0; from < length && !(sum >= tooLarge); from += block) {
    const to = Math.min(length, from + block)
    for (let i = from; i < to; i++) {
      const difference = a[i] - b[start + i]
      sum += difference * difference
    }
  }
  return sum
}

const eight: readonly Symmetry[] = ([0, 1, 2, 3] as const).flatMap((turns) =>
  [false, true].map((flipped) => ({ turns, flipped })),
)

/** For every pixel of an item, the pixel of the patch that it meets when the item is turned, then flipped. */
function placesOf(side: number, { turns, flipped }: Symmetry): Uint32Array {
  return Uint32Array.from({ length: side * side }, (_, i) => {
    let [row, column] = [Math.floor(i / side), i % side]
    for (let turn = 0; turn < turns; turn++) [row, column] = [column, side - 1 - row]
    if (flipped) column = side - 1 - column
    return row * side + column
  })
}
