import {
  importRecipeSchema,
  settledRecipe,
  type ImportRecipe,
  type StackImport,
} from '../../../src-preload/contract/datasets.ts'
import { CirrusError, refused } from '../../../src-preload/rpc/errors.ts'
import { channelSets, channelsOf, type ChannelSet } from '../../../src-shared/sky/channels.ts'
import type { Place } from '../../../src-shared/sky/position.ts'
import { readNpyHeader, requireWholeNpy } from '../../files/npy.ts'
import { inField } from '../host/in-field.ts'
import { requireMasks } from './require-masks.ts'
import { requireNoise } from './stack-noise.ts'
import { readPositions } from './read-positions.ts'

export interface ImportPlan {
  /** Patches in the stack, pixels on a side, channels, shape and NumPy type of the array. */
  count: number
  size: number
  channels: ChannelSet
  shape: number[]
  type: string
  fortranOrder: boolean
  /** Centre of each patch; null if they have none. */
  positions: Place[] | null
}

/** The recipe of a stack's dataset. */
export const recipeOfImport = (stack: StackImport, size: number): ImportRecipe =>
  settledRecipe(importRecipeSchema.parse({ ...stack, size }))

const [fewestPixels, mostPixels] = [8, 4096]

/** With more patches, their overlap would take hours to compute. */
const mostPlaced = 50_000

/**
 * Checks what can be checked of a stack before its values are read.
 * @throws CirrusError refused, with the field of the order that is wrong
 */
export async function planImport({ path, positions, masks, noise, split, channels }: StackImport): Promise<ImportPlan> {
  const stack = { ...(await inField('path', () => readStackHeader(path))), channels }
  const stored = stack.shape[3] ?? 1
  const complaint = channelsComplaint(stored, channels)
  if (complaint) {
    const place = `shape [${stack.shape.join(', ')}]`
    throw new CirrusError('refused', refused(path, place, complaint).message, undefined, { field: 'channels' })
  }
  if (masks !== undefined)
    await inField('masks', () => requireMasks(masks, { count: stack.count, rows: stack.size, columns: stack.size }))
  if (noise !== undefined) await inField('noise', () => requireNoise(noise, stack))
  if (positions === null) {
    if (split === 'disjoint') {
      const message = 'A disjoint split needs the positions of the patches; give their file, or split at random.'
      throw new CirrusError('refused', message, undefined, { field: 'split' })
    }
    return { ...stack, positions: null }
  }
  return inField('positions', async () => {
    if (stack.count > mostPlaced) {
      const reason = `the overlap of ${stack.count} patches can’t be computed (at most ${mostPlaced}); import the stack in parts, or without positions`
      throw refused(positions, '', reason)
    }
    return { ...stack, positions: await readPositions(positions, stack.count) }
  })
}

async function readStackHeader(path: string): Promise<Omit<ImportPlan, 'positions' | 'channels'>> {
  const header = await readNpyHeader(path)
  const { shape, stored, fortranOrder } = header
  const complaint = shapeComplaint(shape)
  if (complaint) throw refused(path, `shape [${shape.join(', ')}]`, complaint)
  await requireWholeNpy(path, header)
  return { count: shape[0], size: shape[1], shape, type: `${stored.kind}${stored.bytes}`, fortranOrder }
}

/** Why an array of this shape is not a stack of square patches, and what to do; null if it is one. */
function shapeComplaint(shape: readonly number[]): string | null {
  const [count, height, width, channels = 1] = shape
  if (shape.length === 2) return 'one picture is not a stack; add an axis with stack[None]'
  if (shape.length !== 3 && shape.length !== 4) return 'a stack has the axes [N, H, W] or [N, H, W, channels]'
  if (count === 0) return 'it is empty'
  if (shape.length === 4 && height <= 3 && width === channels)
    return 'the channel must be the last axis; move it with numpy.moveaxis(stack, 1, -1)'
  if (channelsOf(channels) === null)
    return `patches of ${channels} channels can’t be imported; choose one, for instance with stack[..., 0]`
  if (height !== width) return `patches must be square, these are ${height} x ${width} px; cut them square first`
  if (height < fewestPixels || height > mostPixels)
    return `patches of ${height} px on a side can’t be imported, only of ${fewestPixels} to ${mostPixels}`
  return null
}

/** Why a last axis of this length does not hold the channels, and what to do; null if it does. */
function channelsComplaint(stored: number, channels: ChannelSet): string | null {
  if (channelSets[channels].length === stored) return null
  const held = Object.entries(channelSets).find(([, each]) => each.length === stored)![0]
  if (stored > 1) {
    const what = held === 'QU' ? 'Stokes Q and U' : 'Stokes I, Q and U'
    return `the last axis has ${stored} channels; choose the channels ${held} if they are ${what}, or save one of them, as stack[..., 0]`
  }
  return `the patches have one channel, but ${channels} has ${channelSets[channels].length}, in the last axis; use numpy.stack([${channelSets[channels].join(', ')}], -1)`
}
