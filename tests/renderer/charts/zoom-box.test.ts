import { ref } from 'vue'
import { describe, expect, it, vi } from 'vitest'
import { useZoomBox, type View } from '../../../src-renderer/charts/use-zoom-box.ts'

/** A plot at (100, 50) whose axes count its pixels, y upwards from 0 at 200. */
const plot = { getBoundingClientRect: () => ({ left: 100, top: 50 }) } as HTMLElement
const at = (clientX: number, clientY: number, button = 0) => ({ clientX, clientY, button }) as PointerEvent

function box() {
  const zoom = vi.fn<(view: View) => void>()
  return { zoom, ...useZoomBox(ref(plot), (x, y) => [x, 200 - y], zoom) }
}

describe('a box dragged over a chart', () => {
  it('zooms to the values inside it, whichever corner the drag started from', () => {
    for (const [from, to] of [
      [at(110, 60), at(160, 150)],
      [at(160, 150), at(110, 60)],
      [at(110, 150), at(160, 60)],
    ]) {
      const { begin, stretch, end, zoom } = box()
      begin(from)
      stretch(to)
      end()
      expect(zoom).toHaveBeenCalledExactlyOnceWith({ x: [10, 60], y: [100, 190] })
    }
  })

  it('is drawn during the drag', () => {
    const { begin, stretch, end, boxStyle } = box()
    expect(boxStyle.value).toBeNull()
    begin(at(160, 150))
    stretch(at(110, 60))
    expect(boxStyle.value).toEqual({ left: '10px', top: '10px', width: '50px', height: '90px' })
    end()
    expect(boxStyle.value).toBeNull()
  })

  it('does not zoom after a click, a cancelled drag, or a drag with another button', () => {
    const click = box()
    click.begin(at(110, 60))
    click.stretch(at(115, 160))
    click.end()
    const cancelled = box()
    cancelled.begin(at(110, 60))
    cancelled.stretch(at(160, 160))
    cancelled.cancel()
    cancelled.end()
    const right = box()
    right.begin(at(110, 60, 2))
    right.stretch(at(160, 160))
    right.end()
    for (const { zoom } of [click, cancelled, right]) expect(zoom).not.toHaveBeenCalled()
  })
})
