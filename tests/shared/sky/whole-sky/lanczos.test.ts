import { expect, it } from 'vitest'
import { lanczosAt, lanczosTaps } from '../../../../src-shared/sky/whole-sky/lanczos.ts'

const taps = lanczosTaps(3)
const picture = { start: 5, columns: 12 }
const of = (f: (column: number, row: number) => number) =>
  Float32Array.from({ length: 5 + 144 }, (_, i) => f((i - 5) % 12, Math.floor((i - 5) / 12)))

it('interpolation is exact at pixels', () => {
  const values = of((column, row) => Math.sin(7 * column + 3 * row))
  expect(lanczosAt(taps, values, picture, 4, 6)).toBeCloseTo(values[5 + 6 * 12 + 4], 6)
  expect(lanczosAt(taps, values, picture, 2, 8)).toBeCloseTo(values[5 + 8 * 12 + 2], 6)
})

it('of a constant it is that constant, at any place', () => {
  const values = of(() => 3)
  for (const [column, row] of [
    [2.5, 8.999],
    [4.123, 5.4567],
    [8.9, 2.01],
  ])
    expect(lanczosAt(taps, values, picture, column, row)).toBeCloseTo(3, 6)
})

it('of a wave of four pixels it is the wave to 2 %, where a linear one would lose 29 % halfway', () => {
  const wave = (column: number) => Math.cos((Math.PI / 2) * column)
  const values = of(wave)
  for (const column of [4.25, 4.5, 5.75]) {
    const error = lanczosAt(taps, values, picture, column, 5.5) - wave(column)
    expect(Math.abs(error)).toBeLessThan(0.02)
  }
})
