import type { TrainingConfig } from './configuration.ts'
import { levelsOf } from './octaves.ts'

// What a flow that fills holes is given at each place of a patch: the data of each channel (0 in a hole), the share of
// the place that is observed, and the standard deviation of the noise there (0 in a hole).

type Shape = Pick<TrainingConfig, 'size' | 'channels' | 'octaves'>

/** Planes of an observation: data, mask, noise. */
export const observationPlanes = ({ channels }: Pick<Shape, 'channels'>) => channels + 2

/** Channels of an observation on a level's grid: whole, or as blocks of four places of the picture that an octave makes. */
export const observationChannels = (config: Pick<Shape, 'channels'>, octave: number) =>
  (octave === 0 ? 1 : blockPlaces) * observationPlanes(config)
const blockPlaces = 4

/**
 * An observation on the grid of each level of a flow.
 * @param observation [count, size, size, channels + 2]
 * @returns of each level, [count, side, side, observationChannels]
 */
export function observationByLevel(observation: Float32Array, config: Shape): Float32Array[] {
  const planes = observationPlanes(config)
  const pictures = [observation]
  for (let octave = 0; octave < config.octaves; octave++) {
    pictures.unshift(coarser(pictures[0], config.size / 2 ** octave, planes))
  }
  return levelsOf(config).map(({ octave, side }) =>
    octave === 0 ? pictures[0] : inBlocks(pictures[octave], 2 * side, planes),
  )
}

/**
 * What a level is given at each place: the coarser picture, then what is observed there.
 * @param picture [count, side, side, channels]; null for the coarsest level
 * @param observed null for a flow that sees nothing
 */
export function givenTogether<P extends Float32Array | null>(
  picture: P,
  observed: Float32Array | null,
  config: Pick<Shape, 'channels'>,
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

/** Means over what is observed of each block of 2 x 2 places, and their noise. */
function coarser(picture: Float32Array, size: number, planes: number): Float32Array {
  const means = new Float32Array(picture.length / 4)
  const [seen, noise] = [planes - 2, planes - 1]
  eachBlock(picture, size, planes, (places, to) => {
    let weight = 0
    let variance = 0
    for (const at of places) {
      const share = picture[at + seen]
      weight += share
      variance += (share * picture[at + noise]) ** 2
      for (let c = 0; c < seen; c++) means[to + c] += share * picture[at + c]
    }
    if (weight === 0) return
    for (let c = 0; c < seen; c++) means[to + c] /= weight
    means[to + seen] = weight / places.length
    means[to + noise] = Math.sqrt(variance) / weight
  })
  return means
}

/** The four places of each block one after another: [count, size / 2, size / 2, 4 planes]. */
function inBlocks(picture: Float32Array, size: number, planes: number): Float32Array {
  const blocks = new Float32Array(picture.length)
  eachBlock(picture, size, planes, (places, to) =>
    places.forEach((at, i) => blocks.set(picture.subarray(at, at + planes), blockPlaces * to + i * planes)),
  )
  return blocks
}

/** Calls `visit` with where the four places of each block begin, and where a picture of half the size has the block. */
function eachBlock(
  picture: Float32Array,
  size: number,
  planes: number,
  visit: (places: readonly number[], to: number) => void,
): void {
  const row = size * planes
  let to = 0
  for (let line = 0; line < picture.length; line += 2 * row) {
    for (let at = line; at < line + row; at += 2 * planes, to += planes) {
      visit([at, at + planes, at + row, at + row + planes], to)
    }
  }
}
