import { describe, expect, it } from 'vitest'
import { columnOf, type Column } from '../../../../src-shared/simulation/filaments/column.ts'

const of = { aspect: 0.2, density: 1, beam: 0 }
const seen = (x: number, y: number) => ({ x, y, q: 0, u: 0 })
/** The integral of a Gaussian ellipse. */
const mass = ({ peak, xx, xy, yy }: Column) => 2 * Math.PI * peak * Math.sqrt(xx * yy - xy ** 2)

describe('the column density of a filament', () => {
  it('of a sphere is round, with a peak of its density', () => {
    expect(columnOf(seen(0.6, 0), 1, { ...of, aspect: 1, density: 3 })).toEqual({ peak: 3, xx: 1, xy: 0, yy: 1 })
  })

  it('from the side is as long as the filament, and from its end as thick, with a peak that is as much higher', () => {
    const side = columnOf(seen(0, 1), 2, of)
    expect([side.xx, side.xy, side.yy]).toEqual([expect.closeTo(0.16, 12), 0, expect.closeTo(4, 12)])
    const end = columnOf(seen(0, 0), 2, of)
    expect([end.xx, end.xy, end.yy]).toEqual([expect.closeTo(0.16, 12), 0, expect.closeTo(0.16, 12)])
    expect(end.peak / side.peak).toBeCloseTo(5, 12)
  })

  it('has the same mass from everywhere: 2 pi density length^3 aspect^2, whatever the beam', () => {
    for (const [x, y] of [
      [0, 0],
      [0.3, -0.5],
      [0.6, 0.8],
    ])
      for (const beam of [0, 0.7])
        expect(mass(columnOf(seen(x, y), 2, { ...of, density: 1.5, beam }))).toBeCloseTo(
          2 * Math.PI * 1.5 * 8 * 0.04,
          10,
        )
  })
})
