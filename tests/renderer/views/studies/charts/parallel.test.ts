import { describe, expect, it } from 'vitest'
import {
  parallelPicture,
  parallelPlaces,
  ranks,
  valueColours,
} from '../../../../../src-renderer/views/studies/charts/parallel.ts'
import { parameterScale } from '../../../../../src-renderer/views/studies/charts/scales.ts'
import { theme, trial, byValue } from '../trial-examples.ts'

describe('parallel coordinates', () => {
  const kernel = parameterScale({ kind: 'categorical', name: 'kernel', choices: [3, 5] }, [])
  const floor = parameterScale(
    { kind: 'float', name: 'decayFloor', low: 0.01, high: 1, log: true, when: { parameter: 'kernel', values: [5] } },
    [],
  )
  const trials = [
    trial(1, 10, { params: { kernel: 3 } }),
    trial(2, 90, { params: { kernel: 5, decayFloor: 0.1 } }),
    trial(3, null, { params: { kernel: 3 }, state: 'failed' }),
  ]
  const at = { width: 278, height: 174 }
  it('spaces axes equally, with missing values below them', () => {
    const { left, top } = parallelPlaces(3, at)
    expect([left(0), left(1), left(2)]).toEqual([58, 158, 258])
    expect([top(0), top(1)]).toEqual([142, 42])
    expect(top(NaN)).toBeGreaterThan(top(0))
  })
  it('draws a trial without a parameter below that axis', () => {
    const picture = parallelPicture(trials, [kernel, floor, byValue], 'minimise')
    const [one, two, three] = picture.handles(at)
    // Choices lie at a quarter and three quarters of their axis.
    expect(one.points).toEqual([58, 117, 158, 158, 258, 132])
    expect(Array.from(two.points)[3]).toBeCloseTo(92, 8)
    expect(Array.from(three.points)[5]).toBe(158)
  })
  it('draws the best on top, in the colour with most contrast', () => {
    const drawn = parallelPicture(trials, [kernel, floor, byValue], 'minimise').trials(theme, at)
    expect(drawn.map(({ number }) => number)).toEqual([3, 2, 1])
    expect(drawn[2].pen.stroke).toBe(valueColours(theme.surface, 32).at(-1))
    expect(drawn[0].pen.stroke).toBe(theme.faint)
  })
  it('ranks values from worse to better, with ties equal', () => {
    expect(ranks([3, 1, 2, NaN], 'minimise')).toEqual([0, 1, 0.5, NaN])
    expect(ranks([3, 1, 1], 'maximise')).toEqual([1, 0, 0])
    expect(ranks([7], 'minimise')).toEqual([1])
  })
  it('names the choices on its axes', () => {
    const frame = parallelPicture(trials, [kernel, byValue], 'minimise').frame(theme, at)
    const words = frame.flatMap((part) => ('text' in part ? [part.text] : []))
    expect(words).toEqual(expect.arrayContaining(['3', '5', 'kernel px', 'no value']))
  })
  it('reverses its colours on a light background', () => {
    expect(valueColours('#ffffff', 8)).not.toEqual(valueColours('#101010', 8))
    expect(valueColours('#ffffff', 8).at(-1)).toBe('#440154')
  })
})
