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

/** A patch [size, size] seen through a Gaussian beam of this full width at half maximum in pixels. */
export function throughBeam(patch: Float32Array, size: number, fwhm: number): Float32Array {
  const matrix = beamMatrix(size, fwhm)
  // The transpose of B X'; applied twice, it gives B X B'.
  const alongColumns = (x: Float32Array) => {
    const y = new Float32Array(size * size)
    for (let row = 0; row < size; row++) {
      for (let i = 0; i < size; i++) {
        let sum = 0
        for (let j = 0; j < size; j++) sum += matrix[i * size + j] * x[row * size + j]
        y[i * size + row] = sum
      }
    }
    return y
  }
  return alongColumns(alongColumns(patch))
}
