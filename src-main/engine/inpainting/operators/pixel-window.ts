import { cosineModes, windowOfModes } from '../../../../src-shared/inpainting/cosine-modes.ts'
import type { ModeWindow } from '../../../../src-shared/statistics/mode-window.ts'
import { tensorflow } from '../../runtime/tensorflow.ts'
import type { GraphOperator } from './graph-operator.ts'
import { alongBothSides, onPlanes } from './planes.ts'

/**
 * A window for each channel, on patches that are continued by their mirror images: D' (W o (D X D')) D with the cosine
 * modes D. It is its own adjoint.
 * @param windows W of each channel by wave vector in radians per pixel; null for a channel that has none
 */
export function windowOperator(size: number, windows: readonly (ModeWindow | null)[]): GraphOperator {
  const { tf } = tensorflow()
  const passed = new Float32Array(windows.length * size * size).fill(1)
  windows.forEach((window, c) => window && passed.set(windowOfModes(window, size), c * size * size))
  const apply: GraphOperator['apply'] = (x, tensors) =>
    onPlanes(x, (planes) => {
      const modes = alongBothSides(tensors['operator/modes'], planes)
      return alongBothSides(tensors['operator/modes'], tf.mul(modes, tensors['operator/window']), true)
    })
  return {
    constants: {
      'operator/modes': { shape: [1, 1, size, size], values: Float32Array.from(cosineModes(size)) },
      'operator/window': { shape: [1, windows.length, size, size], values: passed },
    },
    apply,
    adjoint: apply,
  }
}
