import { describe, expect, test } from 'vitest'
import { coupledPowers, evenBands, fourierModes } from '../../../src-shared/statistics/bands.ts'
import { transformMasked } from '../../../src-shared/statistics/masked-transform.ts'
import { gaussianBeam, instrumentWindow, pixelWindow } from '../../../src-shared/statistics/mode-window.ts'
import { signal } from './signal.ts'

const degree = Math.PI / 180
const square = { rows: 8, columns: 8, lx: 8 * degree, ly: 8 * degree }

describe('even bands', () => {
  test('end at the Nyquist multipole: 180 on pixels of a degree', () => {
    expect(evenBands(square, 60)).toEqual([
      { from: 0, to: 60 },
      { from: 60, to: 120 },
      { from: 120, to: 180 },
    ])
    expect(evenBands(square, 100, 50)).toEqual([{ from: 50, to: 150 }])
  })

  test('are empty if one would be wider than the whole range', () => {
    expect(evenBands(square, 181)).toEqual([])
  })

  test('end at the Nyquist multipole of the coarser pixel side', () => {
    expect(evenBands({ ...square, rows: 4 }, 45).at(-1)).toEqual({ from: 45, to: 90 })
  })
})

describe('the modes of a patch', () => {
  const modes = fourierModes(square, [
    { from: 0, to: 1 },
    { from: 1, to: 2 },
    { from: 40, to: 50 },
  ])

  test('are multiples of 360° over its side, the Nyquist frequency positive', () => {
    expect([...modes.kx.subarray(0, 8)]).toEqual(
      [0, 45, 90, 135, 180, -135, -90, -45].map((l) => expect.closeTo(l, 10)),
    )
    expect(modes.ky[8]).toBeCloseTo(45, 10)
  })

  test('are counted by band, and bands without modes are left out', () => {
    expect(modes.bands).toEqual([
      { from: 0, to: 1 },
      { from: 40, to: 50 },
    ])
    // The mean, and one wave across the patch in each of four directions.
    expect(modes.counts).toEqual([1, 4])
    expect(modes.bandOf.filter((band) => band === 1)).toHaveLength(4)
    expect(modes.bandOf[0]).toBe(0)
  })
})

describe('transforms of two maps at once', () => {
  const mask = signal(64).map((value) => Math.abs(value))

  test('equal those of each alone', () => {
    const [first, second] = [signal(64), signal(64).map((value) => Math.cos(7 * value))]
    const none = new Float64Array(64)
    const [a, b] = transformMasked(square, mask, first, second)
    const [alone] = transformMasked(square, mask, first, none)
    const [other] = transformMasked(square, mask, second, none)
    a.forEach((value, i) => expect(value).toBeCloseTo(alone[i], 12))
    b.forEach((value, i) => expect(value).toBeCloseTo(other[i], 12))
  })

  test('of a wave have the power A^2 / 4 times the area in its four directions', () => {
    const modes = fourierModes(square, [{ from: 40, to: 50 }])
    // One wave along x: two of the four modes hold (A / 2)^2 each.
    const wave = Float64Array.from({ length: 64 }, (_, i) => 3 * Math.cos((2 * Math.PI * (i % 8)) / 8))
    const [a] = transformMasked(square, new Float64Array(64).fill(1), wave, wave)
    expect(coupledPowers(square, modes, a, a)[0]).toBeCloseTo(((9 / 4) * square.lx * square.ly) / 2, 12)
  })

  test('are refused for a map that does not fill the patch', () => {
    expect(() => transformMasked(square, mask, new Float64Array(63), new Float64Array(64))).toThrow(/63 values/)
  })
})

describe('the window of an instrument', () => {
  test('of a beam falls to one half where exp(-l^2 sigma^2 / 2) does', () => {
    const fwhm = degree
    const sigma = fwhm / Math.sqrt(8 * Math.log(2))
    const half = Math.sqrt(2 * Math.log(2)) / sigma
    expect(gaussianBeam(fwhm)(half, 0)).toBeCloseTo(0.5, 12)
    expect(gaussianBeam(fwhm)(half * Math.SQRT1_2, half * Math.SQRT1_2)).toBeCloseTo(0.5, 12)
  })

  test('of pixels is 2 / pi along a side at Nyquist, and 0 where a wave fits the pixel', () => {
    const window = pixelWindow(degree, degree / 2)
    expect(window(180, 0)).toBeCloseTo(2 / Math.PI, 12)
    expect(window(360, 0)).toBeCloseTo(0, 12)
    expect(window(0, 360)).toBeCloseTo(2 / Math.PI, 12)
    expect(window(0, 0)).toBe(1)
  })

  test('is 1 without beam and pixels, and the product with both', () => {
    expect(instrumentWindow({ beam: null, pixel: null })(300, 200)).toBe(1)
    const both = instrumentWindow({ beam: degree, pixel: degree })(100, 50)
    expect(both).toBeCloseTo(gaussianBeam(degree)(100, 50) * pixelWindow(degree, degree)(100, 50), 14)
  })
})
