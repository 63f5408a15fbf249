import type { ModeWindow } from '../../statistics/mode-window.ts'
import { cosineModes, windowOfModes } from '../cosine-modes.ts'
import type { LinearOperator } from './linear-operator.ts'
import { alongBothSides, transposed } from './matrix-on-sides.ts'

/**
 * A window on patches [size, size] that are continued by their mirror images: D' (W o (D X D')) D with the cosine modes
 * D. It is its own adjoint, and leaves a constant as it is.
 * @param window W by wave vector in radians per pixel
 */
export function windowOperator(size: number, window: ModeWindow): LinearOperator {
  const modes = cosineModes(size)
  const [toModes, fromModes] = [alongBothSides(modes, size), alongBothSides(transposed(modes, size), size)]
  const passed = windowOfModes(window, size)
  const apply = (x: ArrayLike<number>) => fromModes(toModes(x).map((value, k) => passed[k] * value))
  return { apply, adjoint: apply }
}
