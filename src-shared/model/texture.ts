import { moments } from '../statistics/moments.ts'
import { blockDetails, blockMeans } from './haar.ts'

/** The least side of a grid of blocks whose details are worth a mean. */
const leastBlocks = 8

/** The octaves of Haar's wavelets that a texture has, the finest first. */
const octavesOf = (size: number): number[] => {
  const octaves: number[] = []
  for (let side = size; side % 2 === 0 && side / 2 >= leastBlocks; side /= 2) octaves.push(octaves.length + 1)
  return octaves
}

/** Names of what `textureOf` returns, for patches of `size` pixels. */
export const textureNames = (size: number): string[] => ['skewness', ...octavesOf(size).map((n) => `detail_${n}`)]

/**
 * What kind of structure a patch has, in a few numbers that a flow can be conditioned on: the skewness of its pixels, and
 * the root mean square of its Haar details (haar.ts) in each octave, the finest first; over all channels. Turning or
 * flipping a patch does not change them.
 * @param patch standardised, [size, size, channels]
 * @returns values in the order of `textureNames`; a skewness of 0 for a patch without contrast
 */
export function textureOf(patch: Float32Array, { size, channels }: { size: number; channels: number }): number[] {
  const { variance, skewness } = moments(patch)
  const texture = [variance > 0 ? skewness : 0]
  let picture = patch
  for (const octave of octavesOf(size)) {
    const shape = { size: size / 2 ** (octave - 1), channels }
    const details = blockDetails(picture, shape)
    texture.push(Math.sqrt(details.reduce((sum, value) => sum + value ** 2, 0) / details.length))
    picture = blockMeans(picture, shape)
  }
  return texture
}
