import { describe, expect, it } from 'vitest'
import { face2ring, nest2ring } from '../../../../src-shared/sky/healpix/nest2ring.ts'
import { ringNumbers, ringNumbersAlong } from '../../../../src-shared/sky/healpix/ring-numbers.ts'

const one = (nside: number, first: number, count: number) => {
  const numbers = new Int32Array(count)
  ringNumbers(nside)(first, numbers)
  return [...numbers]
}
const expected = (nside: number, first: number, count: number) =>
  Array.from({ length: count }, (_, i) => nest2ring(nside, first + i))

// nest2ring itself is held to healpy in pixels.test.ts.
describe('the RING numbers of NESTED pixels in a row', () => {
  it.each([1, 2, 4, 32, 64, 128])('are those of nest2ring, nside %i', (nside) => {
    expect(one(nside, 0, 12 * nside * nside)).toEqual(expected(nside, 0, 12 * nside * nside))
  })

  it.each([
    ['within a square', 64, 100, 30],
    ['across squares', 128, 4000, 200],
    ['across faces', 64, 4090, 20],
    ['across a small face', 2, 3, 6],
    ['at the end of the largest map', 8192, 12 * 8192 ** 2 - 50, 50],
    ['around longitude 0 of a large map', 4096, 4 * 4096 ** 2 + 4096 ** 2 - 5000, 300],
  ])('may begin anywhere: %s', (_, nside, first, count) => {
    expect(one(nside, first, count)).toEqual(expected(nside, first, count))
  })
})

describe('the RING numbers of a row of a face', () => {
  it.each([1, 4, 64])('are those of face2ring, nside %i', (nside) => {
    const along = ringNumbersAlong(nside)
    const row = new Int32Array(nside)
    for (let face = 0; face < 12; face++) {
      for (let x = 0; x < nside; x++) {
        along(face, x, 0, row)
        expect([...row]).toEqual(Array.from(row, (_, y) => face2ring(nside, face, x, y)))
      }
    }
    along(4, nside - 1, nside - 1, row.subarray(0, 1))
    expect(row[0]).toBe(face2ring(nside, 4, nside - 1, nside - 1))
  })
})
