import type { TrainingConfig } from './configuration.ts'
import { joinOctave, splitOctave } from './haar.ts'
import { levelLength, levelsOf } from './octaves.ts'

type Shape = Pick<TrainingConfig, 'size' | 'channels' | 'octaves'>

/** Patches taken apart into what the flows of a chain make. */
export interface Pyramid {
  /** Of each level, [count, side, side, channels]: the coarsest picture, then details over their scale. */
  levels: Float32Array[]
  /** The coarser picture that each level is given, on its grid; null for the coarsest. */
  given: (Float32Array | null)[]
}

/**
 * @param patches [count, size, size, channels]
 * @param scales by which the details of each octave are divided, the coarsest octave's first, [3 channels] each
 */
export function takeApart(patches: Float32Array, config: Shape, scales: readonly Float32Array[]): Pyramid {
  const levels: Float32Array[] = []
  const given: (Float32Array | null)[] = []
  let picture = patches
  for (let octave = config.octaves; octave > 0; octave--) {
    const size = config.size / 2 ** (config.octaves - octave)
    const { means, details } = splitOctave(picture, { size, channels: config.channels })
    const scale = scales[octave - 1]
    for (let i = 0; i < details.length; i++) details[i] /= scale[i % scale.length]
    levels.unshift(details)
    given.unshift(means)
    picture = means
  }
  return { levels: [picture, ...levels], given: [null, ...given] }
}

/** A coarser picture with an octave added: the next level's, or the patches. @param details over their scale */
export function addOctave(
  picture: Float32Array,
  details: Float32Array,
  octave: number,
  config: Shape,
  scales: readonly Float32Array[],
): Float32Array {
  const scale = scales[octave - 1]
  const size = config.size / 2 ** (config.octaves - octave)
  return joinOctave(
    picture,
    details.map((value, i) => value * scale[i % scale.length]),
    { size, channels: config.channels },
  )
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
