import { describe, expect, it } from 'vitest'
import { holesInMap, holeWords } from '../../../src-main/application/inpainted-maps/holes-in-map.ts'
import type { Hole } from '../../../src-shared/sky/holes/hole.ts'

const hole = (changes: Partial<Hole> = {}): Hole => ({
  ...{ centre: { lon: 80.004, lat: -30 }, radius: 1, pixels: Uint32Array.of(5, 9, 20), sources: [3] },
  ...changes,
})
const map = {
  ...{ file: '/lists/s.csv', map: '/sky/m.fits', hasPixel: () => true },
  geometry: { size: 16, width: 8 },
}

describe('holes in a map', () => {
  it('have the pixels that the map has', () => {
    const [found] = holesInMap([hole()], { ...map, hasPixel: (pixel) => pixel > 5 })
    expect(found).toEqual(hole({ pixels: Uint32Array.of(9, 20) }))
  })

  it('are refused outside of it', () => {
    expect(() => holesInMap([hole()], { ...map, hasPixel: () => false })).toThrow(
      '/lists/s.csv, source 4 at l 80.00 b -30.00: /sky/m.fits has no pixel there; leave it out',
    )
  })

  it('may be half as wide as a patch, on its plane', () => {
    const widest = (Math.atan((2 * Math.PI) / 180) * 180) / Math.PI
    expect(holesInMap([hole({ radius: widest - 1e-6 })], map)).toHaveLength(1)
    expect(() => holesInMap([hole({ radius: widest + 1e-3 })], map)).toThrow(
      'it is 4.00 deg across; a hole may be 4 deg across, half of a patch of this dataset. Make it smaller, or choose wider patches.',
    )
    // Half of the sky, whose radius has no tangent.
    expect(() => holesInMap([hole({ radius: 90 })], map)).toThrow(/deg across/)
  })
})

describe('a hole in words', () => {
  it('has the numbers of its sources, from 1, or its own', () => {
    expect(holeWords(hole(), 6)).toBe('source 4 at l 80.00 b -30.00')
    expect(holeWords(hole({ sources: [] }), 6)).toBe('hole 7 at l 80.00 b -30.00')
    expect(holeWords(hole({ sources: [0, 4] }), 6)).toBe(
      'sources 1, 5 at l 80.00 b -30.00, which overlap and are one hole',
    )
  })

  it('names six of many sources', () => {
    expect(holeWords(hole({ sources: [0, 1, 2, 3, 4, 5, 6, 7] }), 0)).toBe(
      'sources 1, 2, 3, 4, 5, 6 and 2 more at l 80.00 b -30.00, which overlap and are one hole',
    )
  })
})
