/** a . b */
export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i]
  return sum
}

/** a + scale b, in a new array. */
export function addScaled(a: Float64Array, scale: number, b: Float64Array): Float64Array {
  const sum = new Float64Array(a.length)
  for (let i = 0; i < a.length; i++) sum[i] = a[i] + scale * b[i]
  return sum
}

/** max |a_i| */
export function maxNorm(a: Float64Array): number {
  let norm = 0
  for (let i = 0; i < a.length; i++) norm = Math.max(norm, Math.abs(a[i]))
  return norm
}
