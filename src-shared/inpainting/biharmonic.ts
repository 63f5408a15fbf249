import { solveInEnvelope } from '../linear/envelope-cholesky.ts'

/**
 * Biharmonic fill (Damelin & Hoang 2018; scikit-image's inpaint_biharmonic): in the hole, the Laplacian of the Laplacian
 * is 0, on the five-point stencil, with the patch reflected at its edges. The surface meets its border smoothly in value
 * and slope, and may overshoot in a wide hole. The equations are solved exactly.
 * @param data [size, size] in any unit; never read in the hole
 * @param mask [size, size], 1 = observed, 0 = hole; at least one pixel observed
 * @returns [size, size], the data where observed
 */
export function biharmonic(data: ArrayLike<number>, mask: Uint8Array, size: number): Float64Array {
  const filled = Float64Array.from(data)
  const holes = [...mask.keys()].filter((i) => mask[i] === 0)
  const unknown = new Int32Array(mask.length).fill(-1)
  holes.forEach((pixel, k) => (unknown[pixel] = k))
  // Relative to one observed value, so that a level far from 0 costs no digits.
  const level = filled[mask.indexOf(1)]
  const border = new Float64Array(holes.length)
  const rows = holes.map((pixel, k) => {
    const entries: [number, number][] = []
    for (const [other, weight] of bilaplacian(pixel, size)) {
      if (unknown[other] < 0) border[k] -= weight * (filled[other] - level)
      else if (unknown[other] <= k) entries.push([unknown[other], weight])
    }
    return entries
  })
  const x = solveInEnvelope(rows, border)
  holes.forEach((pixel, k) => (filled[pixel] = level + x[k]))
  return filled
}

/** Weights of the pixels in the Laplacian of the Laplacian at a pixel. */
function bilaplacian(pixel: number, size: number): Map<number, number> {
  const weights = new Map<number, number>()
  for (const [middle, outer] of laplacian(pixel, size)) {
    for (const [other, inner] of laplacian(middle, size)) weights.set(other, (weights.get(other) ?? 0) + outer * inner)
  }
  return weights
}

/** Weights of the pixels in the Laplacian at a pixel. A reflected pixel is the pixel itself, so that it adds nothing. */
function laplacian(pixel: number, size: number): [number, number][] {
  const column = pixel % size
  const neighbours = [
    column > 0 && pixel - 1,
    column < size - 1 && pixel + 1,
    pixel >= size && pixel - size,
    pixel < size * (size - 1) && pixel + size,
  ].filter((other) => other !== false)
  return [[pixel, -neighbours.length], ...neighbours.map((other): [number, number] => [other, 1])]
}
