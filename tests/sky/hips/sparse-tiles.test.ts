import { expect, it } from 'vitest'
import { coarseSky } from '../../../src-main/sky/hips/coarse-sky.ts'
import { dataRegion } from '../../../src-main/sky/hips/data-region.ts'
import { displayRange } from '../../../src-main/sky/hips/display-range.ts'
import { tileValues } from '../../../src-main/sky/hips/tile-values.ts'
import { bothForms } from '../sparse-field.ts'

const { dense, sparse } = bothForms(1024)

it('tiles of a partial map are to the last bit those of the same map with all pixels', () => {
  // Square 17 of 48 is in base tile 4, and 30 in 7; tile 0 has a part of the northern cap, and 5 nothing.
  for (const number of [0, 4, 5, 7, 11]) {
    const place = { order: 0, number }
    expect(tileValues(sparse, place)).toEqual(tileValues(dense, place))
  }
  expect(tileValues(sparse, { order: 0, number: 4 }).some((value) => value === value)).toBe(true)
  const options = { isCyclic: true, zero: 2 }
  expect(tileValues(sparse, { order: 0, number: 7 }, options)).toEqual(
    tileValues(dense, { order: 0, number: 7 }, options),
  )
})

it('so are those of the resolution of the map, and those of another frame', () => {
  for (const frame of ['G', 'E'] as const) {
    const place = { order: 1, number: 17 }
    expect(tileValues({ ...sparse, frame }, place)).toEqual(tileValues({ ...dense, frame }, place))
  }
})

it('the coarse sky and the region of the data are the same', () => {
  expect(coarseSky(sparse)).toEqual(coarseSky(dense))
  expect(dataRegion(sparse)).toEqual(dataRegion(dense))
  expect(displayRange(sparse.values).range).toEqual(displayRange(dense.values).range)
})
