import { describe, expect, it, vi } from 'vitest'
import { canvasResolution } from '../../../src-renderer/sky/canvas-resolution.ts'

function stage() {
  const canvas = document.createElement('canvas')
  ;[canvas.width, canvas.height] = [900, 601]
  const gl = { SCISSOR_BOX: 1, getParameter: () => Int32Array.of(0, 75, 900, 450), viewport: vi.fn(), scissor: vi.fn() }
  canvas.getContext = (() => gl) as never
  return { canvas, gl, resolution: canvasResolution(() => canvas), size: () => [canvas.width, canvas.height] }
}

describe('drawing with fewer pixels', () => {
  it('halves the canvas, its viewport and its scissor box, once, and restores them', () => {
    const { resolution, size, gl } = stage()
    resolution.lower()
    resolution.lower()
    expect(size()).toEqual([450, 301])
    expect(gl.viewport.mock.calls).toEqual([[0, 0, 450, 301]])
    expect(gl.scissor.mock.calls).toEqual([[0, 38, 450, 225]])
    resolution.restore()
    expect(size()).toEqual([900, 601])
    expect(gl.viewport).toHaveBeenLastCalledWith(0, 0, 900, 601)
    expect(gl.scissor).toHaveBeenLastCalledWith(0, 75, 900, 450)
  })

  it('leaves a canvas that was resized meanwhile as it is', () => {
    const { canvas, resolution, size } = stage()
    resolution.lower()
    ;[canvas.width, canvas.height] = [700, 500]
    resolution.restore()
    expect(size()).toEqual([700, 500])
  })

  it('does nothing without a canvas', () => {
    const resolution = canvasResolution(() => null)
    expect(() => (resolution.lower(), resolution.restore())).not.toThrow()
  })
})
