import { describe, expect, it } from 'vitest'
import { signPath } from '../../../../../src-renderer/views/studies/charts/paths.ts'
import { pathData } from '../../../../../src-renderer/views/studies/charts/picture.ts'
import { dotsPicture, linesPicture } from '../../../../../src-renderer/views/studies/charts/plane.ts'
import { placer } from '../../../../../src-renderer/views/studies/charts/placer.ts'
import { theme, trial, scale, byNumber, byValue, size } from '../trial-examples.ts'

describe('a plane', () => {
  it('places numbers by their fraction of the axes, upwards', () => {
    const { left, top, floor } = placer(byNumber, byValue, size)
    expect([left(0), left(10), top(0), top(100)]).toEqual([72, 172, 110, 10])
    expect(floor).toBeLessThan(110)
  })
  it('spaces decades equally on a logarithmic axis', () => {
    const { left } = placer(
      scale('x', [1, 100], () => 0, true),
      byValue,
      size,
    )
    expect(left(10)).toBeCloseTo(122, 10)
  })
  const trials = [trial(2, 50), trial(4, null, { state: 'failed' }), trial(6, 25, { state: 'pruned' })]
  it('omits trials without a value, or draws them at the bottom', () => {
    expect(dotsPicture({ trials, x: byNumber, y: byValue }).handles(size)).toEqual([
      { number: 2, points: [92, 60] },
      { number: 6, points: [132, 85] },
    ])
    const floored = dotsPicture({ trials, x: byNumber, y: byValue, floor: true }).handles(size)
    expect(floored[1]).toEqual({ number: 4, points: [112, 106] })
  })
  it('draws each state with its own marker', () => {
    const drawn = dotsPicture({ trials, x: byNumber, y: byValue, floor: true }).trials(theme, size)
    expect(drawn.map(pathData)).toEqual([
      signPath('disc', 92, 60),
      signPath('cross', 112, 106),
      signPath('diamond', 132, 85),
    ])
  })
  it('saves its numbers by state', () => {
    const { series } = dotsPicture({ trials, x: byNumber, y: byValue })
    expect(series.map(({ name, x }) => [name, x])).toEqual([
      ['complete', [2]],
      ['pruned', [6]],
      ['failed', [4]],
    ])
  })
  it('draws curves with a marker at the end of those that end early, and the best one last', () => {
    const lines = [
      { trial: trial(1, 10), x: [0, 10], y: [100, 0] },
      { trial: trial(2, 10, { state: 'pruned' }), x: [0, 5], y: [100, 50] },
    ]
    const drawn = linesPicture({ lines, x: byNumber, y: byValue, best: 1 }).trials(theme, size)
    expect(drawn.map((one) => [one.number, pathData(one)])).toEqual([
      [2, 'M72 10L122 60'],
      [2, signPath('diamond', 122, 60, 2.6)],
      [1, 'M72 10L172 110'],
    ])
    expect(drawn[2].pen.width).toBeGreaterThan(2 * drawn[0].pen.width)
    expect(drawn[0].pen.dash).not.toEqual(drawn[2].pen.dash)
  })
})
