import { describe, expect, test } from 'vitest'
import { transformPlane } from '../../../src-shared/statistics/fourier-transform.ts'
import { lowPass, morletWavelet } from '../../../src-shared/statistics/morlet-filters.ts'

const [rows, columns] = [24, 20]
/** Kymatio's pi. */
const pi = 3.1415
const offsets = [-2, -1, 0, 1, 2]

/** A wavelet by its formula in space, periodic on the plane, then transformed. */
function byFormula(scale: number, angle: number, angles: number) {
  const sigma = 0.8 * 2 ** scale
  const xi = (0.75 * Math.PI) / 2 ** scale
  const slant = 4 / angles
  const theta = ((Math.trunc(angles / 2 - 1) - angle) * Math.PI) / angles
  const sum = (row: number, column: number, wave: number) => {
    let [re, im] = [0, 0]
    for (const i of offsets) {
      for (const j of offsets) {
        const [x, y] = [row + i * rows, column + j * columns]
        const along = x * Math.cos(theta) + y * Math.sin(theta)
        const across = slant * (y * Math.cos(theta) - x * Math.sin(theta))
        const envelope = Math.exp(-(along ** 2 + across ** 2) / (2 * sigma ** 2)) / ((2 * pi * sigma ** 2) / slant)
        re += envelope * Math.cos(wave * along)
        im += envelope * Math.sin(wave * along)
      }
    }
    return [re, im]
  }
  const plane = (wave: number) => {
    const data = new Float64Array(2 * rows * columns)
    for (let at = 0; at < rows * columns; at++) data.set(sum(Math.floor(at / columns), at % columns, wave), 2 * at)
    transformPlane(data, rows, columns, 'forward')
    return data
  }
  const [gabor, gaussian] = [plane(xi), plane(0)]
  return gabor.map((value, i) => value - (gabor[0] / gaussian[0]) * gaussian[i])
}

describe('a Morlet wavelet', () => {
  test.each([
    [0, 0, 8],
    [0, 5, 8],
    [1, 3, 8],
    [2, 6, 8],
    [1, 2, 4],
  ])('of scale %i and angle %i of %i is the transform of its formula, which is real', (scale, angle, angles) => {
    const { values } = morletWavelet(rows, columns, { scale, angle, angles })
    const expected = byFormula(scale, angle, angles)
    values.forEach((value, i) => {
      expect(value).toBeCloseTo(expected[2 * i], 9)
      expect(expected[2 * i + 1]).toBeCloseTo(0, 9)
    })
  })

  test('has mean zero, and answers one direction of waves but not the opposite one', () => {
    // Angle 3 of 8 runs along the rows' axis, with 0.75 pi / 4 radians per pixel at scale 2: mode 3 of 32 is the nearest.
    const { values } = morletWavelet(32, 32, { scale: 2, angle: 3, angles: 8 })
    expect(values[0]).toBeCloseTo(0, 14)
    const peak = values.indexOf(Math.max(...values))
    expect(peak).toBe(3 * 32)
    expect(values[29 * 32]).toBeLessThan(1e-3 * values[peak])
  })
})

test('the low-pass filter is the product of two Gaussians, whose means are 1 with an exact pi', () => {
  const [sigma, length] = [0.8 * 2 ** 2, 32]
  const filter = lowPass(length, 3)
  expect(filter[0] ** 2).toBeCloseTo(Math.PI / pi, 12)
  const line = Float64Array.from({ length: 2 * length }, (_, i) => {
    if (i % 2 === 1) return 0
    const gaussian = (x: number) => Math.exp(-(x ** 2) / (2 * sigma ** 2)) / (Math.sqrt(2 * pi) * sigma)
    return offsets.reduce((sum, offset) => sum + gaussian(i / 2 + offset * length), 0)
  })
  transformPlane(line, 1, length, 'forward')
  filter.forEach((value, i) => expect(value).toBeCloseTo(line[2 * i], 12))
})
