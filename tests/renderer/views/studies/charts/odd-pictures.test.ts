import { describe, expect, it } from 'vitest'
import { curveOf } from '../../../../../src-renderer/views/studies/charts/curves.ts'
import { bestSoFar, topTrials } from '../../../../../src-renderer/views/studies/charts/best.ts'
import { parallelPicture, parallelPlaces, ranks } from '../../../../../src-renderer/views/studies/charts/parallel.ts'
import { nearestTrial, pathData, trialsInside } from '../../../../../src-renderer/views/studies/charts/picture.ts'
import { dotsPicture, linesPicture } from '../../../../../src-renderer/views/studies/charts/plane.ts'
import { valueScale } from '../../../../../src-renderer/views/studies/charts/scales.ts'
import { numberScale } from '../../../../../src-renderer/views/studies/charts/study-data.ts'
import { timeline } from '../../../../../src-renderer/views/studies/charts/timeline.ts'
import { timelinePicture } from '../../../../../src-renderer/views/studies/charts/timeline-picture.ts'
import { byNumber, byValue, numbers, ranFrom, scale, size, theme, trial } from '../trial-examples.ts'

const failed = (number: number) => trial(number, null, { state: 'failed', intermediate: [] })
const isDrawable = (text: string) => !/NaN|Infinity/.test(text)

describe('a chart of one trial', () => {
  const only = [trial(1, 3100)]
  it('shows it in the middle of the history', () => {
    const picture = dotsPicture({ trials: only, x: numberScale(only), y: valueScale(only, { name: 'v' }, false) })
    const [{ points }] = picture.handles(size)
    expect(Array.from(points).map(Math.round)).toEqual([122, 60])
  })
  it('has a position on every axis of the parallel coordinates', () => {
    const [{ points }] = parallelPicture(only, [byNumber, byValue], 'minimise').handles(size)
    expect(Array.from(points).every(Number.isFinite)).toBe(true)
  })
  it('with one epoch shows a marker, since a line needs two', () => {
    const one = trial(1, 50, { intermediate: [{ epoch: 1, value: 50 }] })
    const drawn = linesPicture({ lines: [curveOf(one)], x: byNumber, y: byValue, best: 1 }).trials(theme, size)
    expect(drawn.some((path) => 'sign' in path && path.sign === 'disc')).toBe(true)
  })
})

describe('charts if all trials have failed', () => {
  const all = [failed(1), failed(2), failed(3)]
  it('show them at the bottom of the history, without a best line', () => {
    const y = valueScale(all, { name: 'v' }, true)
    const picture = dotsPicture({ trials: all, x: byNumber, y, floor: true })
    expect(picture.handles(size).map(({ points }) => points[1])).toEqual([106, 106, 106])
    expect(bestSoFar(all, 'minimise')).toEqual({ x: [], y: [] })
    expect(topTrials(all, 10, 'minimise')).toEqual([])
  })
  it('show them below the value axis, all faint', () => {
    const picture = parallelPicture(all, [byNumber, byValue], 'minimise')
    const drawn = picture.trials(theme, size)
    expect(drawn.map(({ pen }) => pen.stroke)).toEqual([theme.faint, theme.faint, theme.faint])
    expect(drawn.map(pathData).every(isDrawable)).toBe(true)
    expect(ranks(all.map(byValue.at), 'minimise')).toEqual([NaN, NaN, NaN])
  })
  it('have slices with axes, but without trials', () => {
    const picture = dotsPicture({ trials: all, x: byNumber, y: byValue })
    expect(picture.trials(theme, size)).toEqual([])
    expect(picture.frame(theme, size).length).toBeGreaterThan(5)
  })
})

describe('values that are not finite', () => {
  const odd = [trial(1, 50), trial(2, Infinity), trial(3, -Infinity), trial(4, NaN)]
  it('lie at the bottom like those of failed trials', () => {
    const handles = dotsPicture({ trials: odd, x: byNumber, y: byValue, floor: true }).handles(size)
    expect(handles.map(({ points }) => points[1])).toEqual([60, 106, 106, 106])
  })
  it('lie below their axis in parallel coordinates, and have no rank', () => {
    const drawn = parallelPicture(odd, [byNumber, byValue], 'minimise').trials(theme, size)
    expect(drawn.map(pathData).every(isDrawable)).toBe(true)
    expect(drawn.filter(({ pen }) => pen.stroke === theme.faint).map(({ number }) => number)).toEqual([2, 3, 4])
  })
  it('interrupt a curve, whose other epochs are drawn', () => {
    const values = [100, NaN, 50, 25, Infinity, 0]
    const one = trial(1, 0, { intermediate: values.map((value, i) => ({ epoch: i + 1, value })) })
    const [path] = linesPicture({ lines: [curveOf(one)], x: byNumber, y: byValue, best: null }).trials(theme, size)
    expect(isDrawable(pathData(path))).toBe(true)
    expect(pathData(path).match(/M/g)).toHaveLength(3)
  })
  it('at the end of a curve leave the trial’s marker at its last finite value', () => {
    const values = [100, 50, NaN].map((value, i) => ({ epoch: i + 1, value }))
    const one = trial(1, null, { state: 'failed', intermediate: values })
    const drawn = linesPicture({ lines: [curveOf(one)], x: byNumber, y: byValue, best: null }).trials(theme, size)
    expect(drawn[1]).toMatchObject({ sign: 'cross', x: 92, y: 60 })
    const none = trial(2, null, { state: 'failed', intermediate: [{ epoch: 1, value: NaN }] })
    expect(
      linesPicture({ lines: [curveOf(none)], x: byNumber, y: byValue, best: null }).trials(theme, size),
    ).toHaveLength(1)
  })
  it('have no position on a logarithmic axis if zero or negative', () => {
    const y = scale('value', [1, 100], ({ value }) => value ?? NaN, true)
    const handles = dotsPicture({ trials: [trial(1, 10), trial(2, 0), trial(3, -5)], x: byNumber, y }).handles(size)
    expect(handles.map(({ number }) => number)).toEqual([1])
  })
})

describe('a negative objective', () => {
  const trials = [trial(1, -100), trial(2, -300), trial(3, -200)]
  it('is best where it is lowest, if minimised', () => {
    expect(bestSoFar(trials, 'minimise').y.at(-1)).toBe(-300)
    expect(numbers(topTrials(trials, 2, 'minimise'))).toEqual([2, 3])
    expect(ranks([-100, -300, -200], 'minimise')).toEqual([0, 1, 0.5])
  })
  it('has higher values further up', () => {
    const y = valueScale(trials, { name: 'v' }, false)
    const tops = dotsPicture({ trials, x: byNumber, y })
      .handles(size)
      .map(({ points }) => points[1])
    expect(tops[0]).toBeLessThan(tops[2])
    expect(tops[2]).toBeLessThan(tops[1])
  })
})

describe('thousands of trials', () => {
  const many = Array.from({ length: 5000 }, (_, i) =>
    trial(i + 1, 100 * ((i * 0.618) % 1), { params: {}, intermediate: [] }),
  )
  const x = numberScale(many)
  it('are all drawn, thin and faint enough to see through', () => {
    const drawn = parallelPicture(many, [x, byValue], 'minimise').trials(theme, size)
    expect(drawn).toHaveLength(5000)
    const few = parallelPicture(many.slice(0, 10), [x, byValue], 'minimise').trials(theme, size)
    expect(drawn[0].pen.opacity).toBeLessThan(few[0].pen.opacity)
  })
  it('can each be found under the cursor', () => {
    const handles = dotsPicture({ trials: many, x, y: byValue }).handles({ width: 2000, height: 1500 })
    for (const { number, points } of [handles[0], handles[2500], handles[4999]])
      expect(nearestTrial(handles, points[0], points[1], 14)).toBe(number)
  })
  it('are all inside a lasso around the chart', () => {
    const handles = dotsPicture({ trials: many, x, y: byValue }).handles(size)
    expect(trialsInside(handles, [0, 0, 186, 0, 186, 152, 0, 152])).toHaveLength(5000)
  })
})

describe('a single axis', () => {
  it('is at the left of the parallel coordinates', () => {
    expect(parallelPlaces(1, size).left(0)).toBe(58)
    const words = parallelPicture([], [byValue], 'minimise').frame(theme, size)
    expect(words.filter((part) => 'text' in part && part.text === 'value')).toHaveLength(1)
  })
})

describe('the timeline with odd times', () => {
  it('has a bar of two pixels for a trial that failed at once', () => {
    const picture = timelinePicture(timeline([ranFrom(0, 100, 1), ranFrom(50, 50, 2, { state: 'failed' })], 0))
    const handle = picture.handles(size).find(({ number }) => number === 2)!
    expect(handle.points[2] - handle.points[0]).toBeCloseTo(2, 9)
  })
  it('does not run backwards if a clock was set back', () => {
    const [span] = timeline([ranFrom(100, 40, 1)], 0)
    expect(span.to).toBe(span.from)
  })
  it('ends an interrupted trial at its start if its end is unknown', () => {
    const [span] = timeline([ranFrom(5, null, 1, { state: 'interrupted' })], 900_000)
    expect([span.from, span.to, span.open]).toEqual([5000, 5000, false])
  })
  it('gives trials that start together separate rows, by number', () => {
    const spans = timeline([ranFrom(0, 9, 2), ranFrom(0, 9, 1), ranFrom(0, 9, 3)], 0)
    expect(spans.map(({ trial: { number }, slot }) => [number, slot])).toEqual([
      [1, 0],
      [2, 1],
      [3, 2],
    ])
  })
})
