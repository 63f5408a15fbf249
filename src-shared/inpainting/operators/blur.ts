import { windowOfPixels, type Blur } from '../blur.ts'
import { beamOperator } from './beam.ts'
import { inOrder, type LinearOperator } from './linear-operator.ts'
import { windowOperator } from './pixel-window.ts'

/** A beam and then a pixel window on patches [size, size], as far as there are any; null if there is neither. */
export function blurOperator(blur: Blur | null, size: number): LinearOperator | null {
  if (blur === null) return null
  const parts = [
    ...(blur.beam === null ? [] : [beamOperator(size, blur.beam)]),
    ...(blur.pixelWindow === null ? [] : [windowOperator(size, windowOfPixels(blur.pixelWindow, blur.pixel))]),
  ]
  return inOrder(...parts)
}
