import { refused } from '../../../src-preload/rpc/errors.ts'
import { channelOf, channelSets, channelsOf, type Channel, type ChannelSet } from '../../../src-shared/sky/channels.ts'
import { readNpy, readNpyHeader } from '../../files/npy.ts'
import { requireMasks } from '../datasets/require-masks.ts'
import { readMasks } from '../datasets/stack-masks.ts'
import { readPictures, type PictureStack } from '../maps/image-file.ts'

/** A set of patches of any origin, and what its masks exclude. */
export interface PatchSet extends Pick<PictureStack, 'header'> {
  file: string
  count: number
  rows: number
  columns: number
  channels: readonly Channel[]
  /** [count, rows, columns, channels]; NaN at masked pixels */
  values: Float32Array
  /** uint8 [count, rows, columns], 1 = good; null if all are */
  masks: Uint8Array | null
}

/**
 * Reads patches [count, rows, columns] or one picture of one channel, or [count, rows, columns, channels].
 * @param masks .npy file [count, rows, columns], 1 at good pixels; null without
 * @throws CirrusError refused for another shape, a good pixel without a value, masks that do not fit; FileFormatError
 */
export async function readPatchSet(file: string, channels: ChannelSet, masks: string | null): Promise<PatchSet> {
  const names = channelSets[channels]
  const stack = channels === 'I' ? await readIntensities(file) : await readChannels(file, names)
  const { rows, columns, values } = stack
  if (rows < 4 || columns < 4) throw refused(file, 'shape', `patches of ${rows} x ${columns} pixels are too small`)
  const good = masks === null ? null : await readGood(masks, stack)
  // A value that is masked may be anything, and counts nowhere.
  if (good) for (let i = 0; i < values.length; i++) if (good[Math.floor(i / names.length)] === 0) values[i] = NaN
  requireValues(file, { values, columns, rows, channels: names }, good)
  return { ...stack, file, channels: names, values, masks: good }
}

/** One channel of a set: [count, rows, columns]. */
export const channelIn = ({ values, channels }: PatchSet, channel: Channel): Float32Array =>
  channelOf(values, channels.length, channels.indexOf(channel))

type Stack = Pick<PatchSet, 'count' | 'rows' | 'columns' | 'values' | 'header'>

async function readIntensities(file: string): Promise<Stack> {
  const several = await channelsHeld(file)
  if (several) {
    const which = several.length === 2 ? 'QU' : 'IQU'
    const reason = `the last axis has ${several.length} channels; give --channels ${which} if they are Stokes ${several.join(', ')}, or save one of them, as stack[..., 0]`
    throw refused(file, 'shape', reason)
  }
  const { count, rows, columns, header, picture } = await readPictures(file)
  const values = new Float32Array(count * rows * columns)
  for (let index = 0; index < count; index++) values.set(picture(index), index * rows * columns)
  return { count, rows, columns, header, values }
}

/** The channels of an array with a last axis of two or three of them; null for any other file. */
async function channelsHeld(file: string): Promise<readonly Channel[] | null> {
  if (!file.toLowerCase().endsWith('.npy')) return null
  const header = await readNpyHeader(file).catch(() => null) // refused with its reason when its values are read
  const last = header?.shape[3]
  return header?.shape.length === 4 && (last === 2 || last === 3) ? channelsOf(last) : null
}

async function readChannels(file: string, names: readonly Channel[]): Promise<Stack> {
  const wanted = `${names.join(', ')} are read from an array [patches, rows, columns, ${names.length}]`
  if (!file.toLowerCase().endsWith('.npy')) throw refused(file, '', `${wanted}; save them with numpy.save`)
  const { shape, data } = await readNpy(file)
  const [count, rows, columns, last] = shape
  if (shape.length !== 4 || last !== names.length || count === 0) {
    const remedy = `use numpy.stack([${names.join(', ')}], -1), or choose other --channels`
    throw refused(file, `shape [${shape.join(', ')}]`, `${wanted}; ${remedy}`)
  }
  return { count, rows, columns, header: null, values: Float32Array.from(data as ArrayLike<number>, Number) }
}

async function readGood(path: string, size: Stack): Promise<Uint8Array> {
  await requireMasks(path, size)
  const good = await readMasks(path, 0, size.count)
  if (!good.includes(1)) throw refused(path, '', 'it masks every pixel; a mask has 1 at good pixels')
  return good
}

/** Refuses a good pixel without a value. */
function requireValues(
  file: string,
  { values, rows, columns, channels }: Pick<PatchSet, 'values' | 'rows' | 'columns' | 'channels'>,
  good: Uint8Array | null,
): void {
  const odd = values.findIndex((value, i) => !Number.isFinite(value) && good?.[Math.floor(i / channels.length)] !== 0)
  if (odd < 0) return
  const pixel = Math.floor(odd / channels.length)
  const channel = channels.length === 1 ? '' : `, ${channels[odd % channels.length]}`
  throw refused(
    file,
    `patch ${Math.floor(pixel / (rows * columns))}, row ${Math.floor(pixel / columns) % rows}, column ${pixel % columns}${channel}`,
    `${values[odd]} is not a valid value; fill it, mask it or leave the patch out`,
  )
}
