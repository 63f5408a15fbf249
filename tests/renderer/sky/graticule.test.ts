import { describe, expect, it, vi } from 'vitest'
import { drawGrid } from '../../../src-renderer/sky/draw-grid.ts'
import { graticule } from '../../../src-renderer/sky/graticule.ts'
import { layOutGrids, unbroken } from '../../../src-renderer/sky/lay-out-grids.ts'
import { plainScreen } from '../../../src-renderer/sky/plain-screen.ts'
import type { Frame } from '../../../src-shared/sky/healpix/map.ts'
import { tangentScreen } from './tangent-screen.ts'

const size = [400, 300] as const
const whole = () => {
  const screen = plainScreen('')
  Object.defineProperties(screen.element, { clientWidth: { value: 400 }, clientHeight: { value: 300 } })
  return screen
}
const at = (lines: ReturnType<typeof graticule>, kind: string) =>
  lines.filter((line) => line.kind === kind).map((line) => line.at)

describe('a coordinate grid', () => {
  it('of the whole sky has lines every 30 degrees, but none where the view is cut', () => {
    const lines = graticule(whole(), size)
    expect(at(lines, 'meridian')).toEqual([0, 30, 60, 90, 120, 150, 210, 240, 270, 300, 330])
    expect(at(lines, 'parallel')).toEqual([-60, -30, 0, 30, 60])
  })

  it('of a close view has about six lines each way, even across longitude 0', () => {
    const lines = graticule(tangentScreen({ lon: 0.5, lat: 12, fov: 12 }), size)
    expect(at(lines, 'parallel')).toEqual([7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17])
    expect(at(lines, 'meridian')).toContain(358)
    expect(at(lines, 'meridian')).toContain(2)
  })

  it('around a pole has all longitudes and full circles', () => {
    const lines = graticule(tangentScreen({ lon: 0, lat: 89, fov: 10 }), size)
    expect(at(lines, 'meridian').length).toBeGreaterThan(10)
    expect(at(lines, 'parallel')).toContain(88)
    expect(lines.length).toBeLessThan(60)
  })
})

describe('the labels of the grid', () => {
  function drawn(screen: Parameters<typeof drawGrid>[1], frames: readonly Frame[] = ['G']) {
    const labels: { text: string; x: number; y: number }[] = []
    const grounds: number[][] = []
    const dashes: number[][] = []
    const context = new Proxy(
      {
        measureText: (text: string) => ({ width: 6 * text.length }),
        fillText: (text: string, x: number, y: number) => labels.push({ text, x, y }),
        setLineDash: (dash: number[]) => dashes.push(dash),
        fillRect: (...box: number[]) => grounds.push(box),
      } as Record<string, unknown>,
      { get: (target, name: string) => target[name] ?? vi.fn(), set: () => true },
    )
    drawGrid(context as unknown as CanvasRenderingContext2D, screen, size, frames)
    return { labels, grounds, dashes }
  }
  it('lie along the equator and the central meridian of the whole sky', () => {
    const { labels } = drawn(whole())
    const texts = labels.map(({ text }) => text)
    for (const text of ['0°', '90°', '270°', '30°', '−60°']) expect(texts).toContain(text)
  })

  it('lie at the top and left edges of a close view', () => {
    const { labels } = drawn(tangentScreen({ lon: 100, lat: 12, fov: 12 }))
    expect(labels.find(({ text }) => text === '100°')).toMatchObject({
      x: expect.closeTo(200, 3),
      y: expect.closeTo(11.5, 6),
    })
    expect(labels.find(({ text }) => text === '12°')!.x).toBeCloseTo(33, 3)
  })

  it('each have a background, and do not overlap', () => {
    for (const [screen, frames] of [
      [whole(), ['G']],
      [whole(), ['G', 'C', 'E']],
      [tangentScreen({ lon: 100, lat: 60, fov: 40 }), ['G', 'C', 'E']],
    ] as const) {
      const { labels, grounds } = drawn(screen, frames)
      expect(grounds).toHaveLength(labels.length)
      expect(labels.length).toBeGreaterThan(6)
      const overlaps = grounds.flatMap(([x, y, width, height], i) =>
        grounds
          .slice(i + 1)
          .filter(([left, top, wide]) => Math.abs(y - top) < height && left < x + width && left + wide > x),
      )
      expect(overlaps).toEqual([])
    }
  })

  it('name the frame, unless it can only be Galactic, and each frame has dashes of its own', () => {
    const { labels, dashes } = drawn(whole(), ['C'])
    expect(labels.every(({ text }) => /^[αδ] /.test(text))).toBe(true)
    expect(labels.map(({ text }) => text)).toContain('α 270°')
    expect(drawn(whole(), ['G', 'E']).labels.some(({ text }) => text === 'l 90°')).toBe(true)
    expect(dashes).toEqual([[6, 3]])
    expect(new Set(drawn(whole(), ['G', 'C', 'E']).dashes.map((dash) => dash.join())).size).toBe(3)
  })

  it('of an equatorial grid are where the frame has those positions: the celestial pole at l 122.93, b 27.13', () => {
    const screen = tangentScreen({ lon: 122.932, lat: 27.128, fov: 20 })
    const { lines } = layOutGrids(screen, size, ['C'], (text) => 6 * text.length)
    // All meridians meet at the pole, in the middle of the view.
    const ends = lines.filter(({ points }) => points.some(([x, y]) => Math.hypot(x - 200, y - 150) < 0.1))
    expect(ends).toHaveLength(12)
  })
})

it('breaks a line where it leaves the view, or wraps around the sky', () => {
  const line = [
    [0, 0],
    [10, 0],
    [390, 0],
    [380, 0],
    [NaN, NaN],
    [370, 0],
  ] as const
  expect(unbroken(line, size)).toEqual([
    [
      [0, 0],
      [10, 0],
    ],
    [
      [390, 0],
      [380, 0],
    ],
  ])
})
