import { nextUint32 } from '../../random/index.ts'
import type { RandomState } from '../../random/index.ts'
import { BITS, directionNumbers, MAX_DIMENSIONS } from './direction-numbers.ts'

/** Point number i of a sequence, [dimensions], in [0, 1). */
export type PointSequence = (i: number) => Float64Array

/**
 * Sobol's sequence in the order of Antonov & Saleev (Gray code), beginning with the origin.
 * @param scramble randomises it: Matousek's random linear scrambling and a digital shift (Matousek 1998, J. Complexity
 *   14, 527), which preserve the balance of the net. The state is advanced.
 * @throws RangeError for more dimensions than the table of direction numbers has
 */
export function createSobol(dimensions: number, scramble?: RandomState): PointSequence {
  if (dimensions > MAX_DIMENSIONS) {
    throw new RangeError(`a Sobol sequence has at most ${MAX_DIMENSIONS} dimensions, not ${dimensions}`)
  }
  const axes = Array.from({ length: dimensions }, (_, d) => {
    const directions = directionNumbers(d)
    return scramble
      ? { directions: scrambled(directions, scramble), shift: nextUint32(scramble) }
      : { directions, shift: 0 }
  })
  return (i) => {
    const gray = i ^ (i >>> 1)
    return Float64Array.from(axes, ({ directions, shift }) => {
      let bits = shift
      for (let k = 0; gray >>> k; k++) if ((gray >>> k) & 1) bits ^= directions[k]
      return (bits >>> 0) / 2 ** BITS
    })
  }
}

/** The product of direction numbers, as columns of bits, with a random lower triangular matrix with ones on the diagonal. */
function scrambled(directions: Uint32Array, random: RandomState): Uint32Array {
  const rows = Array.from({ length: BITS }, (_, row) => {
    const diagonal = 2 ** (BITS - 1 - row)
    const above = row === 0 ? 0 : (nextUint32(random) & (-1 << (BITS - row))) >>> 0
    return (above | diagonal) >>> 0
  })
  return directions.map((direction) =>
    rows.reduce((bits, row, i) => (parity(row & direction) ? bits | (2 ** (BITS - 1 - i)) : bits), 0),
  )
}

function parity(bits: number): number {
  for (const shift of [16, 8, 4, 2, 1]) bits ^= bits >>> shift
  return bits & 1
}
