import { windowOfPixels, type Blur } from '../../../../src-shared/inpainting/blur.ts'
import { beamOperator } from './beam.ts'
import { inOrder, type GraphOperator } from './graph-operator.ts'
import { windowOperator } from './pixel-window.ts'

/**
 * What each channel is seen through: a beam, and then a pixel window, as far as there are any.
 * @param blurs of each channel; null for one that is seen directly
 */
export function blurOperator(blurs: readonly (Blur | null)[], size: number): GraphOperator {
  const beams = blurs.map((blur) => blur?.beam ?? null)
  const windows = blurs.map((blur) => blur?.pixelWindow && windowOfPixels(blur.pixelWindow, blur.pixel)).map(orNull)
  const isSome = (one: unknown) => one !== null
  return inOrder(
    ...(beams.some(isSome) ? [beamOperator(size, beams)] : []),
    ...(windows.some(isSome) ? [windowOperator(size, windows)] : []),
  )
}

const orNull = <T>(value: T | null | undefined): T | null => value ?? null
