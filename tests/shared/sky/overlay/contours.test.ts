import { describe, expect, it } from 'vitest'
import { contourLines, regionRings, type Point } from '../../../../src-shared/sky/overlay/contours.ts'

const sampled = (columns: number, rows: number, value: (x: number, y: number) => number) => ({
  columns,
  rows,
  values: Float64Array.from({ length: columns * rows }, (_, at) => value(at % columns, Math.floor(at / columns))),
})
const length = (line: readonly Point[]) =>
  line.slice(1).reduce((sum, [x, y], i) => sum + Math.hypot(x - line[i][0], y - line[i][1]), 0)
const area = (ring: readonly Point[]) =>
  ring.slice(1).reduce((sum, [x, y], i) => sum + (ring[i][0] * y - x * ring[i][1]) / 2, 0)

describe('contour lines', () => {
  it('of a cone are circles of the height’s radius', () => {
    const cone = sampled(41, 41, (x, y) => 20 - Math.hypot(x - 20, y - 20))
    const [line, ...more] = contourLines(cone, 8)
    expect(more).toEqual([])
    expect(line[0]).toEqual(line.at(-1))
    for (const [x, y] of line) expect(Math.hypot(x - 20, y - 20)).toBeCloseTo(12, 1)
    expect(length(line) / (2 * Math.PI * 12)).toBeCloseTo(1, 2)
  })

  it('of a slope are straight, from one edge of the grid to the other, also below zero', () => {
    const [line, ...more] = contourLines(
      sampled(10, 6, (x) => x - 7.5),
      -4.25,
    )
    expect(more).toEqual([])
    for (const [x] of line) expect(x).toBeCloseTo(3.25, 12)
    expect(line.map(([, y]) => y).sort()).toEqual([0, 1, 2, 3, 4, 5])
  })

  it('end where values are missing, and do not run along the gap', () => {
    const holed = sampled(12, 8, (x, y) => (y >= 3 && y <= 4 ? NaN : x - 5.5))
    const lines = contourLines(holed, 0)
    expect(lines).toHaveLength(2)
    for (const line of lines) for (const [x] of line) expect(x).toBeCloseTo(5.5, 12)
    expect(lines.map((line) => line.length).sort()).toEqual([3, 3])
  })

  it('are one line where the ring starts within it', () => {
    const bump = sampled(20, 20, (x, y) => (x > 15 ? NaN : 9 - Math.hypot(x - 15, y - 10)))
    expect(contourLines(bump, 3)).toHaveLength(1)
  })

  it('are none of values on one side of the level, or missing', () => {
    expect(
      contourLines(
        sampled(5, 5, () => 1),
        2,
      ),
    ).toEqual([])
    expect(
      contourLines(
        sampled(5, 5, () => 3),
        2,
      ),
    ).toEqual([])
    expect(
      contourLines(
        sampled(5, 5, () => NaN),
        2,
      ),
    ).toEqual([])
    expect(
      contourLines(
        sampled(0, 0, () => 0),
        2,
      ),
    ).toEqual([])
  })
})

describe('regions', () => {
  it('have the area of what is above the level; holes count against it', () => {
    const ring = sampled(41, 41, (x, y) => 5 - Math.abs(Math.hypot(x - 20, y - 20) - 11))
    const rings = regionRings(ring, 0)
    expect(rings).toHaveLength(2)
    expect(Math.abs(rings.reduce((sum, one) => sum + area(one), 0))).toBeCloseTo(Math.PI * (16 ** 2 - 6 ** 2), -1)
  })

  it('of every value cover the grid with half a step around it, but for its corners', () => {
    expect(
      Math.abs(
        area(
          regionRings(
            sampled(4, 3, () => 1),
            0.5,
          )[0],
        ),
      ),
    ).toBe(4 * 3 - 0.5)
  })

  it('end at the last values before missing ones', () => {
    const [ring] = regionRings(
      sampled(6, 6, (x) => (x < 3 ? 1 : NaN)),
      0.5,
    )
    expect(Math.max(...ring.map(([x]) => x))).toBe(2)
  })
})
