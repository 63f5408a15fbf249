import type { TrainingConfig } from './configuration.ts'
import { levelsOf } from './octaves.ts'
import { trainedBeams } from './trained-beams.ts'

// What a flow that fills holes is given of each pixel of a patch: of each channel, the data (0 in a hole), then whether it is
// observed, then the standard deviation of its noise there, and, if it was trained with beams, then the width of the beam
// (trained-beams.ts; 0 without one), both 0 in a hole. Each level is given all of them, so that none knows less of what is
// seen than another: a place has those of its block of pixels.

type Shape = Pick<TrainingConfig, 'size' | 'channels' | 'octaves' | 'observation'>

/** Planes of an observation: data, mask, noise and, of a flow that takes beams, beam of each channel. */
export const observationPlanes = ({ channels, observation }: Pick<Shape, 'channels' | 'observation'>) =>
  (observation === 'blurred' ? 4 : 3) * channels

/** The number that tells a flow of the width of a beam: in units of the widest that it is trained with; null is no beam. */
export const toldBeam = (fwhm: number | null, { size }: Pick<Shape, 'size'>) => (fwhm ?? 0) / trainedBeams(size).most

/** Pixels on a side of the block of a level's place. */
const blockSide = ({ octaves }: Pick<Shape, 'octaves'>, octave: number) =>
  2 ** (octave === 0 ? octaves : octaves - octave + 1)

/** Channels of an observation on a level's grid. */
export const observationChannels = (config: Omit<Shape, 'size'>, octave: number) =>
  blockSide(config, octave) ** 2 * observationPlanes(config)

/**
 * An observation on the grid of each level of a flow, the pixels of a block one after another.
 * @param observation [count, size, size, observationPlanes]
 * @returns of each level, [count, side, side, observationChannels]
 */
export function observationByLevel(observation: Float32Array, config: Shape): Float32Array[] {
  const byBlock = new Map<number, Float32Array>([[1, observation]])
  const planes = observationPlanes(config)
  return levelsOf(config).map(({ octave }) => {
    const block = blockSide(config, octave)
    const blocks = byBlock.get(block) ?? inBlocks(observation, config.size, planes, block)
    byBlock.set(block, blocks)
    return blocks
  })
}

/**
 * What a level is given at each place: the coarser picture, then what is observed there.
 * @param picture [count, side, side, channels]; null for the coarsest level
 * @param observed null for a flow that sees nothing
 */
export function givenTogether<P extends Float32Array | null>(
  picture: P,
  observed: Float32Array | null,
  config: Omit<Shape, 'size'>,
  octave: number,
): P | Float32Array {
  if (!observed) return picture
  if (!picture) return observed
  const widths = [config.channels, observationChannels(config, octave)]
  const width = widths[0] + widths[1]
  const together = new Float32Array(picture.length + observed.length)
  for (let place = 0; place * width < together.length; place++) {
    together.set(picture.subarray(place * widths[0], (place + 1) * widths[0]), place * width)
    together.set(observed.subarray(place * widths[1], (place + 1) * widths[1]), place * width + widths[0])
  }
  return together
}

/** [count, size, size, planes] to [count, size / side, size / side, side, side, planes]. */
function inBlocks(picture: Float32Array, size: number, planes: number, side: number): Float32Array {
  const blocks = new Float32Array(picture.length)
  const row = size * planes
  const part = side * planes
  let to = 0
  for (let line = 0; line < picture.length; line += side * row) {
    for (let at = line; at < line + row; at += part) {
      for (let r = 0; r < side; r++, to += part) blocks.set(picture.subarray(at + r * row, at + r * row + part), to)
    }
  }
  return blocks
}
