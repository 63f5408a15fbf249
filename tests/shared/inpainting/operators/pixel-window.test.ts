import { describe, expect, it } from 'vitest'
import { windowOfPixels, type PixelWindow } from '../../../../src-shared/inpainting/blur.ts'
import { windowOperator } from '../../../../src-shared/inpainting/operators/pixel-window.ts'
import { healpixPixelWindow } from '../../../../src-shared/sky/healpix/pixel-window.ts'

const size = 24
/** The wave of a cosine along rows, and another along columns. */
const wave = (u: number, v: number) =>
  Float64Array.from({ length: size * size }, (_, i) => {
    const [row, column] = [Math.floor(i / size), i % size]
    return Math.cos((Math.PI * u * (column + 0.5)) / size) * Math.cos((Math.PI * v * (row + 0.5)) / size)
  })
const through = (window: PixelWindow, pixel = 0.01) => windowOperator(size, windowOfPixels(window, pixel)).apply

describe('the window of the pixels of a patch', () => {
  it('is the mean over a square pixel: sin(k / 2) / (k / 2) along each side', () => {
    const [u, v] = [7, 12]
    const [a, b] = [u, v].map((k) => (Math.PI * k) / size / 2)
    const expected = (Math.sin(a) / a) * (Math.sin(b) / b)
    const x = wave(u, v)
    through({ kind: 'patch' })(x).forEach((value, i) => expect(value).toBeCloseTo(expected * x[i], 12))
  })

  it('takes fine samples of a smooth field to its means over pixels', () => {
    // The mean of cos(k x) over a pixel that is centred at x, by the integral.
    const k = (Math.PI * 5) / size
    const mean = (i: number) => (Math.sin(k * (i + 1)) - Math.sin(k * i)) / k
    const seen = through({ kind: 'patch' })(wave(5, 0))
    for (let i = 0; i < size; i++) expect(seen[3 * size + i]).toBeCloseTo(mean(i), 12)
  })
})

describe('the window of HEALPix pixels on a patch', () => {
  it('is that of the multipole of a wave, whatever its direction', () => {
    // Pixels of 0.01 radians: the wave has l = pi k / (24 px x 0.01).
    const [u, v] = [6, 8]
    const expected = healpixPixelWindow(50)(0, (Math.PI * 10) / (size * 0.01))
    expect(expected).toBeLessThan(0.9)
    const x = wave(u, v)
    through({ kind: 'healpix', nside: 50 })(x).forEach((value, i) => expect(value).toBeCloseTo(expected * x[i], 7))
  })
})
