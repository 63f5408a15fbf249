import { describe, expect, it } from 'vitest'
import { colourAt, coloursOf, colourTable, gradientOf, skyColourMaps } from '../../../src-shared/colour/colour-maps.ts'
import { toHex, toOklab } from '../../../src-shared/colour/oklab.ts'
import { paint } from '../../../src-shared/colour/paint.ts'
import { aboutZero, rangeOf } from '../../../src-shared/colour/range.ts'

const pixel = (rgba: Uint8ClampedArray, at: number) => [...rgba.slice(4 * at, 4 * at + 4)]
const lightnessOf = ([r, g, b]: number[]) => toOklab([r / 255, g / 255, b / 255])[0]

describe('the colours of a map', () => {
  // The first and last colours as the authors of the maps published them.
  it.each([
    ['magma', '#000004', '#fcfdbf'],
    ['viridis', '#440154', '#fde725'],
    ['cividis', '#00204d', '#ffea46'],
  ] as const)('of %s begin and end exactly as published', (name, first, last) => {
    expect([toHex(colourAt(name, 0)), toHex(colourAt(name, 1))]).toEqual([first, last])
  })
  it('are exactly the published ones at ten equal steps of viridis', () => {
    expect(coloursOf('viridis', 10).slice(3, 6)).toEqual(['#31688e', '#26828e', '#1f9e89'])
  })
  it('form a table of 256, each at its position', () => {
    const table = colourTable('cividis')
    expect(table).toHaveLength(3 * 256)
    for (const i of [0, 1, 100, 254, 255]) {
      expect([...table.slice(3 * i, 3 * i + 3)]).toEqual(colourAt('cividis', i / 255).map((c) => Math.round(255 * c)))
    }
  })
  it('change smoothly: neighbours in the table are nearly indistinguishable', () => {
    for (const name of [...skyColourMaps, 'residual'] as const) {
      const table = colourTable(name)
      for (let i = 3; i < table.length; i++) expect(Math.abs(table[i] - table[i - 3])).toBeLessThanOrEqual(9)
    }
  })
  it('for differences are as light at -x as at +x', () => {
    for (let step = 1; step <= 10; step++) {
      const [minus, plus] = [-1, 1].map((sign) => toOklab(colourAt('residual', 0.5 + sign * 0.05 * step))[0])
      expect(Math.abs(minus - plus)).toBeLessThan(0.07)
    }
  })
  it('for differences get darker away from zero, cold below and warm above', () => {
    const rgb = [0, 0.25, 0.5, 0.75, 1].map((place) => colourAt('residual', place).map((c) => 255 * c))
    const light = rgb.map(lightnessOf)
    expect(light[0] < light[1] && light[1] < light[2] && light[2] > light[3] && light[3] > light[4]).toBe(true)
    expect([rgb[1][2] > rgb[1][0], rgb[3][0] > rgb[3][2]]).toEqual([true, true])
  })
  it('for differences are not offered for the sky', () => expect(skyColourMaps).not.toContain('residual'))
  it('make a gradient from low to high in the given direction', () => {
    expect(gradientOf('magma')).toMatch(/^linear-gradient\(to top, #000004, .*#fcfdbf\)$/)
    expect(gradientOf('magma', 'to right')).toContain('to right')
  })
})

describe('a painted picture', () => {
  const wide = Float32Array.from([0, 1, 2, 3, 4, 5])

  it('that is wider than high has its rows from bottom to top', () => {
    const rgba = paint(wide, 3, 2, [0, 5], 'grey')
    const greys = Array.from({ length: 6 }, (_, i) => rgba[4 * i])
    expect(greys.slice(0, 3).every((grey, i, row) => i === 0 || grey > row[i - 1])).toBe(true)
    expect(Math.min(...greys.slice(0, 3))).toBeGreaterThan(Math.max(...greys.slice(3)))
    expect(rgba).toHaveLength(4 * 6)
  })
  it('is opaque only where there is a value', () => {
    const rgba = paint([1, NaN, NaN, 0], 2, 2, [0, 1], 'viridis')
    expect([0, 1, 2, 3].map((at) => pixel(rgba, at)[3])).toEqual([0, 255, 255, 0])
  })
  it('shows zero difference in the neutral middle colour', () => {
    const [r, g, b] = pixel(paint([-2, 0, 2], 3, 1, aboutZero([-1, 2]), 'residual'), 1)
    expect(Math.max(r, g, b) - Math.min(r, g, b)).toBeLessThan(6)
  })
  it('shows infinities as the ends of the scale', () => {
    const rgba = paint([-Infinity, Infinity], 2, 1, [0, 1], 'magma')
    const table = colourTable('magma')
    expect(pixel(rgba, 0)).toEqual([...table.slice(0, 3), 255])
    expect(pixel(rgba, 1)).toEqual([...table.slice(-3), 255])
  })
  it('is drawn even if all values are equal', () => {
    const rgba = paint([7, 7], 2, 1, rangeOf([[7, 7]]), 'grey')
    expect(pixel(rgba, 0)).toEqual(pixel(rgba, 1))
    expect(pixel(rgba, 0)[3]).toBe(255)
  })
})

describe('a range', () => {
  it('is not widened by one bright source among ten thousand pixels', () => {
    const values = Float32Array.from({ length: 10_000 }, (_, i) => Math.sin(i))
    values[5000] = 1e6
    const [low, high] = rangeOf([values])
    expect(low).toBeGreaterThanOrEqual(-1)
    expect(high).toBeLessThanOrEqual(1)
  })
  it('does not depend on the order of the pictures', () => {
    const [one, other] = [
      [3, 1, 4, 1, 5],
      [9, 2, 6],
    ]
    expect(rangeOf([one, other], 0)).toEqual(rangeOf([other, one], 0))
    expect(rangeOf([one, other], 0)).toEqual([1, 9])
  })
  it('sorts numbers as numbers', () => expect(rangeOf([[10, 9, 100, -20, -3]], 0)).toEqual([-20, 100]))
  it('for differences contains the given one and is symmetric about zero', () => {
    expect(aboutZero([-3, 1])).toEqual([-3, 3])
    expect(aboutZero([1, 2])).toEqual([-2, 2])
  })
})
