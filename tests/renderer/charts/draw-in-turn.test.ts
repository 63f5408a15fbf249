import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { afterDrawings, drawInTurn } from '../../../src-renderer/charts/draw-in-turn.ts'

let frames: (() => void)[] = []
let now = 0
/** Runs the next frame, if one was requested. */
const frame = () => frames.shift()?.()
/** A drawing that takes this many milliseconds, in this many pieces. */
const drawing = (cost: number, pieces = 1) =>
  vi.fn(() => {
    now += cost
    return --pieces > 0
  })

beforeEach(() => {
  frames = []
  vi.stubGlobal('requestAnimationFrame', (step: () => void) => frames.push(step))
  vi.spyOn(performance, 'now').mockImplementation(() => now)
})
afterEach(() => {
  // Draw what a failed test left waiting, so that the next test starts empty.
  while (frames.length > 0) frame()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

it('draws in order, as many drawings as fit into a frame', () => {
  const [first, second, third] = [drawing(5), drawing(30), drawing(10)]
  for (const one of [first, second, third]) drawInTurn(one)
  expect(first).not.toHaveBeenCalled()
  frame()
  expect([first, second, third].map((one) => one.mock.calls.length)).toEqual([1, 1, 0])
  frame()
  expect(third).toHaveBeenCalledOnce()
  expect(frames).toEqual([])
})

it('continues an unfinished drawing before later ones, with more pieces from frame to frame', () => {
  const [long, other] = [drawing(15, 5), drawing(1)]
  drawInTurn(long)
  drawInTurn(other)
  for (const calls of [
    [1, 0],
    [3, 0],
    [5, 1],
  ]) {
    frame()
    expect([long, other].map((one) => one.mock.calls.length)).toEqual(calls)
  }
  expect(frames).toEqual([])
})

it('draws little in the frame in which a drawing enters the page', () => {
  const [there, comes] = [drawing(15, 5), drawing(1)]
  drawInTurn(there)
  frame()
  drawInTurn(comes, true)
  frame()
  expect([there, comes].map((one) => one.mock.calls.length)).toEqual([2, 0])
  frame()
  frame()
  expect(frames).toEqual([])
})

it('draws a piece that takes longer than a frame', () => {
  const [slow, other] = [drawing(500), drawing(500)]
  drawInTurn(slow)
  drawInTurn(other)
  frame()
  frame()
  expect([slow, other].map((one) => one.mock.calls.length)).toEqual([1, 1])
})

it('does not draw what left the queue', () => {
  const [gone, stays] = [drawing(1), drawing(1)]
  const leave = drawInTurn(gone)
  drawInTurn(stays)
  leave()
  frame()
  expect(gone).not.toHaveBeenCalled()
  expect(stays).toHaveBeenCalledOnce()
})

it('draws a drawing that another one started after it', () => {
  const later = drawing(1)
  drawInTurn(() => (drawInTurn(later), false))
  frame()
  frame()
  expect(later).toHaveBeenCalledOnce()
})

it('runs deferred work only after the last drawing', () => {
  const work = vi.fn()
  afterDrawings(work)
  expect(work).toHaveBeenCalledOnce()
  drawInTurn(drawing(50, 3))
  afterDrawings(work)
  for (const times of [1, 1, 2]) {
    frame()
    expect(work).toHaveBeenCalledTimes(times)
  }
})
