import { describe, expect, it } from 'vitest'
import { bandOutlines } from '../../../src-shared/axes/bands.ts'

const band = { x: [0, 1, 2], low: [1, 2, 3], high: [5, 6, 7] }

describe('the outline of a band', () => {
  it('follows its low edge, then its high edge backwards', () => {
    expect(bandOutlines(band)).toEqual([
      [
        [0, 1],
        [1, 2],
        [2, 3],
        [2, 7],
        [1, 6],
        [0, 5],
      ],
    ])
  })
  it('changes half way between two x if stepped', () => {
    const [outline] = bandOutlines(band, { stepped: true })
    expect(outline.slice(0, 6).map(([x]) => x)).toEqual([0, 0.5, 0.5, 1.5, 1.5, 2])
    expect(outline.slice(0, 6).map(([, y]) => y)).toEqual([1, 1, 2, 2, 3, 3])
  })
  it.each([NaN, null])('is broken at %s, and leaves out an isolated value, which has no area', (gap) => {
    const outlines = bandOutlines({ x: [0, 1, 2, 3, 4], low: [1, gap, 3, 4, 5], high: [5, 6, 7, 8, 9] })
    expect(outlines.map((outline) => outline.map(([x]) => x))).toEqual([[2, 3, 4, 4, 3, 2]])
  })
  it('ends at the floor of a logarithmic axis where its low edge is at zero', () => {
    const [outline] = bandOutlines({ ...band, low: [0, 2, 3] }, { floor: 0.5 })
    expect(outline[0]).toEqual([0, 0.5])
  })
  it('is broken where the whole band is below the floor', () => {
    const outlines = bandOutlines({ ...band, low: [-3, 2, 3], high: [-1, 6, 7] }, { floor: 0.5 })
    expect(outlines[0].map(([x]) => x)).toEqual([1, 2, 2, 1])
  })
  it('is empty without values', () => {
    expect(bandOutlines({ x: [], low: [], high: [] })).toEqual([])
    expect(bandOutlines({ x: [0, 1], low: [NaN, NaN], high: [NaN, NaN] })).toEqual([])
  })
})
