import { addRowProducts } from './row-products.ts'

/** One of the square's eight symmetries: quarter turns, then optionally a reversal of the columns. */
export interface Symmetry {
  turns: 0 | 1 | 2 | 3
  flipped: boolean
}

/** The item of a set nearest to a patch, and the symmetry that maps the item onto it. */
export interface NearestPatch extends Symmetry {
  index: number
  /** Sum of squared pixel differences. */
  squaredDistance: number
}

/**
 * The nearest neighbour of a patch by squared distance: shows whether a model merely reproduces a training patch.
 * @param patch [side, side]
 * @param set [items, side, side]; items with a NaN are ignored
 * @param symmetries whether to try rotated and flipped items too, as seen in training with augmentation
 * @throws RangeError if the patch is not square, the set does not consist of such patches, or no item is finite
 */
export const nearestPatch = (patch: ArrayLike<number>, set: ArrayLike<number>, symmetries = false): NearestPatch =>
  nearestFinder(set, patch.length)(patch, symmetries)

/**
 * `nearestPatch` in one set for many patches. Exact, and fast if patches differ on large scales: block sums over the
 * root of the block size are coordinates along orthogonal directions, so the squared distance of two patches is that of
 * these few numbers plus that of the remainders, which is at least the squared difference of the remainders' norms.
 * This bound rules out most items.
 * @param size pixels per patch
 */
export function nearestFinder(
  set: ArrayLike<number>,
  size: number,
): (patch: ArrayLike<number>, symmetries?: boolean) => NearestPatch {
  const side = Math.sqrt(size)
  if (!Number.isInteger(side) || size === 0) throw new RangeError(`${size} pixels are not a square patch`)
  if (set.length % size !== 0) throw new RangeError(`${set.length} values are not patches of ${side} x ${side} pixels`)
  const count = set.length / size
  const edge = coarseEdge(side)
  const blocks = (side / edge) ** 2
  const coarse = new Float64Array(count * blocks)
  const norms = new Float64Array(count)
  const rests = new Float64Array(count)
  for (let index = 0; index < count; index++) {
    const sums = blockSums(set, index * size, side, edge)
    coarse.set(sums, index * blocks)
    norms[index] = squareSum(sums, 0, blocks)
    rests[index] = Math.sqrt(Math.max(0, squareSum(set, index * size, size) - norms[index]))
  }
  const ways = eight.map((symmetry) => ({ ...symmetry, places: placesOf(side, symmetry) }))

  return (patch, symmetries = false) => {
    // Transforming the one patch back, instead of every item, gives the same distances.
    const turned = (symmetries ? ways : ways.slice(0, 1)).map(({ places, ...symmetry }) => ({
      ...symmetry,
      pixels: Float64Array.from(places, (from) => patch[from]),
    }))
    const own = new Float64Array(turned.length * blocks)
    turned.forEach(({ pixels }, way) => own.set(blockSums(pixels, 0, side, edge), way * blocks))
    const whole = squareSum(turned[0].pixels, 0, size)
    const norm = squareSum(own, 0, blocks)
    const rest = Math.sqrt(Math.max(0, whole - norm))
    const bounds = new Float64Array(turned.length * count)
    addRowProducts(own, turned.length, coarse, count, blocks, bounds)
    let likeliest = 0
    for (let at = 0; at < bounds.length; at++) {
      const index = at % count
      bounds[at] = norm + norms[index] - 2 * bounds[at] + (rest - rests[index]) ** 2 - rounding * whole
      if (bounds[at] < bounds[likeliest] || Number.isNaN(bounds[likeliest])) likeliest = at
    }

    let nearest: NearestPatch = { index: -1, squaredDistance: Infinity, turns: 0, flipped: false }
    const measure = (at: number) => {
      const index = at % count
      const { pixels, turns, flipped } = turned[Math.floor(at / count)]
      const squaredDistance = squaredDistanceTo(pixels, set, index * size, nearest.squaredDistance)
      if (squaredDistance < nearest.squaredDistance) nearest = { index, squaredDistance, turns, flipped }
    }
    if (bounds[likeliest] < Infinity) measure(likeliest)
    for (let at = 0; at < bounds.length; at++) {
      if (at !== likeliest && bounds[at] < nearest.squaredDistance) measure(at)
    }
    if (nearest.index < 0) throw new RangeError('the set is empty, or all of its patches have missing pixels')
    return nearest
  }
}

/** A patch [side, side], rotated and flipped. */
export function transformed(patch: Float32Array, symmetry: Symmetry): Float32Array {
  const out = new Float32Array(patch.length)
  placesOf(Math.sqrt(patch.length), symmetry).forEach((to, from) => (out[to] = patch[from]))
  return out
}

/** Tolerance for rounding in a bound, relative to the patch's sum of squares. */
const rounding = 1e-9

/** Pixels between two checks whether a distance is already too large. */
const block = 256

/** Most blocks along a side. */
const mostBlocks = 16

/** Side of the smallest blocks that tile a patch within this limit. */
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

function squareSum(values: ArrayLike<number>, start: number, length: number): number {
  let sum = 0
  for (let i = start; i < start + length; i++) sum += values[i] * values[i]
  return sum
}

/** Sum of squared differences, or a partial sum that is already too large. */
function squaredDistanceTo(a: Float64Array, set: ArrayLike<number>, start: number, tooLarge: number): number {
  let sum = 0
  for (let from = 0; from < a.length && !(sum >= tooLarge); from += block) {
    const to = Math.min(a.length, from + block)
    for (let i = from; i < to; i++) {
      const difference = a[i] - set[start + i]
      sum += difference * difference
    }
  }
  return sum
}

const eight: readonly Symmetry[] = ([0, 1, 2, 3] as const).flatMap((turns) =>
  [false, true].map((flipped) => ({ turns, flipped })),
)

/** For every pixel of an item, its index in the patch after rotating and then flipping the item. */
function placesOf(side: number, { turns, flipped }: Symmetry): Uint32Array {
  return Uint32Array.from({ length: side * side }, (_, i) => {
    let [row, column] = [Math.floor(i / side), i % side]
    for (let turn = 0; turn < turns; turn++) [row, column] = [column, side - 1 - row]
    if (flipped) column = side - 1 - column
    return row * side + column
  })
}
