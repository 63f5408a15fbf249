import { describe, expect, it } from 'vitest'
import { curveOf } from '../../../../../src-renderer/views/studies/charts/curves.ts'
import { trial } from '../trial-examples.ts'

describe('curves', () => {
  it('are cached per trial, so that an epoch of another costs nothing', () => {
    const intermediate = [3, 1, 2].map((value, i) => ({ epoch: 5 * (i + 1), value }))
    const one = trial(1, 1, { intermediate })
    const extent = { x: [5, 15], y: [1, 3] }
    expect(curveOf(one)).toEqual({ trial: one, x: [5, 10, 15], y: [3, 1, 2], extent })
    expect(curveOf(one)).toBe(curveOf(one))
  })
})
