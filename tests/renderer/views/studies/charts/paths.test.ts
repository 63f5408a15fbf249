import { describe, expect, it } from 'vitest'
import { boxPath, hatchPath, linePath, thinned } from '../../../../../src-renderer/views/studies/charts/paths.ts'

describe('shapes', () => {
  it('of lines break at gaps', () => {
    expect(linePath([0, 0, 1, 1, NaN, 2, 3, 3, 4.06, 4])).toBe('M0 0L1 1M3 3L4.1 4')
  })
  it('of a line have no more points than are visible', () => {
    expect(thinned([0, 0, 1, 1, 2, 2.2, 3, 3, 4, 0, 5, -3])).toEqual([0, 0, 3, 3, 5, -3])
    expect(thinned([0, 0, 1, 0, 2, NaN, 3, 0, 4, 0, 5, 0])).toEqual([0, 0, 1, 0, NaN, NaN, 3, 0, 5, 0])
    expect([thinned([]), thinned([1, 2]), thinned([NaN, 0, 1, 2])]).toEqual([[], [1, 2], [1, 2]])
    const curve = Array.from({ length: 200 }, (_, i) => (i % 2 ? 200 * ((i + 1) / 2) ** -1.1 : 1.5 * i))
    const kept = thinned(curve)
    expect(kept.length).toBeLessThan(curve.length / 3)
    expect(kept.slice(-2)).toEqual(curve.slice(-2))
    for (let i = 0, at = 0; i < curve.length; i += 2) {
      while (kept[at + 2] < curve[i]) at += 2
      const share = (curve[i] - kept[at]) / (kept[at + 2] - kept[at])
      expect(Math.abs(kept[at + 1] + share * (kept[at + 3] - kept[at + 1]) - curve[i + 1])).toBeLessThanOrEqual(0.25)
    }
  })
  it('of a bar that continues are open at the right', () => {
    const box = { left: 0, right: 10, top: 0, bottom: 4 }
    expect(boxPath(box)).toMatch(/Z$/)
    expect(boxPath(box, true)).not.toMatch(/Z$/)
  })
  it('of hatching stay inside their box', () => {
    const places = hatchPath({ left: 10, right: 31, top: 2, bottom: 9 }).match(/[\d.]+ [\d.]+/g)!
    expect(places.length).toBeGreaterThan(6)
    for (const [x, y] of places.map((place) => place.split(' ').map(Number))) {
      expect(x).toBeGreaterThanOrEqual(10)
      expect(x).toBeLessThanOrEqual(31)
      expect(y).toBeGreaterThanOrEqual(2)
      expect(y).toBeLessThanOrEqual(9)
    }
  })
})
