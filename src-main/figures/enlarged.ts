import type { Picture } from '../files/png.ts'

/** A picture with each pixel repeated `factor` times in both directions, so that viewers do not smooth it. */
export function enlarged({ width, height, channels, data }: Picture, factor: number): Picture {
  const row = width * factor * channels
  const large = new Uint8Array(row * height * factor)
  for (let y = 0; y < height * factor; y++) {
    for (let x = 0; x < width * factor; x++) {
      const from = channels * (Math.floor(y / factor) * width + Math.floor(x / factor))
      for (let c = 0; c < channels; c++) large[y * row + x * channels + c] = data[from + c]
    }
  }
  return { width: width * factor, height: height * factor, channels, data: large }
}
