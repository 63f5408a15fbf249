import { describe, expect, it } from 'vitest'
import { isInside, nearestTrial, trialsInside } from '../../../../../src-renderer/views/studies/charts/picture.ts'

describe('the trial under the cursor', () => {
  const handles = [
    { number: 1, points: [0, 0, 100, 0] },
    { number: 2, points: [50, 30] },
  ]
  it('is the one whose line or point is nearest, if near enough', () => {
    expect(nearestTrial(handles, 50, 10, 14)).toBe(1)
    expect(nearestTrial(handles, 50, 24, 14)).toBe(2)
    expect(nearestTrial(handles, 50, 90, 14)).toBeNull()
    expect(nearestTrial(handles, 112, 0, 14)).toBe(1)
    expect(nearestTrial(handles, 116, 0, 14)).toBeNull()
  })
  it('is not hit in the gap of a curve', () => {
    expect(nearestTrial([{ number: 1, points: [0, 0, NaN, NaN, 100, 0] }], 50, 0, 14)).toBeNull()
  })
  const loop = [5, 5, 40, 5, 40, 40, 5, 40]
  it('is inside a loop or not', () => {
    expect(isInside(loop, 20, 20)).toBe(true)
    expect(isInside(loop, 60, 20)).toBe(false)
    // An L: its missing quarter is outside.
    expect(isInside([0, 0, 40, 0, 40, 20, 20, 20, 20, 40, 0, 40], 30, 30)).toBe(false)
    expect(trialsInside([...handles, { number: 3, points: [90, 90, 10, 10] }], loop)).toEqual([3])
  })
})
