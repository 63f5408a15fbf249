import { describe, expect, it } from 'vitest'
import { thumbnailPicture } from '../../../src-main/application/maps/thumbnail-picture.ts'

/** The colours of a row of values. */
function coloursOf(column: Parameters<typeof thumbnailPicture>[0], values: number[]) {
  const { data } = thumbnailPicture(column, Float64Array.from(values), values.length, 1)
  return values.map((_, at) => Array.from(data.slice(4 * at, 4 * at + 4)))
}
const plain = { type: 'float32' }

describe('the small picture of a map', () => {
  it('has diverging colours about zero for Q and U: as far from the middle on either side', () => {
    const [low, zero, high] = coloursOf({ ...plain, stokes: 'Q' }, [-3, 0, 3])
    expect(Math.min(...zero)).toBeGreaterThan(200)
    expect(low[2]).toBeGreaterThan(low[0])
    expect(high[0]).toBeGreaterThan(high[2])
    // Zero is in the middle although all values are positive.
    expect(coloursOf({ ...plain, stokes: 'U' }, [0, 1, 3])[0]).toEqual(zero)
  })

  it('has them for a column of both signs that no card names', () => {
    expect(coloursOf(plain, [-3, 0, 3])).toEqual(coloursOf({ ...plain, stokes: 'Q' }, [-3, 0, 3]))
  })

  it('shows positive values by their logarithm, so that equal ratios are equal steps', () => {
    const [, middle] = coloursOf(plain, [1, 100, 10_000])
    expect(middle).toEqual(coloursOf(plain, [1, 10, 100])[1])
  })

  it('goes around a circle for an angle, and is transparent where values are missing', () => {
    const angle = { ...plain, derived: { kind: 'angle', from: ['Q', 'U'] } } as Parameters<typeof thumbnailPicture>[0]
    const [zero, right, half, missing] = coloursOf(angle, [0, 90, 180, NaN])
    expect(zero.map((part, i) => Math.abs(part - half[i])).every((off) => off < 12)).toBe(true)
    expect(right).not.toEqual(zero)
    expect(missing[3]).toBe(0)
  })
})
