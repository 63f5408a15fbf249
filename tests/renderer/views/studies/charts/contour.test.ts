import { describe, expect, it } from 'vitest'
import type { SearchModel } from '../../../../../src-preload/contract/index.ts'
import { contourLine, gridOf } from '../../../../../src-renderer/views/studies/charts/contour.ts'
import { contourBehind } from '../../../../../src-renderer/views/studies/charts/contour-picture.ts'
import { placer } from '../../../../../src-renderer/views/studies/charts/placer.ts'
import { parameterScale } from '../../../../../src-renderer/views/studies/charts/scales.ts'
import { scale, byValue, size } from '../trial-examples.ts'

describe('contours', () => {
  const model: SearchModel = {
    x: { name: 'learningRate', values: [1e-4, 1e-3, 1e-2] },
    y: { name: 'kernel', values: [3, 5] },
    mean: [0, 1, 2, 0, 1, 2],
    deviation: [1, 1, 1, 1, 1, 1],
  }
  const rate = scale('learningRate', [1e-4, 1e-2], () => NaN, true)
  const kernel = parameterScale({ kind: 'categorical', name: 'kernel', choices: [3, 5] }, [])
  it('have cells with edges halfway on the scale, and choices by index', () => {
    const grid = gridOf(model, rate, kernel)
    expect(grid.x.map((at) => Number(at.toFixed(12)))).toEqual([0, 0.5, 1])
    expect(grid.xEdges.map((at) => Number(at.toFixed(12)))).toEqual([-0.25, 0.25, 0.75, 1.25])
    expect(grid.y).toEqual([0.25, 0.75])
    expect(grid.yEdges).toEqual([0, 0.5, 1])
  })
  it('of a slope are straight where it crosses the level', () => {
    expect(contourLine({ x: [0, 1], y: [0, 1] }, [0, 1, 0, 1], 0.25)).toEqual([[0.25, 0, 0.25, 1]])
    expect(contourLine({ x: [0, 1], y: [0, 1] }, [0, 1, 0, 1], 7)).toEqual([])
  })
  it('of x y = c lie on the hyperbola, to the resolution of the grid', () => {
    const axis = Array.from({ length: 41 }, (_, i) => i / 40)
    const values = axis.flatMap((y) => axis.map((x) => x * y))
    const pieces = contourLine({ x: axis, y: axis }, values, 0.25)
    expect(pieces.length).toBeGreaterThan(40)
    for (const [x0, y0, x1, y1] of pieces) {
      expect(x0 * y0).toBeCloseTo(0.25, 12)
      expect(x1 * y1).toBeCloseTo(0.25, 12)
    }
  })
  it('connect a saddle according to its mean', () => {
    const square = { x: [0, 1], y: [0, 1] }
    // High at two opposite corners; the mean is 0.5, above a level of 0.4 and below one of 0.6.
    const joins = (level: number) =>
      contourLine(square, [1, 0, 0, 1], level).map(([x0, y0, x1, y1]) => Math.sign((x1 - x0) * (y1 - y0)))
    expect(joins(0.4)).toEqual([1, 1])
    expect(joins(0.6)).toEqual([-1, -1])
  })
  it('colour every cell, and draw lines only if both axes are numeric', () => {
    const place = placer(rate, kernel, size)
    const field = { values: model.mean, range: [0, 2] as const, log: false, colourMap: 'viridis' as const }
    const cells = contourBehind(model, { x: rate, y: kernel, ...field })(place)
    expect(cells).toHaveLength(6)
    expect(cells[0]).toMatchObject({ box: { left: 72, top: 60 }, pen: { fill: '#440154' } })
    const numbers = { ...model, y: { name: 'v', values: [0, 100] } }
    const drawn = contourBehind(numbers, { x: rate, y: byValue, ...field })(place)
    expect(drawn.at(-1)).toMatchObject({ d: expect.stringMatching(/^M/) })
  })
})
