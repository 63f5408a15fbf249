import { describe, expect, test } from 'vitest'
import { drawLines, type Panel } from '../../src-main/figures/line-figure.ts'
import { markSeries } from '../../src-main/figures/drawn-series.ts'
import type { Line, Point } from '../../src-main/figures/line.ts'
import { printColour } from '../../src-shared/colour/palette.ts'
import { elementsOf, readSvg, textsOf } from './svg-document.ts'

const axis = (scale: 'linear' | 'log', range: readonly [number, number]) => ({ label: 'a', scale, range })
const points = (values: readonly (number | null)[]) => values.map((value, i): Point => [i, value])
const drawn = (line: Partial<Line>, panel: Partial<Panel> = {}) =>
  readSvg(
    drawLines([
      {
        title: 'Panel',
        x: axis('linear', [0, 4]),
        y: axis('linear', [0, 10]),
        lines: [{ name: 'line', colour: 2, points: points([1, 2, 3, 4, 5]), ...line }],
        ...panel,
      },
    ]),
  )
const filled = (svg: ReturnType<typeof drawn>) =>
  elementsOf(svg, 'polygon').filter(({ attributes }) => attributes['fill-opacity'] === '0.18')
const faint = (svg: ReturnType<typeof drawn>) =>
  elementsOf(svg, 'polyline').filter(({ attributes }) => attributes['stroke-opacity'] === '0.22')
/** The corners of a polygon, as x, y pairs. */
const pairs = (corners: string) => {
  const numbers = (corners.match(/-?[\d.]+/g) ?? []).map(Number)
  return Array.from({ length: numbers.length / 2 }, (_, i) => [numbers[2 * i], numbers[2 * i + 1]])
}

describe('a band', () => {
  test('is one area in the colour of its line, from the low edge to the high one', () => {
    const svg = drawn({ band: { low: [0, 0, 0, 0, 0], high: [10, 10, 10, 10, 10] } })
    const [area, ...more] = filled(svg)
    expect(more).toEqual([])
    expect(area.attributes.fill.toLowerCase()).toBe(printColour(2))
    const corners = pairs(area.attributes.points)
    // Default panels are 420 x 320, with margins of 76 and 16 px at the sides, 40 above and 52 below.
    expect(Math.min(...corners.map(([x]) => x))).toBeCloseTo(76, 1)
    expect(Math.max(...corners.map(([x]) => x))).toBeCloseTo(404, 1)
    expect(Math.min(...corners.map(([, y]) => y))).toBeCloseTo(40, 1)
    expect(Math.max(...corners.map(([, y]) => y))).toBeCloseTo(268, 1)
  })

  test('is broken where an edge value is missing', () => {
    const band = { low: [0, 0, null, 0, 0], high: [2, 2, 2, 2, 2] }
    expect(filled(drawn({ band }))).toHaveLength(2)
  })

  test('extends to the end of a logarithmic axis where its low edge is not positive', () => {
    const band = { low: [-1, -1, -1, -1, -1], high: [5, 5, 5, 5, 5] }
    const [area] = filled(drawn({ band }, { y: axis('log', [0.1, 10]) }))
    expect(Math.max(...pairs(area.attributes.points).map(([, y]) => y))).toBeCloseTo(268, 1)
  })
})

describe('thin lines behind a bold one', () => {
  test('are one path each, broken at missing values', () => {
    const each = [points([1, 1, 1, 1, 1]), points([2, 2, null, 2, 2])]
    expect(faint(drawn({ each }))).toHaveLength(3)
  })

  test('leave out isolated points, which do not make a line', () => {
    expect(faint(drawn({ each: [points([1, null, 1, null, 1])] }))).toEqual([])
  })
})

describe('a mark', () => {
  const [x, y] = [axis('linear', [0, 4]), axis('log', [0.1, 10])]

  test('at an x spans all y, and one at a y spans all x', () => {
    expect(markSeries({ name: 'm', colour: 1, x: 2 }, x, y).data).toEqual([
      [2, 0.1],
      [2, 10],
    ])
    expect(markSeries({ name: 'm', colour: 1, y: 1 }, x, y).data).toEqual([
      [0, 1],
      [4, 1],
    ])
  })

  test('needs the range of the axis that it spans', () => {
    expect(() => markSeries({ name: 'm', colour: 1, x: 2 }, x, { label: 'power', scale: 'log' })).toThrow(
      'the mark "m" needs a range of the axis "power"',
    )
  })

  test('is in the legend', () => {
    expect(textsOf(drawn({}, { marks: [{ name: 'half power', colour: 3, x: 2 }] }))).toContain('half power')
  })
})
