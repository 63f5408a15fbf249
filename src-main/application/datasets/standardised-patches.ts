import { channelSets, type ChannelSet } from '../../../src-shared/sky/channels.ts'
import { standardiseChannels } from '../../../src-shared/sky/standardise-channels.ts'
import type { Refusal, Scaling, Standard } from '../../../src-shared/sky/scale.ts'
import { readNpyRows, type NpyArray } from '../../files/npy.ts'
import { standardiseMasked } from '../../../src-shared/sky/standardise-masked.ts'
import { readMasks } from './stack-masks.ts'
import { isUnseen } from '../../sky/fits/column-statistics.ts'

/** Some patches of a stack, in order. */
export interface StandardisedPiece {
  /** Row of the stack of the first patch. */
  first: number
  /** Mean and standard deviation of each patch's scaled values, by channel, or why it can't be used. */
  standards: (Standard[] | Refusal)[]
  /** Standardised values of those that can, float32 [used, size, size, channels]. */
  values: Float32Array
  /** Their good pixels (1), [used, size, size]; null if all are. */
  good: Uint8Array | null
}

/**
 * Bytes of a piece in double precision. In Fortran order, patches are scattered over the whole file, and every piece
 * goes through all of it.
 */
const pieceBytes = (fortranOrder: boolean) => (fortranOrder ? 1 << 27 : 1 << 23)

type Stack = { count: number; size: number; channels: ChannelSet; fortranOrder: boolean }

/**
 * Reads a stack in pieces and standardises each patch; UNSEEN counts as a missing pixel.
 * @param masks file of the good pixels, if not all are
 * @throws FileFormatError for values that can't be read; the signal's reason
 */
export async function* standardisedPatches(
  path: string,
  stack: Stack,
  scaling: Scaling,
  { masks, signal }: { masks?: string; signal?: AbortSignal } = {},
): AsyncGenerator<StandardisedPiece> {
  const channels = channelSets[stack.channels]
  const pixels = stack.size ** 2
  const values = pixels * channels.length
  for await (const { first, patches } of patchPieces(path, stack, signal)) {
    const rows = patches.length / values
    const good = masks === undefined ? null : await readMasks(masks, first, rows)
    const out = new Float32Array(patches.length)
    const standards: StandardisedPiece['standards'] = []
    let used = 0
    for (let k = 0; k < rows; k++) {
      const patch = patches.subarray(k * values, (k + 1) * values)
      const mask = good?.subarray(k * pixels, (k + 1) * pixels)
      const place = out.subarray(used * values, (used + 1) * values)
      const standard = mask
        ? standardiseMasked(patch, mask, channels, scaling, place)
        : standardiseChannels(patch, channels, scaling, place)
      standards.push(standard)
      if (typeof standard === 'string') continue
      if (mask) good!.set(mask, used * pixels)
      used++
    }
    yield { first, standards, values: out.subarray(0, used * values), good: good && good.subarray(0, used * pixels) }
  }
}

/** The patches of a stack as doubles, missing pixels as NaN, in pieces of a few megabytes. */
export async function* patchPieces(
  path: string,
  { count, size, channels, fortranOrder }: Stack,
  signal?: AbortSignal,
): AsyncGenerator<{ first: number; patches: Float64Array }> {
  const atOnce = Math.max(1, Math.floor(pieceBytes(fortranOrder) / (8 * size * size * channels.length)))
  for (let first = 0; first < count; first += atOnce) {
    signal?.throwIfAborted()
    const { data } = await readNpyRows(path, first, Math.min(atOnce, count - first))
    yield { first, patches: withMissing(data) }
  }
}

/** The smallest intensity of a stack that is not missing; the scan ends at the first that is not positive. */
export async function smallestValue(path: string, stack: Stack, signal?: AbortSignal): Promise<number | null> {
  const width = stack.channels.length
  let least = Infinity
  for await (const { patches } of patchPieces(path, stack, signal)) {
    for (let i = 0; i < patches.length; i += width) if (patches[i] < least) least = patches[i]
    if (least <= 0) break
  }
  return least === Infinity ? null : least
}

function withMissing(data: NpyArray): Float64Array {
  const values = data instanceof Float64Array ? data : new Float64Array(data)
  for (let i = 0; i < values.length; i++) if (isUnseen(values[i])) values[i] = NaN
  return values
}
