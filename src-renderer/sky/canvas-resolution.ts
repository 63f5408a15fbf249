/** Share of the pixels along each side that are drawn while the sky is dragged on a slow machine. */
const share = 0.5

/**
 * Draws a WebGL canvas with fewer pixels for a while: its projection and its size on the page stay the same. To be
 * changed just before a frame is drawn, as it empties the canvas.
 */
export function canvasResolution(find: () => HTMLCanvasElement | null) {
  let full: { width: number; height: number; scissor: Int32Array } | null = null
  let reduced: readonly [number, number] = [0, 0]
  return {
    isLowered: () => full !== null,
    lower() {
      const canvas = find()
      const gl = canvas?.getContext('webgl2')
      if (!canvas || !gl || full) return
      full = { width: canvas.width, height: canvas.height, scissor: gl.getParameter(gl.SCISSOR_BOX) as Int32Array }
      reduced = [Math.round(share * full.width), Math.round(share * full.height)]
      ;[canvas.width, canvas.height] = reduced
      gl.viewport(0, 0, ...reduced)
      const [x, y, width, height] = Array.from(full.scissor, (pixels) => Math.ceil(share * pixels))
      gl.scissor(x, y, width, height)
    },
    restore() {
      const [canvas, before] = [find(), full]
      full = null
      const gl = canvas?.getContext('webgl2')
      // A canvas that was resized meanwhile has all its pixels already.
      if (!canvas || !gl || !before || canvas.width !== reduced[0] || canvas.height !== reduced[1]) return
      ;[canvas.width, canvas.height] = [before.width, before.height]
      gl.viewport(0, 0, before.width, before.height)
      const [x, y, width, height] = before.scissor
      gl.scissor(x, y, width, height)
    },
  }
}
