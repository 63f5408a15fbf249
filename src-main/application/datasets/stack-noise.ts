import { standardOf, type Patch } from '../../../src-preload/contract/datasets.ts'
import { refused } from '../../../src-preload/rpc/errors.ts'
import { channelSets, patchesShape, patchShape, type ChannelSet } from '../../../src-shared/sky/channels.ts'
import type { Scaling } from '../../../src-shared/sky/scale.ts'
import { readNpy, readNpyHeader, readNpyRows, requireWholeNpy } from '../../files/npy.ts'
import { readPatches } from './dataset-folder.ts'
import { placeInPatch, scaleNoise } from './scale-noise.ts'
import { readMasks } from './stack-masks.ts'

type Stack = { count: number; size: number; channels: ChannelSet }

/** What a file of standard deviations has one for: each channel, each value of any patch, or each value of each patch. */
type NoiseKind = 'channels' | 'patch' | 'patches'

/**
 * The kind of a file of standard deviations: [channels], [size, size] or [size, size, channels] for all patches, or the shape
 * of the stack.
 * @throws CirrusError refused for another shape, or values that are no numbers with fractions
 */
export async function requireNoise(path: string, { count, size, channels }: Stack): Promise<NoiseKind> {
  const header = await readNpyHeader(path)
  const { length } = channelSets[channels]
  const shapes: Record<NoiseKind, readonly number[]> = {
    channels: [length],
    patch: patchShape(size, length),
    patches: patchesShape(count, size, length),
  }
  const kinds = Object.keys(shapes) as NoiseKind[]
  // One channel may have an axis of its own.
  const bare = header.shape.length > 2 && header.shape.at(-1) === 1 ? header.shape.slice(0, -1) : header.shape
  const kind = kinds.find((name) => shapes[name].join() === bare.join())
  if (!kind) {
    const known = kinds.map((name) => `[${shapes[name].join(', ')}]`).join(', ')
    const reason = `standard deviations of the noise of this stack have one of the shapes ${known}`
    throw refused(path, `shape [${header.shape.join(', ')}]`, reason)
  }
  if (header.stored.kind !== 'f') {
    const reason = 'standard deviations are floating-point numbers, in the unit of the patches'
    throw refused(path, `type ${header.stored.kind}${header.stored.bytes}`, reason)
  }
  await requireWholeNpy(path, header)
  return kind
}

/** What the noise of a dataset's patches is made of. */
export interface NoiseOrder {
  /** Files of standard deviations in the unit of the stack, and of the good pixels. */
  path: string
  masks?: string
  stack: Stack
  /** Whose patches.npy is written already. */
  folder: string
  /** The patches that are kept, and the rows of the stack without one, ascending. */
  kept: readonly Omit<Patch, 'split'>[]
  leftOut: readonly number[]
  scaling: Scaling
  signal?: AbortSignal
}

/**
 * The noise maps of the patches that a dataset keeps, float32 as the patches, in pieces: standard deviations in the unit of the
 * standardised patches (scale-noise.ts).
 * @throws CirrusError refused for a good value whose standard deviation is not above 0 and finite
 */
export async function* keptNoise(order: NoiseOrder): AsyncGenerator<Float32Array> {
  const { path, masks, stack, folder, kept, leftOut, scaling, signal } = order
  const channels = channelSets[stack.channels]
  const width = channels.length
  const pixels = stack.size ** 2
  const kind = await requireNoise(path, stack)
  const ofAll = kind === 'patches' ? null : (await readNpy(path)).data
  const values = pixels * width
  const out = new Set(leftOut)
  const atOnce = Math.max(1, Math.floor((1 << 20) / values))
  let used = 0
  for (let first = 0; first < stack.count; first += atOnce) {
    signal?.throwIfAborted()
    const rows = Math.min(atOnce, stack.count - first)
    const here = Array.from({ length: rows }, (_, k) => k).filter((k) => !out.has(first + k))
    if (here.length === 0) continue
    const noise = ofAll ?? (await readNpyRows(path, first, rows)).data
    const good = masks === undefined ? null : await readMasks(masks, first, rows)
    const piece = await readPatches(folder, used, here.length)
    here.forEach((k, at) => {
      const patch = piece.subarray(at * values, (at + 1) * values)
      const standards = channels.map((_, c) => standardOf(kept[used + at], c))
      const own = good && good.subarray(k * pixels, (k + 1) * pixels)
      const deviations = (i: number) => noise[kind === 'channels' ? i % width : kind === 'patch' ? i : k * values + i]
      scaleNoise(patch, own, { channels, standards, scaling }, deviations, (i, why) => {
        const where = {
          channels: width === 1 ? '' : `channel ${channels[i % width]}`,
          patch: placeInPatch(i, stack.size, channels),
          patches: `patch ${first + k}, ${placeInPatch(i, stack.size, channels)}`,
        }[kind]
        return refused(path, where, why, 'noise')
      })
    })
    used += here.length
    yield piece
  }
}
