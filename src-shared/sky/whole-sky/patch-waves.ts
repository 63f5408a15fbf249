/** The longest waves of a patch: half waves along its rows and its columns. */
const waves = [
  [0, 1],
  [1, 0],
  [1, 1],
  [0, 2],
  [2, 0],
] as const

/** Number of the waves. */
export const waveCount = waves.length

/**
 * The longest waves of patches: cosines that fit their sides, of which each picture has some share.
 *
 * A flow on patches that were standardised one by one knows nothing of its neighbours' levels, and draws slopes as its noise
 * has them. Where a map says every patch's level, it says how the sky slopes too: patches that slope otherwise
 * meet in steps. White noise with the map's own waves has the flow draw such slopes, as it draws a picture
 * of Gaussian patches from noise of the same phases.
 */
export function patchWaves(size: number) {
  const cosine = (halves: number) => {
    const values = Float64Array.from({ length: size }, (_, i) => Math.cos((Math.PI * halves * (i + 0.5)) / size))
    const norm = Math.sqrt(values.reduce((sum, value) => sum + value ** 2, 0))
    return values.map((value) => value / norm)
  }
  const pictures = waves.map(([down, across]) => {
    const [rows, columns] = [cosine(down), cosine(across)]
    return Float64Array.from({ length: size ** 2 }, (_, i) => rows[Math.floor(i / size)] * columns[i % size])
  })
  const measure = (patch: Float32Array): number[] =>
    pictures.map((picture) => picture.reduce((sum, value, i) => sum + value * patch[i], 0))
  return {
    /** How much of each wave a patch [size, size] has; of white noise, standard normal numbers. */
    measure,
    /** Changes a patch so that it has as much of each wave as given. */
    impose(patch: Float32Array, amounts: ArrayLike<number>): void {
      measure(patch).forEach((amount, k) => {
        const more = amounts[k] - amount
        for (let i = 0; i < patch.length; i++) patch[i] += more * pictures[k][i]
      })
    },
  }
}

/** Changes every patch [patches, size, size] so that it has as much of each wave as given, [patches, waves]. */
export function imposeWaves(patches: Float32Array, amounts: Float32Array, size: number): void {
  const { impose } = patchWaves(size)
  for (let p = 0; p * waveCount < amounts.length; p++)
    impose(patches.subarray(p * size ** 2, (p + 1) * size ** 2), amounts.subarray(p * waveCount, (p + 1) * waveCount))
}

/**
 * Brings the waves of the patches of a sky to those of noise: a mean square of 1 for each wave.
 * @param amounts [patches, waves], changed in place
 */
export function asNoise(amounts: Float32Array): void {
  const patches = amounts.length / waveCount
  for (let k = 0; k < waveCount; k++) {
    let squares = 0
    for (let p = 0; p < patches; p++) squares += amounts[p * waveCount + k] ** 2
    const rms = Math.sqrt(squares / patches)
    for (let p = 0; rms > 0 && p < patches; p++) amounts[p * waveCount + k] /= rms
  }
}
