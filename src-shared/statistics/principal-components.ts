import { leadingEigenvectors } from './leading-eigenvectors.ts'
import { addRowProducts, productsAmongRows } from './row-products.ts'

/** Principal components of a set of patches or latents. */
export interface PrincipalComponents {
  /** Mean patch, [length]. */
  mean: Float64Array
  /** Orthonormal directions of decreasing variance, [count, length]; the largest entry of each is positive. */
  components: Float64Array
  /** Variance along each, [count], and in total: means of squares. */
  variances: Float64Array
  total: number
}

/** Columns of the components computed at a time, so that the factors stay in the processor's cache. */
const blockWidth = 128

/**
 * The first principal components of a set, from the scalar products of its items, or from the covariance of values if
 * there are fewer values than items.
 * @param set [items, length], finite
 * @param wanted how many; fewer are returned if the set varies along fewer directions
 * @throws RangeError if the set is empty or not items x length
 */
export function principalComponents(
  set: Float32Array | Float64Array,
  items: number,
  length: number,
  wanted: number,
): PrincipalComponents {
  checkSet(set, items, length)
  const mean = meanOf(set, items, length)
  const ofItems = items <= length
  const size = ofItems ? items : length
  const value = ofItems
    ? (row: number, column: number) => set[row * length + column] - mean[column]
    : (row: number, column: number) => set[column * length + row] - mean[row]
  const products = productsAmongRows(value, size, ofItems ? length : items)
  let total = 0
  for (let i = 0; i < size; i++) total += products[i * size + i] / items

  const { values, vectors } = leadingEigenvectors(products, size, Math.min(wanted, size))
  const count = values.findLastIndex((square) => square > 1e-12 * total * items) + 1
  const variances = values.slice(0, count).map((square) => square / items)
  const components = ofItems ? new Float64Array(count * length) : vectors.slice(0, count * length)
  if (ofItems) {
    for (let from = 0; from < length; from += blockWidth) {
      const width = Math.min(blockWidth, length - from)
      const block = new Float64Array(width * items)
      for (let j = 0; j < width; j++) for (let i = 0; i < items; i++) block[j * items + i] = value(i, from + j)
      const sums = new Float64Array(count * width)
      addRowProducts(vectors, count, block, width, items, sums)
      for (let k = 0; k < count; k++) {
        const norm = Math.sqrt(values[k])
        for (let j = 0; j < width; j++) components[k * length + from + j] = sums[k * width + j] / norm
      }
    }
  }
  for (let k = 0; k < count; k++) pointUp(components.subarray(k * length, (k + 1) * length))
  return { mean, components, variances, total }
}

/** Mean item, [length]. */
export function meanOf(set: ArrayLike<number>, items: number, length: number): Float64Array {
  const mean = new Float64Array(length)
  for (let i = 0; i < set.length; i++) mean[i % length] += set[i]
  for (let j = 0; j < length; j++) mean[j] /= items
  return mean
}

/** Coordinates [items, count] of items [items, length] along the components. */
export function project({ mean, components, variances }: PrincipalComponents, set: ArrayLike<number>): Float64Array {
  const [length, count] = [mean.length, variances.length]
  const items = set.length / length
  checkSet(set, items, length)
  const centred = Float64Array.from(set, (value, i) => value - mean[i % length])
  const coordinates = new Float64Array(items * count)
  addRowProducts(centred, items, components, count, length, coordinates)
  return coordinates
}

/** Items [items, length] from their coordinates [items, count]: their projections onto the components. */
export function rebuild({ mean, components, variances }: PrincipalComponents, coordinates: Float64Array): Float32Array {
  const [length, count] = [mean.length, variances.length]
  const items = coordinates.length / count
  const sums = new Float64Array(items * length)
  for (let i = 0; i < items; i++) sums.set(mean, i * length)
  const across = Float64Array.from(components, (_, i) => components[(i % count) * length + Math.floor(i / count)])
  addRowProducts(coordinates, items, across, length, count, sums)
  return new Float32Array(sums)
}

function checkSet(set: ArrayLike<number>, items: number, length: number): void {
  if (!(Number.isInteger(items) && items > 0 && set.length === items * length))
    throw new RangeError(`${set.length} values are not a set of items of ${length} values each`)
}

function pointUp(vector: Float64Array): void {
  const largest = vector.reduce((most, value) => (Math.abs(value) > Math.abs(most) ? value : most), 0)
  if (largest < 0) for (let j = 0; j < vector.length; j++) vector[j] = -vector[j]
}
