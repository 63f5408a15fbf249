import { onMounted, onScopeDispose, watch, type ShallowRef } from 'vue'
import { drawGrid } from './draw-grid.ts'
import { drawOutlines, type Overlay } from './draw-outlines.ts'
import type { Frame } from '../../src-shared/sky/healpix/map.ts'
import { separation } from '../../src-shared/sky/position.ts'
import { drawOverlays } from './overlays/draw-overlays.ts'
import type { OverlayShapes } from './overlays/fetch-shapes.ts'
import { layOutOverlays } from './overlays/lay-out-overlays.ts'
import type { SkyScreen } from './sky-screen.ts'

/** Whether a view shows the whole sky, centred on the Galactic centre. */
export const showsWhole = (sky: SkyScreen) =>
  sky.fov() >= sky.widest() - 1 && separation(sky.centre(), { lon: 0, lat: 0 }) < 0.1

/** The screen positions of three points of the sky show whether the view moved, turned, zoomed or was resized. */
const probes = [
  [0, 120, 240],
  [10, 50, -60],
] as const

/**
 * Draws the overlay of the sky on its own canvas whenever the view or the overlay changes. While the sky is drawn with
 * fewer pixels the overlay is hidden: to lay it over the sky takes as long as the sky itself.
 * @param moved called after each frame in which the view moved
 */
export function useOverlay(
  canvas: Readonly<ShallowRef<HTMLCanvasElement | null>>,
  screen: ShallowRef<SkyScreen | null>,
  overlay: () => Overlay & { grid: readonly Frame[]; shapes: OverlayShapes | null },
  moved: () => void,
) {
  let frame = 0
  let drawn = ''
  let shape = ''
  let stale = true
  watch([overlay, screen], () => (stale = true))

  /** A view of the whole sky keeps showing all of it when its panel is resized. */
  function keepWhole(sky: SkyScreen, width: number, height: number) {
    const now = `${width} ${height}`
    if (now === shape) return
    const first = shape === ''
    shape = now
    if (first) return
    if (showsWhole(sky)) sky.wholeSky()
  }
  function draw() {
    frame = requestAnimationFrame(draw)
    const [sheet, sky] = [canvas.value, screen.value]
    if (!sheet || !sky) return
    const { clientWidth: width, clientHeight: height } = sheet
    keepWhole(sky, width, height)
    const fov = sky.fov()
    const isRough = sky.isRough()
    const view = [isRough, width, height, devicePixelRatio, ...Array.from(sky.project(...probes)), fov].join()
    if (!stale && view === drawn) return
    const still = view === drawn
    stale = false
    drawn = view
    if (!still) moved()
    sheet.style.visibility = isRough ? 'hidden' : ''
    if (isRough) return
    sheet.width = width * devicePixelRatio
    sheet.height = height * devicePixelRatio
    const context = sheet.getContext('2d')
    if (!context) return
    context.scale(devicePixelRatio, devicePixelRatio)
    const { grid, shapes, ...outlines } = overlay()
    if (shapes) drawOverlays(context, layOutOverlays(shapes, sky, [width, height]), [width, height])
    if (grid.length > 0) drawGrid(context, sky, [width, height], grid)
    drawOutlines(context, outlines, { project: sky.project, size: [width, height], fov })
  }
  onMounted(() => (frame = requestAnimationFrame(draw)))
  onScopeDispose(() => cancelAnimationFrame(frame))
}
