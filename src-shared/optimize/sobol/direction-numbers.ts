/** Bits of a coordinate. */
export const BITS = 32

/**
 * Primitive polynomials and first direction numbers of dimensions 2 to 40, from the table new-joe-kuo-6 of Joe & Kuo
 * (2008, SIAM J. Sci. Comput. 30, 2635): the polynomial's inner coefficients as bits, then m_1 ... m_degree.
 */
const table: readonly (readonly [coefficients: number, ...m: number[]])[] = [
  [0, 1],
  [1, 1, 3],
  [1, 1, 3, 1],
  [2, 1, 1, 1],
  [1, 1, 1, 3, 3],
  [4, 1, 3, 5, 13],
  [2, 1, 1, 5, 5, 17],
  [4, 1, 1, 5, 5, 5],
  [7, 1, 1, 7, 11, 19],
  [11, 1, 1, 5, 1, 1],
  [13, 1, 1, 1, 3, 11],
  [14, 1, 3, 5, 5, 31],
  [1, 1, 3, 3, 9, 7, 49],
  [13, 1, 1, 1, 15, 21, 21],
  [16, 1, 3, 1, 13, 27, 49],
  [19, 1, 1, 1, 15, 7, 5],
  [22, 1, 3, 1, 15, 13, 25],
  [25, 1, 1, 5, 5, 19, 61],
  [1, 1, 3, 7, 11, 23, 15, 103],
  [4, 1, 3, 7, 13, 13, 15, 69],
  [7, 1, 1, 3, 13, 7, 35, 63],
  [8, 1, 3, 5, 9, 1, 25, 53],
  [14, 1, 3, 1, 13, 9, 35, 107],
  [19, 1, 3, 1, 5, 27, 61, 31],
  [21, 1, 1, 5, 11, 19, 41, 61],
  [28, 1, 3, 5, 3, 3, 13, 69],
  [31, 1, 1, 7, 13, 1, 19, 1],
  [32, 1, 3, 7, 5, 13, 19, 59],
  [37, 1, 1, 3, 9, 25, 29, 41],
  [41, 1, 3, 5, 13, 23, 1, 55],
  [42, 1, 3, 7, 3, 13, 59, 17],
  [50, 1, 3, 1, 3, 5, 53, 69],
  [55, 1, 1, 5, 5, 23, 33, 13],
  [56, 1, 1, 7, 7, 1, 61, 123],
  [59, 1, 1, 7, 9, 13, 61, 49],
  [62, 1, 3, 3, 5, 3, 55, 33],
  [14, 1, 3, 1, 15, 31, 13, 49, 245],
  [21, 1, 3, 5, 15, 31, 59, 63, 97],
  [22, 1, 3, 1, 11, 11, 11, 77, 249],
]

/** Most dimensions of a Sobol sequence here. */
export const MAX_DIMENSIONS = table.length + 1

/** The direction numbers of a dimension (from 0), as fractions of 2^32 (Joe & Kuo 2008, Eqs. 2 and 3). */
export function directionNumbers(dimension: number): Uint32Array {
  const directions = new Uint32Array(BITS)
  const [coefficients, ...m] = dimension === 0 ? [0] : table[dimension - 1]
  const degree = m.length
  for (let k = 0; k < BITS; k++) {
    if (dimension === 0) directions[k] = 2 ** (BITS - 1 - k)
    else if (k < degree) directions[k] = m[k] * 2 ** (BITS - 1 - k)
    else {
      let v = directions[k - degree] ^ (directions[k - degree] >>> degree)
      for (let j = 1; j < degree; j++) if ((coefficients >> (degree - 1 - j)) & 1) v ^= directions[k - j]
      directions[k] = v
    }
  }
  return directions
}
