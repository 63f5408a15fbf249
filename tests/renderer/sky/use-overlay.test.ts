// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h, nextTick, ref, shallowRef } from 'vue'
import type { SkyScreen } from '../../../src-renderer/sky/sky-screen.ts'

const drawOutlines = vi.fn()
vi.mock('../../../src-renderer/sky/draw-outlines.ts', () => ({ drawOutlines }))
const { useOverlay } = await import('../../../src-renderer/sky/use-overlay.ts')

let next: FrameRequestCallback | null = null
const frame = () => next?.(0)
beforeEach(() => {
  drawOutlines.mockClear()
  vi.stubGlobal('requestAnimationFrame', (run: FrameRequestCallback) => ((next = run), 1))
  vi.stubGlobal('cancelAnimationFrame', () => (next = null))
})
afterEach(() => vi.unstubAllGlobals())

function begin(fov = 60) {
  const size = { clientWidth: 400, clientHeight: 200, width: 0, height: 0 }
  const sheet = { ...size, style: { visibility: '' }, getContext: () => ({ scale: vi.fn() }) }
  const canvas = shallowRef(sheet as unknown as HTMLCanvasElement)
  const at = { zoom: 1, isRough: false }
  const sky = {
    centre: () => ({ lon: 0, lat: 0 }),
    fov: () => fov,
    widest: () => 360,
    isRough: () => at.isRough,
    project: (lon: ArrayLike<number>) => Array.from(lon, (l) => l * at.zoom),
    wholeSky: vi.fn(),
  }
  const patches = ref(1)
  const moved = vi.fn()
  const overlay = () => ({ patches: [], width: patches.value, selected: null, square: null, grid: [], shapes: null })
  const component = defineComponent(() => {
    useOverlay(canvas, shallowRef(sky as unknown as SkyScreen), overlay, moved)
    return () => h('i')
  })
  return { wrapper: mount(component), sheet, at, sky, patches, moved }
}

describe('the overlay of the sky', () => {
  it('is redrawn only when the view moves', () => {
    const { at, moved } = begin()
    frame()
    frame()
    expect(drawOutlines).toHaveBeenCalledTimes(1)
    at.zoom = 2
    frame()
    expect(drawOutlines).toHaveBeenCalledTimes(2)
    expect(moved).toHaveBeenCalledTimes(2)
  })

  it('is redrawn when its content changes', async () => {
    const { patches, moved } = begin()
    frame()
    moved.mockClear()
    patches.value = 5
    await nextTick()
    frame()
    expect(drawOutlines).toHaveBeenLastCalledWith(
      expect.anything(),
      expect.objectContaining({ width: 5 }),
      expect.anything(),
    )
    expect(moved).not.toHaveBeenCalled()
  })

  it('is hidden while the sky is drawn with fewer pixels, and drawn again after', () => {
    const { at, sheet, moved } = begin()
    frame()
    Object.assign(at, { zoom: 2, isRough: true })
    frame()
    expect(sheet.style.visibility).toBe('hidden')
    expect(drawOutlines).toHaveBeenCalledTimes(1)
    expect(moved).toHaveBeenCalledTimes(2)
    at.isRough = false
    frame()
    expect(sheet.style.visibility).toBe('')
    expect(drawOutlines).toHaveBeenCalledTimes(2)
  })

  it('keeps the whole sky in view when its panel is resized, and a close view in place', () => {
    for (const [fov, calls] of [
      [360, 1],
      [60, 0],
    ]) {
      const { sheet, sky } = begin(fov)
      frame()
      sheet.clientHeight = 150
      frame()
      frame()
      expect(sky.wholeSky).toHaveBeenCalledTimes(calls)
    }
  })

  it('is no longer drawn once the view is unmounted', () => {
    begin().wrapper.unmount()
    expect(next).toBeNull()
  })
})
