import type { ModeWindow } from '../statistics/mode-window.ts'

/**
 * The orthonormal cosines in which a side of a patch is expanded if it is continued by its mirror image (DCT-II): row k
 * has sqrt(2 / size) cos(pi k (i + 1/2) / size), and sqrt(1 / size) for k = 0.
 * @returns D, row-major [size, size]: the modes of a patch X are D X D'
 */
export function cosineModes(size: number): Float64Array {
  return Float64Array.from({ length: size * size }, (_, at) => {
    const [k, i] = [Math.floor(at / size), at % size]
    return Math.sqrt((k === 0 ? 1 : 2) / size) * Math.cos((Math.PI * k * (i + 0.5)) / size)
  })
}

/**
 * What a window passes of each of these modes, [size, size].
 * @param window by wave vector in radians per pixel
 */
export const windowOfModes = (window: ModeWindow, size: number): Float64Array =>
  Float64Array.from({ length: size * size }, (_, at) => {
    return window((Math.PI * (at % size)) / size, (Math.PI * Math.floor(at / size)) / size)
  })
