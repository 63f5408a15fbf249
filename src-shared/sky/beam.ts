/**
 * A Gaussian beam along one side of a patch: row i holds the weights of all pixels in pixel i, with sum 1. At the
 * border the beam is cut off and renormalised, so that a constant patch is unchanged.
 * @param fwhm full width at half maximum in pixels
 * @returns B, row-major [size, size]; a patch X seen through the beam is B X B'
 */
export function beamMatrix(size: number, fwhm: number): Float32Array {
  const matrix = new Float32Array(size * size)
  for (let i = 0; i < size; i++) {
    const weights = Array.from({ length: size }, (_, j) => 2 ** -(((2 * (i - j)) / fwhm) ** 2))
    const sum = weights.reduce((total, weight) => total + weight, 0)
    weights.forEach((weight, j) => (matrix[i * size + j] = weight / sum))
  }
  return matrix
}
