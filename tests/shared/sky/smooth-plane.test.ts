import { describe, expect, it } from 'vitest'
import { beamBetween, smoothingMargin, smoothPlane } from '../../../src-shared/sky/smooth-plane.ts'

const [size, fwhm] = [24, 5]
const margin = smoothingMargin(fwhm)
const side = size + 2 * margin
const sigma = fwhm / Math.sqrt(8 * Math.LN2)
const picture = (value: (x: number, y: number) => number) =>
  Float64Array.from({ length: side ** 2 }, (_, i) => value((i % side) - margin, Math.floor(i / side) - margin))

describe('smoothing to a beam', () => {
  it('needs the beam between both, as their squares add up', () => {
    expect(beamBetween(3, 5)).toBe(4)
    expect(beamBetween(0, 5)).toBe(5)
  })

  it('turns a Gaussian of one width into that of another, up to the border', () => {
    const own = 3
    const gaussian = (s: number) => (x: number, y: number) =>
      Math.exp(-(x * x + y * y) / (2 * s * s)) / (2 * Math.PI * s * s)
    const smooth = smoothPlane(picture(gaussian(own)), size, fwhm)
    const expected = gaussian(Math.hypot(own, sigma))
    // Its centre is the corner: half of it lies in the margin.
    smooth.forEach((value, i) => expect(value).toBeCloseTo(expected(i % size, Math.floor(i / size)), 7))
  })

  it('attenuates a wave by exp(-k^2 sigma^2 / 2), without an edge', () => {
    const k = 0.3
    const smooth = smoothPlane(
      picture((x, y) => 7 + Math.sin(k * x + 0.2 * y)),
      size,
      fwhm,
    )
    const remains = Math.exp(-((k * k + 0.04) * sigma * sigma) / 2)
    smooth.forEach((value, i) => {
      const wave = Math.sin(k * (i % size) + 0.2 * Math.floor(i / size))
      expect(value).toBeCloseTo(7 + remains * wave, 5)
    })
  })

  it('gives missing pixels no weight, and leaves them missing', () => {
    const values = picture((x, y) => (Math.hypot(x - 10, y - 9) < 3 || x < -4 ? NaN : 5))
    const smooth = smoothPlane(values, size, fwhm)
    smooth.forEach((value, i) => {
      if (Math.hypot((i % size) - 10, Math.floor(i / size) - 9) < 3) expect(value).toBeNaN()
      else expect(value).toBeCloseTo(5, 12)
    })
  })

  it('is the same in a larger picture', () => {
    const rough = (x: number, y: number) => Math.sin(1.7 * x) + Math.cos(0.9 * x * y)
    const small = smoothPlane(picture(rough), size, fwhm)
    const wide = size + 10
    const larger = Float64Array.from({ length: (wide + 2 * margin) ** 2 }, (_, i) => {
      const width = wide + 2 * margin
      return rough((i % width) - margin - 5, Math.floor(i / width) - margin - 5)
    })
    const inside = smoothPlane(larger, wide, fwhm)
    small.forEach((value, i) =>
      expect(value).toBeCloseTo(inside[(Math.floor(i / size) + 5) * wide + (i % size) + 5], 12),
    )
  })
})
