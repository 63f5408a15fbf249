import { describe, expect, it } from 'vitest'
import type { FitsHdu } from '../../../src-main/sky/fits/hdu.ts'
import type { HealpixHeader } from '../../../src-main/sky/fits/map-header.ts'
import { collectPixels } from '../../../src-main/sky/fits/pixel-numbers.ts'

/** A map of nside 2, of 48 pixels, with a number of pixels in each row. */
const collect = (rows: number, repeat = 1) =>
  collectPixels(
    { file: 'part.fits', nside: 2, pixels: { repeat }, shape: { rows } } as HealpixHeader,
    { index: 1 } as FitsHdu,
  )

describe('the pixel numbers of a partial map', () => {
  it('are collected in the order of the rows, piece by piece', () => {
    const { numbers, add } = collect(5)
    add(Float64Array.of(47, 0))
    add(Float64Array.of(13))
    add(Float64Array.of())
    add(Float32Array.of(5, 6))
    expect([...numbers]).toEqual([47, 0, 13, 5, 6])
  })

  it.each([48, -1, 0.5, NaN, 2 ** 32])('are refused with the row if one is no pixel: %d', (wrong) => {
    const { add } = collect(3)
    add(Float64Array.of(1))
    expect(() => add(Float64Array.of(2, wrong))).toThrow(
      `part.fits, HDU 1, row 3: pixel ${wrong} is not one of the 48 of nside 2`,
    )
  })

  it('are refused with both rows if one appears twice, once all are read', () => {
    const { add, end } = collect(4)
    add(Float64Array.of(9, 30, 2))
    add(Float64Array.of(30))
    expect(end).toThrow('HDU 1, rows 2 and 4: pixel 30 appears twice')
  })

  it('count rows of several pixels', () => {
    const { numbers, add, end } = collect(2, 3)
    add(Float64Array.of(0, 1, 2, 3, 4))
    add(Float64Array.of(1))
    expect(end).toThrow('rows 1 and 2: pixel 1 appears twice')
    expect(numbers).toHaveLength(6)
  })

  it('may come in any order', () => {
    const { add, end } = collect(3)
    add(Float64Array.of(40, 3, 17))
    expect(end).not.toThrow()
  })
})
