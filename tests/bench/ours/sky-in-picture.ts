/** A picture of the page, and the box of it that shows the sky, in its pixels. */
export interface PagePicture {
  width: number
  channels: number
  data: ArrayLike<number>
}
export interface SkyBox {
  x: number
  y: number
  width: number
  height: number
}

/** The sky view without a sky. */
const background = [26, 26, 26]
/** Sum of the differences of the three colours above which a pixel is not background. */
const different = 24
/** Share of the ellipse that must be covered: grid lines and labels may look like background. */
const covered = 0.97

/**
 * Whether a picture shows the whole sky of the benchmark's map, whose brightness rises towards the equator: colours all
 * over the Mollweide ellipse, and the brightest ones on the equator.
 */
export function showsWholeSky({ width, channels, data }: PagePicture, box: SkyBox): boolean {
  const half = 0.94 * Math.min(box.width / 2, box.height)
  const colourAt = (right: number, up: number) => {
    const column = Math.round(box.x + box.width / 2 + right * half)
    const row = Math.round(box.y + box.height / 2 - (up * half) / 2)
    return [0, 1, 2].map((c) => data[(row * width + column) * channels + c])
  }
  let [points, seen] = [0, 0]
  for (let up = -0.95; up <= 0.95; up += 0.05)
    for (let right = -1; right <= 1; right += 0.05) {
      if (right ** 2 + up ** 2 > 1) continue
      points++
      const away = colourAt(right, up).reduce((sum, value, c) => sum + Math.abs(value - background[c]), 0)
      if (away > different) seen++
    }
  const brightness = (up: number) =>
    [-0.43, -0.22, 0.13, 0.38].reduce((sum, right) => sum + colourAt(right, up)[0] + colourAt(right, up)[1], 0)
  return seen >= covered * points && [-0.8, 0.8].every((up) => brightness(0.06) > 1.3 * brightness(up))
}
