import { describe, expect, it } from 'vitest'
import { showsWholeSky } from './ours/sky-in-picture.ts'

const [width, height] = [300, 200]
const box = { x: 40, y: 10, width: 220, height: 180 }

/** A page with a sky whose colours are given by the place in the ellipse, each from -1 to 1; null for none. */
function page(colourOf: (right: number, up: number) => readonly number[] | null) {
  const data = new Uint8Array(3 * width * height)
  for (let row = 0; row < height; row++)
    for (let column = 0; column < width; column++) {
      const right = (column - box.x - box.width / 2) / (box.width / 2)
      const up = -(row - box.y - box.height / 2) / (box.width / 4)
      const inside = right ** 2 + up ** 2 <= 1
      data.set((inside && colourOf(right, up)) || [26, 26, 26], 3 * (row * width + column))
    }
  return { width, channels: 3, data }
}
const rings = (_: number, up: number) => [60 + 190 * (1 - Math.abs(up)), 30 + 200 * (1 - Math.abs(up)), 90]

describe('the whole sky in a picture of the page', () => {
  it('is found when all of it is there', () => {
    expect(showsWholeSky(page(rings), box)).toBe(true)
  })
  it('is not found in an empty view', () => {
    expect(
      showsWholeSky(
        page(() => null),
        box,
      ),
    ).toBe(false)
  })
  it('is not found when one of its tiles is missing', () => {
    expect(
      showsWholeSky(
        page((right, up) => (right > 0.1 && right < 0.6 && up > 0 ? null : rings(right, up))),
        box,
      ),
    ).toBe(false)
  })
  it('is not found in a sky of one colour, as if all values were 0', () => {
    expect(
      showsWholeSky(
        page(() => [0, 0, 4]),
        box,
      ),
    ).toBe(false)
    expect(
      showsWholeSky(
        page(() => [180, 60, 120]),
        box,
      ),
    ).toBe(false)
  })
})
