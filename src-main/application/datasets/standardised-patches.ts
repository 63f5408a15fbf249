import { standardise, type Refusal, type Scale, type Standard } from '../../../src-shared/sky/scale.ts'
import { readNpyRows, type NpyArray } from '../../files/npy.ts'
import { isUnseen } from '../../sky/fits/column-statistics.ts'

/** Some patches of a stack, in order. */
export interface StandardisedPiece {
  /** Row of the stack of the first patch. */
  first: number
  /** Mean and standard deviation of each patch's scaled values, or why it can't be used. */
  standards: (Standard | Refusal)[]
  /** Standardised values of those that can, float32 [good, size, size]. */
  good: Float32Array
}

/**
 * Bytes of a piece in double precision. In Fortran order, patches are scattered over the whole file, and every piece
 * goes through all of it.
 */
const pieceBytes = (fortranOrder: boolean) => (fortranOrder ? 1 << 27 : 1 << 23)

type Stack = { count: number; size: number; fortranOrder: boolean }

/**
 * Reads a stack in pieces and standardises each patch; UNSEEN counts as a missing pixel.
 * @throws FileFormatError for values that can't be read; the signal's reason
 */
export async function* standardisedPatches(
  path: string,
  stack: Stack,
  scale: Scale,
  signal?: AbortSignal,
): AsyncGenerator<StandardisedPiece> {
  const pixels = stack.size ** 2
  const scaled = new Float64Array(pixels)
  for await (const { first, patches } of patchPieces(path, stack, signal)) {
    const rows = patches.length / pixels
    const good = new Float32Array(patches.length)
    const standards: StandardisedPiece['standards'] = []
    let used = 0
    for (let k = 0; k < rows; k++) {
      const out = good.subarray(used * pixels, (used + 1) * pixels)
      const standard = standardise(patches.subarray(k * pixels, (k + 1) * pixels), scale, out, scaled)
      standards.push(standard)
      if (typeof standard !== 'string') used++
    }
    yield { first, standards, good: good.subarray(0, used * pixels) }
  }
}

/** The patches of a stack as doubles, missing pixels as NaN, in pieces of a few megabytes. */
export async function* patchPieces(
  path: string,
  { count, size, fortranOrder }: Stack,
  signal?: AbortSignal,
): AsyncGenerator<{ first: number; patches: Float64Array }> {
  const atOnce = Math.max(1, Math.floor(pieceBytes(fortranOrder) / (8 * size * size)))
  for (let first = 0; first < count; first += atOnce) {
    signal?.throwIfAborted()
    const { data } = await readNpyRows(path, first, Math.min(atOnce, count - first))
    yield { first, patches: withMissing(data) }
  }
}

/** The smallest value of a stack that is not missing; the scan ends at the first that is not positive. */
export async function smallestValue(path: string, stack: Stack, signal?: AbortSignal): Promise<number | null> {
  let least = Infinity
  for await (const { patches } of patchPieces(path, stack, signal)) {
    for (const value of patches) if (value < least) least = value
    if (least <= 0) break
  }
  return least === Infinity ? null : least
}

function withMissing(data: NpyArray): Float64Array {
  const values = data instanceof Float64Array ? data : new Float64Array(data)
  for (let i = 0; i < values.length; i++) if (isUnseen(values[i])) values[i] = NaN
  return values
}
