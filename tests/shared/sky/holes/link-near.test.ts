import { expect, it } from 'vitest'
import { toVector } from '../../../../src-shared/sky/frames.ts'
import { linkNear } from '../../../../src-shared/sky/holes/link-near.ts'
import { DEGREE } from '../../../../src-shared/sky/position.ts'

const at = (...places: [number, number][]) => places.map(([lon, lat]) => toVector(lon, lat))

it('joins those within reach, directly or through others, in the order of the first', () => {
  const axes = at([10, 0], [200, 0], [11, 0], [12, 0], [201, 0.5], [90, 45])
  expect(linkNear(axes, 1.2 * DEGREE)).toEqual([[0, 2, 3], [1, 4], [5]])
})

it('joins across longitude 0 and around a pole', () => {
  expect(linkNear(at([359.6, 10], [0.5, 10], [180, 10]), DEGREE)).toEqual([[0, 1], [2]])
  expect(linkNear(at([0, 89.5], [120, 89.5], [240, 89.5]), DEGREE)).toEqual([[0, 1, 2]])
})

it('asks whether two within reach are linked', () => {
  const axes = at([0, 0], [0.5, 0], [1, 0])
  expect(linkNear(axes, DEGREE, (i, j) => Math.min(i, j) > 0)).toEqual([[0], [1, 2]])
})

it('of nothing is nothing', () => {
  expect(linkNear([], DEGREE)).toEqual([])
})
