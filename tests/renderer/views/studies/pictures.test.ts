import { afterEach, describe, expect, it, vi } from 'vitest'
import type { SearchModel, Trial } from '../../../../src-preload/contract/index.ts'
import type { ChartTheme } from '../../../../src-renderer/charts/theme.ts'
import { contourLine, gridOf } from '../../../../src-renderer/views/studies/charts/contour.ts'
import { contourBehind } from '../../../../src-renderer/views/studies/charts/contour-picture.ts'
import { paintFrame } from '../../../../src-renderer/views/studies/charts/paint-frame.ts'
import { painterInTurn } from '../../../../src-renderer/views/studies/charts/paint-in-turn.ts'
import { paintTrials } from '../../../../src-renderer/views/studies/charts/paint-trials.ts'
import {
  parallelPicture,
  parallelPlaces,
  ranks,
  valueColours,
} from '../../../../src-renderer/views/studies/charts/parallel.ts'
import { boxPath, hatchPath, linePath, signPath, thinned } from '../../../../src-renderer/views/studies/charts/paths.ts'
import {
  isInside,
  nearestTrial,
  pathData,
  trialsInside,
} from '../../../../src-renderer/views/studies/charts/picture.ts'
import { dotsPicture, linesPicture } from '../../../../src-renderer/views/studies/charts/plane.ts'
import { placer } from '../../../../src-renderer/views/studies/charts/placer.ts'
import { pictureAsSvg } from '../../../../src-renderer/views/studies/charts/save-picture.ts'
import { parameterScale } from '../../../../src-renderer/views/studies/charts/scales.ts'
import type { Scale } from '../../../../src-renderer/views/studies/charts/scales.ts'
import { timeline } from '../../../../src-renderer/views/studies/charts/timeline.ts'
import { timelinePicture } from '../../../../src-renderer/views/studies/charts/timeline-picture.ts'
import { studyRecord, trialRecord } from '../../fake/study-records.ts'

const theme: ChartTheme = {
  text: '#111111',
  quiet: '#222222',
  faint: '#333333',
  line: '#444444',
  lineStrong: '#555555',
  surface: '#14161a',
  font: 'sans-serif',
  series: ['#000001', '#000002', '#000003', '#000004', '#000005', '#000006', '#000007', '#000008'],
}
const study = studyRecord('s')
const trial = (number: number, value: number | null, changes: Partial<Trial> = {}): Trial =>
  trialRecord(study, number, 'complete', { value, ...changes })
const scale = (key: string, range: [number, number], at: Scale['at'], log = false): Scale => ({
  key,
  axis: { name: key },
  log,
  range,
  at,
})
const byNumber = scale('number', [0, 10], ({ number }) => number)
const byValue = scale('value', [0, 100], ({ value }) => value ?? NaN)
/** Of the axes' inside 100 x 100 pixels, from (72, 10) to (172, 110). */
const size = { width: 186, height: 152 }

describe('a plane', () => {
  it('places numbers by their share of the axes, up is up', () => {
    const { left, top, floor } = placer(byNumber, byValue, size)
    expect([left(0), left(10), top(0), top(100)]).toEqual([72, 172, 110, 10])
    expect(floor).toBeLessThan(110)
  })
  it('places decades at equal distances on a logarithmic axis', () => {
    const { left } = placer(
      scale('x', [1, 100], () => 0, true),
      byValue,
      size,
    )
    expect(left(10)).toBeCloseTo(122, 10)
  })
  const trials = [trial(2, 50), trial(4, null, { state: 'failed' }), trial(6, 25, { state: 'pruned' })]
  it('leaves out what has no value, or lays it on the floor', () => {
    expect(dotsPicture({ trials, x: byNumber, y: byValue }).handles(size)).toEqual([
      { number: 2, points: [92, 60] },
      { number: 6, points: [132, 85] },
    ])
    const floored = dotsPicture({ trials, x: byNumber, y: byValue, floor: true }).handles(size)
    expect(floored[1]).toEqual({ number: 4, points: [112, 106] })
  })
  it('draws each state by a sign of its own', () => {
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
  it('draws curves of which those that end early have a sign at their end, and the best one last', () => {
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

describe('a picture as SVG', () => {
  const trials = [trial(2, 50), trial(6, 25, { state: 'pruned' })]
  const svgOf = (...[picture, at = size]: [Parameters<typeof pictureAsSvg>[0], typeof size?]) =>
    pictureAsSvg(picture, theme, at)
  const paths = (svg: string) => [...svg.matchAll(/ d="([^"]*)"/g)].map(([, d]) => d)
  it('holds the axes with their names, and the trials over them, on the ground of the theme', () => {
    const unit = { ...byValue, axis: { name: 'a < b', unit: 'nat' } }
    const svg = svgOf(dotsPicture({ trials, x: byNumber, y: unit }))
    expect(svg).toMatch(/^<svg xmlns="[^"]*" width="186" height="152" /)
    expect(svg).toContain('<rect width="186" height="152" fill="#14161a"/>')
    expect(svg).toContain('>a &lt; b  <tspan fill="#333333">nat</tspan></text>')
    expect(paths(svg).slice(-2)).toEqual([signPath('disc', 92, 60), signPath('diamond', 132, 85)])
    expect(svg).toMatch(/<path d="[^"]*" fill="#000001" stroke="#000001" stroke-width="1.4" opacity="0.85"\/>/)
  })
  it('has the frame over the trials where it lies over them on the page', () => {
    const kernel = parameterScale({ kind: 'categorical', name: 'kernel', choices: [3, 5] }, [])
    const picture = parallelPicture(trials, [kernel, byValue], 'minimise')
    const svg = svgOf(picture)
    expect(picture.frameOver).toBe(true)
    expect(svg.indexOf('kernel')).toBeGreaterThan(svg.lastIndexOf('#fde725'))
    expect(svg).toContain('paint-order="stroke"')
  })
})

describe('what is under the cursor', () => {
  const handles = [
    { number: 1, points: [0, 0, 100, 0] },
    { number: 2, points: [50, 30] },
  ]
  it('is the trial whose line or place is nearest, if it is near', () => {
    expect(nearestTrial(handles, 50, 10, 14)).toBe(1)
    expect(nearestTrial(handles, 50, 24, 14)).toBe(2)
    expect(nearestTrial(handles, 50, 90, 14)).toBeNull()
    expect(nearestTrial(handles, 112, 0, 14)).toBe(1)
    expect(nearestTrial(handles, 116, 0, 14)).toBeNull()
  })
  it('does not take hold of a curve where it has a gap', () => {
    expect(nearestTrial([{ number: 1, points: [0, 0, NaN, NaN, 100, 0] }], 50, 0, 14)).toBeNull()
  })
  const loop = [5, 5, 40, 5, 40, 40, 5, 40]
  it('is inside of a loop or not', () => {
    expect(isInside(loop, 20, 20)).toBe(true)
    expect(isInside(loop, 60, 20)).toBe(false)
    // An L: its missing quarter is outside.
    expect(isInside([0, 0, 40, 0, 40, 20, 20, 20, 20, 40, 0, 40], 30, 30)).toBe(false)
    expect(trialsInside([...handles, { number: 3, points: [90, 90, 10, 10] }], loop)).toEqual([3])
  })
})

describe('shapes', () => {
  it('of lines are broken at gaps', () => {
    expect(linePath([0, 0, 1, 1, NaN, 2, 3, 3, 4.06, 4])).toBe('M0 0L1 1M3 3L4.1 4')
  })
  it('of a line have no more points than can be seen', () => {
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
  it('of a bar that goes on is open at its right', () => {
    const box = { left: 0, right: 10, top: 0, bottom: 4 }
    expect(boxPath(box)).toMatch(/Z$/)
    expect(boxPath(box, true)).not.toMatch(/Z$/)
  })
  it('of a hatching stay inside their box', () => {
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
  it('puts axes at equal distances, and what is not there below them', () => {
    const { left, top } = parallelPlaces(3, at)
    expect([left(0), left(1), left(2)]).toEqual([58, 158, 258])
    expect([top(0), top(1)]).toEqual([142, 42])
    expect(top(NaN)).toBeGreaterThan(top(0))
  })
  it('leads a trial without a parameter below that axis', () => {
    const picture = parallelPicture(trials, [kernel, floor, byValue], 'minimise')
    const [one, two, three] = picture.handles(at)
    // Choices lie at a quarter and three quarters of their axis.
    expect(one.points).toEqual([58, 117, 158, 158, 258, 132])
    expect(Array.from(two.points)[3]).toBeCloseTo(92, 8)
    expect(Array.from(three.points)[5]).toBe(158)
  })
  it('draws the best over the others, in the colour that stands out most', () => {
    const drawn = parallelPicture(trials, [kernel, floor, byValue], 'minimise').trials(theme, at)
    expect(drawn.map(({ number }) => number)).toEqual([3, 2, 1])
    expect(drawn[2].pen.stroke).toBe(valueColours(theme.surface, 32).at(-1))
    expect(drawn[0].pen.stroke).toBe(theme.faint)
  })
  it('ranks values by what is better; equal ones are alike', () => {
    expect(ranks([3, 1, 2, NaN], 'minimise')).toEqual([0, 1, 0.5, NaN])
    expect(ranks([3, 1, 1], 'maximise')).toEqual([1, 0, 0])
    expect(ranks([7], 'minimise')).toEqual([1])
  })
  it('names the choices on its axes', () => {
    const frame = parallelPicture(trials, [kernel, byValue], 'minimise').frame(theme, at)
    const words = frame.flatMap((part) => ('text' in part ? [part.text] : []))
    expect(words).toEqual(expect.arrayContaining(['3', '5', 'kernel px', 'not there']))
  })
  it('turns its colours round on a light ground', () => {
    expect(valueColours('#ffffff', 8)).not.toEqual(valueColours('#101010', 8))
    expect(valueColours('#ffffff', 8).at(-1)).toBe('#440154')
  })
})

describe('contours', () => {
  const model: SearchModel = {
    x: { name: 'learningRate', values: [1e-4, 1e-3, 1e-2] },
    y: { name: 'kernel', values: [3, 5] },
    mean: [0, 1, 2, 0, 1, 2],
    deviation: [1, 1, 1, 1, 1, 1],
  }
  const rate = scale('learningRate', [1e-4, 1e-2], () => NaN, true)
  const kernel = parameterScale({ kind: 'categorical', name: 'kernel', choices: [3, 5] }, [])
  it('have cells between the axes: borders half way in the scale, choices by their place', () => {
    const grid = gridOf(model, rate, kernel)
    expect(grid.x.map((at) => Number(at.toFixed(12)))).toEqual([0, 0.5, 1])
    expect(grid.xEdges.map((at) => Number(at.toFixed(12)))).toEqual([-0.25, 0.25, 0.75, 1.25])
    expect(grid.y).toEqual([0.25, 0.75])
    expect(grid.yEdges).toEqual([0, 0.5, 1])
  })
  it('of a slope go straight up where it passes the level', () => {
    expect(contourLine({ x: [0, 1], y: [0, 1] }, [0, 1, 0, 1], 0.25)).toEqual([[0.25, 0, 0.25, 1]])
    expect(contourLine({ x: [0, 1], y: [0, 1] }, [0, 1, 0, 1], 7)).toEqual([])
  })
  it('of x y = c lie on the hyperbola, as near as the grid is fine', () => {
    const axis = Array.from({ length: 41 }, (_, i) => i / 40)
    const values = axis.flatMap((y) => axis.map((x) => x * y))
    const pieces = contourLine({ x: axis, y: axis }, values, 0.25)
    expect(pieces.length).toBeGreaterThan(40)
    for (const [x0, y0, x1, y1] of pieces) {
      expect(x0 * y0).toBeCloseTo(0.25, 12)
      expect(x1 * y1).toBeCloseTo(0.25, 12)
    }
  })
  it('part a saddle as its middle says', () => {
    const square = { x: [0, 1], y: [0, 1] }
    // High at two opposite corners; the middle is 0.5, above a level of 0.4 and below one of 0.6.
    const joins = (level: number) =>
      contourLine(square, [1, 0, 0, 1], level).map(([x0, y0, x1, y1]) => Math.sign((x1 - x0) * (y1 - y0)))
    expect(joins(0.4)).toEqual([1, 1])
    expect(joins(0.6)).toEqual([-1, -1])
  })
  it('colour every cell, and draw lines only where both axes are of numbers', () => {
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

describe('the timeline', () => {
  const at = (from: number, to: number | null, number: number, changes: Partial<Trial> = {}) =>
    trial(number, 1, {
      startedAt: new Date(1000 * from).toISOString(),
      endedAt: to === null ? null : new Date(1000 * to).toISOString(),
      ...changes,
    })
  it('draws states by what is inside of their bars', () => {
    const trials = [
      at(0, 50, 1),
      at(50, 100, 2, { state: 'pruned' }),
      at(0, 60, 3, { state: 'failed' }),
      at(60, null, 4, { state: 'running' }),
    ]
    const picture = timelinePicture(timeline(trials, 100_000))
    const drawn = picture.trials(theme, size)
    const [, failed, pruned, running] = drawn.map(pathData)
    expect(drawn[0].pen.fill).toBe('#000001')
    expect(pruned.match(/M/g)!.length).toBeGreaterThan(2)
    expect(failed.match(/M/g)).toHaveLength(3)
    expect(running).not.toMatch(/Z/)
    expect(picture.x).toEqual({ name: 'time since the first trial', unit: 's' })
  })
  it('is drawn in hours where it lasted long', () => {
    expect(timelinePicture(timeline([at(0, 36_000, 1)], 0)).x.unit).toBe('h')
  })
  it('is empty without a trial', () => {
    const picture = timelinePicture([])
    expect(picture.trials(theme, size)).toEqual([])
    expect(() => picture.frame(theme, size)).not.toThrow()
  })
})

describe('painting over frames', () => {
  it('goes on from frame to frame, and ends where it is begun anew', () => {
    const frames: (() => void)[] = []
    vi.stubGlobal('Path2D', class {})
    vi.stubGlobal('requestAnimationFrame', (frame: () => void) => frames.push(frame))
    let now = 0
    vi.spyOn(performance, 'now').mockImplementation(() => (now += 25))
    const paper = { stroke: vi.fn(), setLineDash: vi.fn() } as unknown as CanvasRenderingContext2D
    const path = (number: number) => ({ number, d: '', pen: { stroke: '#000001', width: 1, dash: [], opacity: 1 } })
    const paths = Array.from({ length: 35 }, (_, i) => path(i))
    const { paint, add, stop, resume } = painterInTurn()
    const [first, second] = [vi.fn(), vi.fn()]
    const begin = vi.fn(() => paper)
    paint({ begin, paths: () => paths, stress: 1, done: first })
    expect(paper.stroke).not.toHaveBeenCalled()
    // The clock says 25 ms at the first look, too late in the first two frames, and 50 ms at the second, too late in the
    // others. In the third they are worked out.
    for (let i = 0; i < 3; i++) frames.shift()!()
    expect(paper.stroke).not.toHaveBeenCalled()
    frames.shift()!()
    expect(paper.stroke).toHaveBeenCalledTimes(10)
    frames.shift()!()
    expect(paper.stroke).toHaveBeenCalledTimes(20)
    paint({ begin, paths: () => paths, stress: 1, done: second })
    while (frames.length > 0) frames.shift()!()
    expect(paper.stroke).toHaveBeenCalledTimes(20 + 35)
    expect(second).toHaveBeenCalledOnce()
    expect(first).not.toHaveBeenCalled()
    expect(begin).toHaveBeenCalledTimes(2)
    // What is added comes over what is there, which is not begun anew.
    add(paths.slice(0, 3))
    while (frames.length > 0) frames.shift()!()
    expect(paper.stroke).toHaveBeenCalledTimes(20 + 35 + 3)
    expect(begin).toHaveBeenCalledTimes(2)
    // What is stopped goes on where it was, once it may.
    add(paths.slice(0, 30))
    for (let i = 0; i < 4; i++) frames.shift()!()
    stop()
    while (frames.length > 0) frames.shift()!()
    expect(paper.stroke).toHaveBeenCalledTimes(58 + 10)
    resume()
    while (frames.length > 0) frames.shift()!()
    expect(paper.stroke).toHaveBeenCalledTimes(58 + 30)
    resume()
    expect(frames).toEqual([])
    vi.unstubAllGlobals()
    vi.restoreAllMocks()
  })
})

describe('painting', () => {
  /** Notes what is painted, and where the origin is meanwhile. */
  const notingPaper = () => {
    const told: string[] = []
    let origin = [0, 0]
    const paper = {
      beginPath: () => void told.push('begin'),
      moveTo: (x: number, y: number) => void told.push(`M${x} ${y}`),
      lineTo: (x: number, y: number) => void told.push(`L${x} ${y}`),
      translate: (x: number, y: number) => void (origin = [origin[0] + x, origin[1] + y]),
      fill: () => void told.push(`fill at ${origin.join(' ')}`),
      fillRect: (...box: number[]) => void told.push(`box ${box.join(' ')}`),
      stroke: () => void told.push(`stroke ${paper.lineWidth} at ${origin.join(' ')}`),
      setLineDash: () => {},
      fillStyle: '',
      strokeStyle: '',
      lineWidth: 0,
      globalAlpha: 0,
      lineJoin: 'miter' as CanvasLineJoin,
    }
    return { paper, told }
  }
  const pen = { stroke: '#000001', width: 2, dash: [], opacity: 0.5 }
  afterEach(() => vi.unstubAllGlobals())

  it('puts what is highlighted on a halo, heavier and without its faintness', () => {
    vi.stubGlobal('Path2D', class {})
    const { paper, told } = notingPaper()
    const path = { number: 1, d: 'M0 0L1 1', pen }
    paintTrials(paper, [path])
    expect(paper.globalAlpha).toBe(0.5)
    paintTrials(paper, [path], 2, '#ffffff')
    expect(told).toEqual(['stroke 2 at 0 0', 'stroke 7 at 0 0', 'stroke 4 at 0 0'])
    expect(paper.globalAlpha).toBe(1)
  })
  it('goes along a line point by point, and never fills it', () => {
    const { paper, told } = notingPaper()
    paintTrials(paper, [{ line: [1, 2, 3, 4, NaN, 5, 6, 7, 8, 9], pen: { ...pen, fill: '#000002' } }])
    expect(told).toEqual(['begin', 'M1 2', 'L3 4', 'M6 7', 'L8 9', 'stroke 2 at 0 0'])
  })
  it('moves one path of a sign to every place where it is, and leaves the paper where it was', () => {
    const made = vi.fn()
    vi.stubGlobal(
      'Path2D',
      class {
        constructor(d: string) {
          made(d)
        }
      },
    )
    const { paper, told } = notingPaper()
    const sign = (x: number, y: number) => ({ sign: 'disc' as const, x, y, r: 7, pen: { ...pen, fill: '#000002' } })
    paintTrials(paper, [sign(10, 20), sign(30, 40), { line: [0, 0, 1, 1], pen }])
    expect(told.filter((one) => one.includes('at'))).toEqual([
      'fill at 10 20',
      'stroke 2 at 10 20',
      'fill at 30 40',
      'stroke 2 at 30 40',
      'stroke 2 at 0 0',
    ])
    expect(made.mock.calls).toEqual([[signPath('disc', 0, 0, 7)]])
  })
  it('fills a box', () => {
    const { paper, told } = notingPaper()
    const box = { left: 1, right: 4, top: 2, bottom: 12 }
    paintTrials(paper, [{ box, pen: { fill: '#000002', width: 0, dash: [], opacity: 1 } }])
    expect([told, paper.fillStyle]).toEqual([['box 1 2 3 10'], '#000002'])
  })
  it('writes words where they are, with the unit after them, both together in the middle', () => {
    const told: string[] = []
    let origin = ''
    const paper = {
      measureText: (text: string) => ({ width: 6 * text.length }),
      save() {},
      restore() {},
      translate: (x: number, y: number) => void (origin = `${x} ${y}`),
      rotate: (angle: number) => void (origin += ` turned ${angle.toFixed(2)}`),
      fillText(this: { fillStyle: string }, text: string, x: number, y: number) {
        told.push(`${text} ${this.fillStyle} ${x} ${y} from ${origin}`)
      },
      fillStyle: '',
    } as unknown as CanvasRenderingContext2D
    const words = { x: 100, y: 50, align: 'center', baseline: 'top', fill: '#000001' } as const
    const unit = { text: 'nat', fill: '#000002' }
    paintFrame(paper, [{ ...words, text: 'loss', unit }], 'sans-serif')
    paintFrame(paper, [{ ...words, text: 'loss', baseline: 'bottom', upright: true, align: 'right' }], 'sans-serif')
    // Nine letters of 6 px with the gap: they begin 27 px before the middle.
    expect(told).toEqual([
      'loss #000001 -27 5.5 from 100 50',
      'nat #000002 9 5.5 from 100 50',
      'loss #000001 -24 -5.5 from 100 50 turned -1.57',
    ])
  })
})
