import { describe, expect, it } from 'vitest'
import { pixelsInside } from '../../../../src-shared/sky/measure/region.ts'
import { pixelsOfStroke } from '../../../../src-shared/sky/masks/stroke.ts'

const at = (column: number, row: number) => ({ column, row })

describe('a stroke of a brush', () => {
  it('that is not moved is a disc', () => {
    const centre = at(7.3, 8.6)
    const disc = pixelsInside({ kind: 'disc', centre, radius: 4 }, { width: 16, height: 16 })
    expect(pixelsOfStroke(centre, centre, 4, 16)).toEqual(disc)
  })

  it('along a row is a rectangle between two half discs', () => {
    const pixels = [...pixelsOfStroke(at(3, 5), at(9, 5), 1, 16)]
    const row = (n: number, first: number, last: number) =>
      Array.from({ length: last - first + 1 }, (_, i) => n * 16 + first + i)
    expect(pixels).toEqual([...row(4, 3, 9), ...row(5, 2, 10), ...row(6, 3, 9)])
  })

  it('has the pixels near each of its points', () => {
    const [from, to] = [at(2, 3), at(12, 9)]
    const steps = Array.from({ length: 2001 }, (_, i) => at(2 + (10 * i) / 2000, 3 + (6 * i) / 2000))
    const near = new Set(steps.flatMap((centre) => [...pixelsOfStroke(centre, centre, 2.3, 16)]))
    expect(new Set(pixelsOfStroke(from, to, 2.3, 16))).toEqual(near)
  })

  it('however thin, hides the pixels under both ends', () => {
    expect([...pixelsOfStroke(at(2.4, 3.4), at(2.4, 3.4), 0.1, 16)]).toEqual([3 * 16 + 2])
    const thin = pixelsOfStroke(at(2.4, 3.4), at(6.4, 3.4), 0.1, 16)
    expect([...thin]).toEqual([50, 54])
  })

  it('is cut at the border, and may lie outside', () => {
    expect([...pixelsOfStroke(at(-1, 0), at(-1, 0), 1.2, 16)]).toEqual([0])
    expect([...pixelsOfStroke(at(-9, 3), at(-5, 3), 2, 16)]).toEqual([])
    expect(pixelsOfStroke(at(-5, 8), at(30, 8), 0.2, 16)).toHaveLength(16)
  })
})
