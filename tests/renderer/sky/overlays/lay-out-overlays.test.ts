import { describe, expect, it } from 'vitest'
import type { OverlayShapes } from '../../../../src-renderer/sky/overlays/fetch-shapes.ts'
import { layOutOverlays } from '../../../../src-renderer/sky/overlays/lay-out-overlays.ts'
import { overlaysSvg } from '../../../../src-renderer/sky/overlays/overlays-svg.ts'
import { drawOverlays } from '../../../../src-renderer/sky/overlays/draw-overlays.ts'
import { cutArea } from '../../../../src-renderer/sky/overlays/shapes.ts'
import { viewOf } from '../../../../src-renderer/sky/view-of.ts'
import { plainScreen } from '../../../../src-renderer/sky/plain-screen.ts'
import { tangentScreen } from '../tangent-screen.ts'

const size = [400, 300] as const
function close(lon = 0, lat = 0) {
  const screen = tangentScreen({ lon, lat, fov: 20 })
  Object.defineProperties(screen.element, { clientWidth: { value: 400 }, clientHeight: { value: 300 } })
  return screen
}
const none = (screen: Parameters<typeof viewOf>[0]): OverlayShapes => ({
  ...{ view: viewOf(screen), mask: [], cut: [], cutLat: null, levels: [], contours: [], segments: [] },
  ...{ drapery: null, strength: 0.4, frame: 'G' as const, failures: [] },
})
const cut = (screen: ReturnType<typeof close>, at = 5): OverlayShapes => ({
  ...none(screen),
  cut: cutArea(viewOf(screen), at),
  cutLat: at,
})
const line = (lon: number[], lat: number[]) => ({ xy: [], lon: Float64Array.from(lon), lat: Float64Array.from(lat) })

describe('overlays laid out on a screen', () => {
  it('are nothing if none is on', () => {
    expect(layOutOverlays(none(close()), close(), size)).toEqual({ drapery: null, areas: [], lines: [], edge: null })
  })

  it('have the borders of a latitude cut as dashed lines', () => {
    const { lines, areas } = layOutOverlays(cut(close()), close(), size)
    expect(areas.map(({ hatch }) => hatch)).toEqual(['falling'])
    const [borders] = lines
    expect(borders.dash.length).toBe(2)
    // 20 pixels per degree: above and below the middle.
    const near = borders.pieces.map((piece) =>
      piece.reduce((a, b) => (Math.abs(a[0] - 200) < Math.abs(b[0] - 200) ? a : b)),
    )
    expect(near.map(([, y]) => Math.round(y)).sort((a, b) => a - b)).toEqual([50, 250])
  })

  it('move along with the sky until they are computed for the new view', () => {
    const shapes = cut(close())
    const top = (screen: ReturnType<typeof close>) =>
      Math.min(
        ...layOutOverlays(shapes, screen, size)
          .areas[0].rings.flat()
          .map(([, y]) => y),
      )
    // A degree northwards: the sky moves down by 20 pixels.
    expect(Math.abs(top(close(0, 1)) - top(close()) - 20)).toBeLessThan(1)
  })

  it('are broken at the edge of a Mollweide view, and areas kept within it', () => {
    const screen = plainScreen('')
    Object.defineProperties(screen.element, { clientWidth: { value: 400 }, clientHeight: { value: 200 } })
    const shapes = { ...none(screen), levels: [1], contours: [[line([178, 179, 181, 182], [10, 10, 10, 10])]] }
    const { lines, edge } = layOutOverlays(shapes, screen, [400, 200])
    expect(lines[0].pieces.map((piece) => piece.length)).toEqual([2, 2])
    expect(edge).toEqual([200, 100])
  })

  it('draw higher levels bolder, and leave out what is behind the sky', () => {
    const low = line([359, 0, 1], [0, 0, 0])
    const behind = line([180, 181], [0, 0])
    const shapes = { ...none(close()), levels: [1, 2, 3], contours: [[low], [behind], [low]] }
    const { lines } = layOutOverlays(shapes, close(), size)
    expect(lines).toHaveLength(2)
    expect(lines[1].width).toBeGreaterThan(lines[0].width)
  })

  it('have a drapery over the view that it was computed for, with the strength chosen', () => {
    const texture = { width: 400, height: 300, pixels: new Uint8ClampedArray(480_000) }
    const shapes = { ...none(close()), drapery: texture, strength: 0.7 }
    expect(layOutOverlays(shapes, close(), size).drapery).toEqual({ texture, strength: 0.7 })
    // It would lie still on a moving sky.
    expect(layOutOverlays(shapes, close(0, 1), size).drapery).toBeNull()
  })

  it('drop rings that the edge of the sky tears while it moves', () => {
    const screen = plainScreen('')
    Object.defineProperties(screen.element, { clientWidth: { value: 400 }, clientHeight: { value: 200 } })
    const torn = line([170, 190, 190, 170, 170], [0, 0, 10, 10, 0])
    const shapes = { ...none(screen), mask: [torn], view: { ...viewOf(screen), lon: 90 } }
    expect(layOutOverlays(shapes, screen, [400, 200]).areas).toEqual([])
  })
})

describe('overlays as SVG', () => {
  const shapes = { ...cut(close()), levels: [1], contours: [[line([359, 1], [0, 0])]] }
  const page = new DOMParser().parseFromString(
    `<svg xmlns="http://www.w3.org/2000/svg">${overlaysSvg(layOutOverlays(shapes, close(), size), size)}</svg>`,
    'image/svg+xml',
  )
  it('are paths with a hatching, not pixels', () => {
    expect(page.querySelectorAll('image')).toHaveLength(0)
    expect(page.querySelectorAll('pattern')).toHaveLength(1)
    expect(page.querySelectorAll('g[fill-rule="evenodd"] path')).toHaveLength(2)
    expect(page.querySelectorAll('g[fill="none"]')).toHaveLength(2)
  })

  it('clip areas to the edge of the sky', () => {
    const ring = [{ hatch: 'rising' as const, rings: [[[0, 0] as const, [9, 0] as const, [0, 9] as const]] }]
    expect(overlaysSvg({ drapery: null, areas: ring, lines: [], edge: [200, 100] }, size)).toContain(
      'rx="200.0" ry="100.0"',
    )
    expect(overlaysSvg({ drapery: null, areas: [], lines: [], edge: [200, 100] }, size)).toBe('')
  })
})

describe('a drapery', () => {
  const texture = { width: 4, height: 3, pixels: new Uint8ClampedArray(48) }
  const laidOut = { drapery: { texture, strength: 0.7 }, areas: [], lines: [], edge: [200, 100] as const }

  it('is an embedded image in SVG, clipped to the sky', () => {
    const svg = overlaysSvg(laidOut, size)
    expect(svg).toContain('<g clip-path="url(#sky-edge)" opacity="0.7"><image width="400" height="300"')
    expect(svg).toContain('<clipPath id="sky-edge">')
  })

  it('is stretched over the view on a canvas, as opaque as chosen', () => {
    const drawn: unknown[] = []
    const context = {
      ...{ save() {}, restore() {}, beginPath() {}, ellipse() {}, clip() {}, setLineDash() {}, globalAlpha: 1 },
      drawImage(picture: HTMLCanvasElement, ...place: number[]) {
        drawn.push([picture.width, picture.height], place, this.globalAlpha)
      },
    }
    drawOverlays(context as unknown as CanvasRenderingContext2D, laidOut, size)
    expect(drawn).toEqual([[4, 3], [0, 0, 400, 300], 0.7])
  })
})

describe('overlays drawn on a canvas', () => {
  it('fill areas by the even-odd rule inside the edge, and stroke each line over its dark border', () => {
    const calls: unknown[][] = []
    const context = new Proxy({} as Record<string, unknown>, {
      get: (kept, name: string) => kept[name] ?? ((...given: unknown[]) => void calls.push([name, ...given])),
      set: (kept, name: string, value) => ((kept[name] = value), calls.push([`set ${name}`, value]), true),
    })
    const laidOut = layOutOverlays(cut(close()), close(), size)
    drawOverlays(context as unknown as CanvasRenderingContext2D, { ...laidOut, edge: [150, 150] }, size)
    const names = calls.map(([name]) => name)
    expect(calls).toContainEqual(['ellipse', 200, 150, 150, 150, 0, 0, 2 * Math.PI])
    expect(calls).toContainEqual(['clip', 'evenodd'])
    expect(names.filter((name) => name === 'stroke')).toHaveLength(3)
    expect(names.filter((name) => name === 'save')).toHaveLength(names.filter((name) => name === 'restore').length)
  })
})
