import { interpolatedDetails } from './average-interpolation.ts'
import type { TrainingConfig } from './configuration.ts'
import { blockDetails, blockMeans, detailKinds, joinOctave, type BlockCrops } from './haar.ts'
import { levelLength, levelsOf } from './octaves.ts'

type Shape = Pick<TrainingConfig, 'size' | 'channels' | 'octaves'>
/** And what details are measured from. */
type Wavelets = Shape & Pick<TrainingConfig, 'wavelets'>

/** Patches taken apart into what the flows of a chain make. */
export interface Pyramid {
  /** Of each level, [count, side, side, channels]: the coarsest picture, then details over their scale. */
  levels: Float32Array[]
  /** The coarser picture that each level is given, on its grid; null for the coarsest. */
  given: (Float32Array | null)[]
}

/** The pictures of patches from the coarsest on; the patches are the last. */
export function picturesOf(patches: Float32Array, { size, channels, octaves }: Shape): Float32Array[] {
  const pictures = [patches]
  for (let octave = 0; octave < octaves; octave++) {
    pictures.unshift(blockMeans(pictures[0], { size: size / 2 ** octave, channels }))
  }
  return pictures
}

/** Pixels on a side of the picture that an octave makes; of the coarsest one for octave 0. */
export const pictureSize = ({ size, octaves }: Shape, octave: number) => size / 2 ** (octaves - octave)

/**
 * The details that an octave adds to the picture before, over their scale: all of them, or what they are beyond those of a
 * smooth picture (`interpolatedDetails`).
 * @param coarser,finer the picture before, and the one that it makes
 * @param scale [3 channels]
 * @param crops squares of them, in places of the octave's grid; all by default
 */
export function detailsOf(
  { coarser, finer }: { coarser: Float32Array; finer: Float32Array },
  octave: number,
  config: Wavelets,
  scale: Float32Array,
  crops?: BlockCrops,
): Float32Array {
  const { channels } = config
  const details = blockDetails(finer, { size: pictureSize(config, octave), channels }, crops)
  const all = smoothDetails(coarser, octave, config)
  if (all) {
    const grid = { side: pictureSize(config, octave - 1), channels: detailKinds * channels }
    const smooth = crops ? cut(all, grid, crops) : all
    for (let i = 0; i < details.length; i++) details[i] -= smooth[i]
  }
  for (let place = 0; place < details.length; place += scale.length) {
    for (let k = 0; k < scale.length; k++) details[place + k] /= scale[k]
  }
  return details
}

/** What the details of a picture's octave are measured from; null for none, in Haar's wavelets. */
const smoothDetails = (coarser: Float32Array, octave: number, config: Wavelets): Float32Array | null =>
  config.wavelets === 'haar'
    ? null
    : interpolatedDetails(coarser, { side: pictureSize(config, octave - 1), channels: config.channels })

/**
 * Crops of grids of blocks, [count, side of the crops, side of the crops, channels].
 * @param grids [count, side, side, channels]
 */
export function cut(
  grids: Float32Array,
  { side, channels }: { side: number; channels: number },
  { places, side: crop }: BlockCrops,
): Float32Array {
  if (crop === side) return grids
  const crops = new Float32Array(places.length * crop ** 2 * channels)
  let to = 0
  places.forEach(([row, column], i) => {
    for (let r = row; r < row + crop; r++, to += crop * channels) {
      const from = ((i * side + r) * side + column) * channels
      crops.set(grids.subarray(from, from + crop * channels), to)
    }
  })
  return crops
}

/**
 * @param patches [count, size, size, channels]
 * @param scales by which the details of each octave are divided, the coarsest octave's first, [3 channels] each
 */
export function takeApart(patches: Float32Array, config: Wavelets, scales: readonly Float32Array[]): Pyramid {
  const pictures = picturesOf(patches, config)
  const details = scales.map((scale, i) =>
    detailsOf({ coarser: pictures[i], finer: pictures[i + 1] }, i + 1, config, scale),
  )
  return { levels: [pictures[0], ...details], given: [null, ...pictures.slice(0, -1)] }
}

/** A coarser picture with an octave added: the next level's, or the patches. @param details over their scale */
export function addOctave(
  picture: Float32Array,
  details: Float32Array,
  octave: number,
  config: Wavelets,
  scales: readonly Float32Array[],
): Float32Array {
  const scale = scales[octave - 1]
  const own = details.map((value, i) => value * scale[i % scale.length])
  const smooth = smoothDetails(picture, octave, config)
  if (smooth) for (let i = 0; i < own.length; i++) own[i] += smooth[i]
  return joinOctave(picture, own, { size: pictureSize(config, octave), channels: config.channels })
}

/** Numbers of patches, [count, values of a patch], by level: [count, values of a level] each; a patch's lie together. */
export function byLevel(numbers: Float32Array, config: Shape): Float32Array[] {
  const length = config.size ** 2 * config.channels
  const count = numbers.length / length
  let from = 0
  return levelsOf(config).map((level) => {
    const values = levelLength(level)
    const part = new Float32Array(count * values)
    for (let i = 0; i < count; i++)
      part.set(numbers.subarray(i * length + from, i * length + from + values), i * values)
    from += values
    return part
  })
}

/** The inverse of `byLevel`. */
export function byPatch(parts: readonly Float32Array[], config: Shape): Float32Array {
  const length = config.size ** 2 * config.channels
  const count = parts[0].length / levelLength(levelsOf(config)[0])
  const numbers = new Float32Array(count * length)
  let from = 0
  for (const part of parts) {
    const values = part.length / count
    for (let i = 0; i < count; i++) numbers.set(part.subarray(i * values, (i + 1) * values), i * length + from)
    from += values
  }
  return numbers
}
