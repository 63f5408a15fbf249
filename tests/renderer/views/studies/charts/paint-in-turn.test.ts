import { describe, expect, it, vi } from 'vitest'
import { painterInTurn } from '../../../../../src-renderer/views/studies/charts/paint-in-turn.ts'

describe('painting over frames', () => {
  it('continues from frame to frame, and is cancelled by a new start', () => {
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
    // The clock reads 25 ms at the first check, too late in the first two frames, and 50 ms at the second, too late in
    // the others. The third frame computes the paths.
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
    // Added trials are painted on top, without a restart.
    add(paths.slice(0, 3))
    while (frames.length > 0) frames.shift()!()
    expect(paper.stroke).toHaveBeenCalledTimes(20 + 35 + 3)
    expect(begin).toHaveBeenCalledTimes(2)
    // A paused painting continues where it was.
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
