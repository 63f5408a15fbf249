/** cos^2(w / 2) for waves of w radians a pixel: a half at half of the pixels' limit, 0 at it. */
const taps = [1 / 4, 1 / 2, 1 / 4]

/** The long waves of a picture [size, size], along rows and columns; its borders go on as they end. */
export const longWaves = (picture: Float32Array, size: number): Float32Array =>
  filtered(filtered(picture, size, 1, size), size, size, 1)

/** Along lines whose values are `step` apart and whose beginnings are `next` apart. */
function filtered(picture: Float32Array, size: number, step: number, next: number): Float32Array {
  const out = new Float32Array(picture.length)
  for (let line = 0; line < size; line++)
    for (let i = 0; i < size; i++) {
      const at = line * next + i * step
      const before = picture[i === 0 ? at : at - step]
      const after = picture[i === size - 1 ? at : at + step]
      out[at] = taps[0] * before + taps[1] * picture[at] + taps[2] * after
    }
  return out
}
