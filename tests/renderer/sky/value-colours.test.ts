import { describe, expect, it } from 'vitest'
import { valueColour, valueRange } from '../../../src-renderer/sky/value-colours.ts'
import { coloursOf } from '../../../src-shared/colour/colour-maps.ts'

describe('the colours of values on the sky', () => {
  const colours = coloursOf('viridis', 24)

  it('go in equal steps from the low to the high end of the range', () => {
    expect([0, 0.99, 1, 12, 23, 23.9].map((value) => valueColour(value, [0, 24]))).toEqual(
      [0, 0, 1, 12, 23, 23].map((level) => colours[level]),
    )
  })

  it('are those of the ends outside the range, also at its high end', () => {
    expect([-5, 24, 1e9].map((value) => valueColour(value, [0, 24]))).toEqual([colours[0], colours[23], colours[23]])
  })

  it('are none without a value', () => {
    expect([null, NaN, Infinity].map((value) => valueColour(value, [0, 1]))).toEqual([null, null, null])
  })

  it('range over all but the outermost hundredth at either end, whatever has no value', () => {
    const values = [...Array.from({ length: 201 }, (_, i) => i), null, NaN]
    expect(valueRange(values)).toEqual([2, 198])
    expect(valueRange([null, null])).toEqual([0, 1])
    const [low, high] = valueRange([3, 3, 3])
    expect([low < 3, high > 3]).toEqual([true, true])
  })
})
