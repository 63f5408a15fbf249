import { describe, expect, it } from 'vitest'
import { gridText } from '../../../src-renderer/sky/grid-style.ts'
import { inFrame } from '../../../src-renderer/sky/in-frame.ts'
import { labelHeight, layOutGrids, unbroken } from '../../../src-renderer/sky/lay-out-grids.ts'
import { plainScreen } from '../../../src-renderer/sky/plain-screen.ts'
import { viewOf } from '../../../src-renderer/sky/view-of.ts'
import { convert } from '../../../src-shared/sky/frames.ts'
import { tangentScreen } from './tangent-screen.ts'

const size = [400, 300] as const
const widthOf = (text: string) => 6 * text.length
function whole(width: number, height: number) {
  const screen = plainScreen('')
  Object.defineProperties(screen.element, { clientWidth: { value: width }, clientHeight: { value: height } })
  return screen
}

describe('a screen in another frame', () => {
  it('has its positions there, and projects positions of it', () => {
    const screen = tangentScreen({ lon: 30, lat: 12, fov: 20 })
    const equatorial = inFrame(screen, 'C')
    const [ra, dec] = convert('G', 'C', 30, 12)
    expect(equatorial.centre()).toEqual({ lon: expect.closeTo(ra, 9), lat: expect.closeTo(dec, 9) })
    const [x, y] = Array.from(equatorial.project([ra], [dec]))
    expect([x, y]).toEqual([expect.closeTo(200, 6), expect.closeTo(150, 6)])
    const at = equatorial.positionAt(200, 150)!
    expect([at.lon, at.lat]).toEqual([expect.closeTo(ra, 9), expect.closeTo(dec, 9)])
    expect(inFrame(screen, 'G')).toBe(screen)
  })

  it('has no position beyond the sky', () => {
    expect(inFrame(whole(400, 200), 'E').positionAt(2, 2)).toBeNull()
  })
})

describe('labels of grids', () => {
  it('are degrees with as many decimals as they need, and symbols where frames could be confused', () => {
    const meridian = (at: number) => ({ kind: 'meridian' as const, at, points: [] })
    expect(gridText('G', meridian(30), false)).toBe('30°')
    expect(gridText('G', meridian(0.25), true)).toBe('l 0.25°')
    expect(gridText('C', { kind: 'parallel', at: -12.5, points: [] }, false)).toBe('δ −12.5°')
  })

  it('do not overlap, and stay within the view', () => {
    const screen = tangentScreen({ lon: 100, lat: 12, fov: 12 })
    const { labels } = layOutGrids(screen, size, ['G', 'C', 'E'], widthOf)
    expect(labels.length).toBeGreaterThan(6)
    const boxes = labels.map(({ text, x, y }) => ({ left: x - widthOf(text) / 2, right: x + widthOf(text) / 2, y }))
    boxes.forEach((one, i) => {
      expect(one.left >= 0 && one.right <= 400 && one.y >= 0 && one.y <= 300).toBe(true)
      for (const other of boxes.slice(i + 1))
        expect(one.right < other.left || other.right < one.left || Math.abs(one.y - other.y) >= labelHeight).toBe(true)
    })
  })

  it('lie along the equator and the central meridian where the sky does not fill the view', () => {
    const { labels } = layOutGrids(whole(800, 400), [800, 400], ['G'], widthOf)
    const equator = labels.filter(({ y }) => Math.abs(y - 211) < 1)
    expect(equator.map(({ text }) => text)).toContain('30°')
    expect(labels.filter(({ x }) => Math.abs(x - 400) < 1).map(({ text }) => text)).toContain('60°')
  })
})

describe('lines on the screen', () => {
  it('are broken where they wrap around the edge of the sky, or leave it', () => {
    const points = [
      [10, 5],
      [20, 5],
      [390, 5],
      [395, 5],
      [NaN, NaN],
      [50, 5],
    ] as [number, number][]
    expect(unbroken(points, size)).toEqual([
      [
        [10, 5],
        [20, 5],
      ],
      [
        [390, 5],
        [395, 5],
      ],
    ])
  })
})

describe('the view of a screen as an image', () => {
  it('is as wide as the panel, also where the ellipse of a still picture is not', () => {
    expect(viewOf(whole(400, 200))).toEqual({ projection: 'MOL', lon: 0, lat: 0, fov: 360, width: 400, height: 200 })
    expect(viewOf(whole(800, 200)).fov).toBe(720)
  })
})
