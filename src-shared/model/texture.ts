import { moments } from '../statistics/moments.ts'
import { blockDetails, blockMeans } from './haar.ts'

// What kind of structure a patch has, in a few numbers that a flow can be conditioned on: how its pixels are distributed,
// and in each octave of Haar's wavelets (haar.ts), the finest first, how strong the details are and how sparse.

/** The least side of a grid of blocks whose details are worth a mean. */
const leastBlocks = 8

/** The octaves that a texture has, from 1, the finest. */
export function textureOctaves(size: number): number[] {
  const octaves: number[] = []
  for (let side = size; side % 2 === 0 && side / 2 >= leastBlocks; side /= 2) octaves.push(octaves.length + 1)
  return octaves
}

/** Columns of patches.csv that hold a texture. */
export const textureName = {
  skewness: 'skewness',
  fourthMoment: 'fourth_moment',
  detail: (octave: number) => `detail_${octave}`,
  sparsity: (octave: number) => `sparsity_${octave}`,
} as const

/** Names of what `textureOf` returns, for patches of `size` pixels. */
export const textureNames = (size: number): string[] => [
  textureName.skewness,
  textureName.fourthMoment,
  ...textureOctaves(size).map(textureName.detail),
  ...textureOctaves(size).map(textureName.sparsity),
]

/** Root mean square, and the mean absolute value over it: sqrt(2 / pi) = 0.80 for normal numbers, less for sparse ones. */
export function strengthOf(details: ArrayLike<number>): { rms: number; sparsity: number } {
  let squares = 0
  let sum = 0
  for (let i = 0; i < details.length; i++) {
    squares += details[i] ** 2
    sum += Math.abs(details[i])
  }
  const rms = Math.sqrt(squares / details.length)
  return { rms, sparsity: rms > 0 ? sum / details.length / rms : 1 }
}

/**
 * The texture of a patch: skewness m3 / m2^1.5 and fourth moment m4 / m2^2 (3 for a Gaussian) of its pixels, and of the
 * details of each octave their root mean square and their sparsity, E|d| / sqrt(E d^2); over all channels. Turning or
 * flipping a patch does not change them.
 * @param patch standardised, [size, size, channels]
 * @returns values in the order of `textureNames`; those of a Gaussian for the pixels of a patch without contrast
 */
export function textureOf(patch: Float32Array, { size, channels }: { size: number; channels: number }): number[] {
  const { variance, skewness, kurtosis } = moments(patch)
  const pixels = variance > 0 ? [skewness, kurtosis + 3] : [0, 3]
  let picture = patch
  const strengths = textureOctaves(size).map((octave) => {
    const shape = { size: size / 2 ** (octave - 1), channels }
    const strength = strengthOf(blockDetails(picture, shape))
    picture = blockMeans(picture, shape)
    return strength
  })
  return [...pixels, ...strengths.map(({ rms }) => rms), ...strengths.map(({ sparsity }) => sparsity)]
}
