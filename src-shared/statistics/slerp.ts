/**
 * Spherical linear interpolation between two latent vectors (Eq. 11):
 *   z(t) = sin((1 - t) theta) / sin theta z1 + sin(t theta) / sin theta z2, theta = arccos(z1.z2 / (|z1| |z2|)).
 * The angle uses Kahan's formula, which is accurate for small angles and near half a turn. Parallel vectors, and a
 * vector of length 0, are interpolated linearly. Between opposite directions all arcs are equally short: the path goes
 * through the coordinate axis furthest from both.
 * @param t 0 gives exactly z1, 1 exactly z2
 * @throws RangeError for vectors of different lengths, or of one number that are opposite
 */
export function slerp(z1: ArrayLike<number>, z2: ArrayLike<number>, t: number): Float64Array {
  if (z1.length !== z2.length)
    throw new RangeError(`latents of ${z1.length} and ${z2.length} numbers cannot be interpolated`)
  const a = Float64Array.from(z1)
  const b = Float64Array.from(z2)
  if (t === 0) return a
  if (t === 1) return b
  const [normA, normB] = [norm(a), norm(b)]
  const theta = normA > 0 && normB > 0 ? angleBetween(a, normA, b, normB) : 0
  if (theta < straight) return a.map((value, i) => (1 - t) * value + t * b[i])
  if (Math.PI - theta >= straight) {
    const [fromA, fromB] = [Math.sin((1 - t) * theta) / Math.sin(theta), Math.sin(t * theta) / Math.sin(theta)]
    return a.map((value, i) => fromA * value + fromB * b[i])
  }
  const over = perpendicular(a, normA)
  const length = (1 - t) * normA + t * normB
  return a.map((value, i) => length * (Math.cos(t * Math.PI) * (value / normA) + Math.sin(t * Math.PI) * over[i]))
}

/** Angle, in radians, below which rounding leaves the plane of two directions undefined. */
const straight = 1e-8

const norm = (v: Float64Array) => Math.hypot(...v)

function angleBetween(a: Float64Array, normA: number, b: Float64Array, normB: number): number {
  let apart = 0
  let together = 0
  for (let i = 0; i < a.length; i++) {
    apart += (a[i] / normA - b[i] / normB) ** 2
    together += (a[i] / normA + b[i] / normB) ** 2
  }
  return 2 * Math.atan2(Math.sqrt(apart), Math.sqrt(together))
}

/** The direction perpendicular to a that is nearest to the axis along which a is smallest. */
function perpendicular(a: Float64Array, normA: number): Float64Array {
  if (a.length < 2) throw new RangeError('opposite latents of one number have no arc between')
  let axis = 0
  for (let i = 1; i < a.length; i++) if (Math.abs(a[i]) < Math.abs(a[axis])) axis = i
  const share = a[axis] / normA
  const direction = a.map((value, i) => Number(i === axis) - (share * value) / normA)
  const length = norm(direction)
  return direction.map((value) => value / length)
}
