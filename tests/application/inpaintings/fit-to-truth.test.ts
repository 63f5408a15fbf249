import { describe, expect, it } from 'vitest'
import { observedMean, rootMeanSquares } from '../../../src-main/application/inpaintings/fit-to-truth.ts'

describe('the error against the original', () => {
  it('is the root mean square of the differences, in the hole and outside', () => {
    const truth = Float32Array.of(1, 2, 3, 4)
    const picture = Float32Array.of(1, 5, 7, 4)
    expect(rootMeanSquares(truth, picture, Uint8Array.of(1, 1, 0, 0))).toEqual({
      inside: Math.sqrt(16 / 2),
      outside: Math.sqrt(9 / 2),
    })
  })

  it('is compared with the mean of the observed pixels, everywhere', () => {
    expect([...observedMean(Float32Array.of(1, 2, 9, 3), Uint8Array.of(1, 1, 0, 1))]).toEqual([2, 2, 2, 2])
  })
})
