import { describe, expect, it } from 'vitest'
import { smoothHTransform } from '../../../../src-main/sky/fits/compressed/h-smooth.ts'

/** One level of 2 x 2 blocks, each with a sum and neither gradients nor curvature. */
function level(sums: number[][]): { values: Float64Array; height: number; width: number } {
  const [height, width] = [2 * sums.length, 2 * sums[0].length]
  const values = new Float64Array(height * width)
  sums.forEach((row, i) => row.forEach((sum, j) => (values[2 * i * width + 2 * j] = sum)))
  return { values, height, width }
}
const smoothed = (sums: number[][], scale: number) => {
  const { values, height, width } = level(sums)
  smoothHTransform(values, width, height, width, scale)
  return { values, at: (row: number, column: number) => values[row * width + column] }
}

describe('the smoothing of a lossy H-transform', () => {
  it('gives a block the gradient of its neighbours, an eighth of the difference of their sums', () => {
    const { at } = smoothed([[0, 80, 160]], 1000)
    // The gradient along the row is beside the sum.
    expect(at(0, 3)).toBe(20)
    expect(smoothed([[0], [80], [160]], 1000).at(3, 0)).toBe(20)
  })

  it('changes no coefficient by more than half the scale', () => {
    expect(smoothed([[0, 80, 160]], 8).at(0, 3)).toBe(4)
    expect(smoothed([[160, 80, 0]], 8).at(0, 3)).toBe(-4)
    for (const scale of [0, 1]) expect(smoothed([[0, 80, 160]], scale).at(0, 3)).toBe(0)
  })

  it('leaves extremes and the blocks at the border as they are', () => {
    const peak = smoothed([[0, 80, 0]], 1000)
    expect(peak.values).toEqual(level([[0, 80, 0]]).values)
    const { at } = smoothed([[0, 80, 160]], 1000)
    expect([at(0, 1), at(0, 5)]).toEqual([0, 0])
  })

  it('keeps the image monotonic: a gradient follows the smaller of the two steps', () => {
    // Steps of 8 and 152: four times the smaller one, over eight.
    expect(smoothed([[0, 8, 160]], 1000).at(0, 3)).toBe(4)
  })

  it('gives a saddle its curvature from the diagonal neighbours', () => {
    const saddle = [
      [640, 0, -640],
      [0, 0, 0],
      [-640, 0, 640],
    ]
    // (640 + 640 + 640 + 640) / 64, and not further than 16 times the smallest step allows.
    expect(smoothed(saddle, 1000).at(3, 3)).toBe(40)
    expect(smoothed(saddle, 20).at(3, 3)).toBe(10)
  })
})
