/** Full width at half maximum over the standard deviation of a Gaussian. */
const FWHM = Math.sqrt(8 * Math.LN2)

/** The kernel ends after this many standard deviations; 6e-7 of its weight lies beyond. */
const REACH = 5

/** Width of the Gaussian that turns one beam into another; all are full widths at half maximum in the same unit. */
export const beamBetween = (own: number, target: number): number => Math.sqrt(target ** 2 - own ** 2)

/** Pixels around a picture that smoothing by a beam of this full width (pixels) reads. */
export const smoothingMargin = (fwhm: number): number => Math.ceil((REACH * fwhm) / FWHM)

/**
 * Smooths a square picture by a Gaussian, and cuts its margin off. Missing pixels (NaN) have no weight and stay missing:
 * a pixel near them is the weighted mean of those that have a value.
 * @param values [size + 2 margin]^2, the margin that of `smoothingMargin`
 * @param fwhm full width at half maximum, pixels
 * @returns [size, size]
 */
export function smoothPlane(values: Float64Array, size: number, fwhm: number): Float64Array {
  const margin = smoothingMargin(fwhm)
  const side = size + 2 * margin
  const kernel = Float64Array.from({ length: 2 * margin + 1 }, (_, k) =>
    Math.exp(-0.5 * (((k - margin) * FWHM) / fwhm) ** 2),
  )
  const sum = kernel.reduce((total, weight) => total + weight, 0)
  kernel.forEach((weight, k) => (kernel[k] = weight / sum))
  const along = (picture: Float64Array) => smoothRows(smoothRows(picture, side, kernel, size), side, kernel, size)
  if (!values.some(Number.isNaN)) return along(values)
  const smooth = along(values.map((value) => (Number.isNaN(value) ? 0 : value)))
  const weight = along(values.map((value) => (Number.isNaN(value) ? 0 : 1)))
  return smooth.map((value, i) => {
    const own = values[(Math.floor(i / size) + margin) * side + (i % size) + margin]
    return Number.isNaN(own) ? NaN : value / weight[i]
  })
}

/**
 * The convolution of each row with a kernel, where all of it lies inside, transposed.
 * @param picture [rows, side]
 * @returns [size, rows]
 */
function smoothRows(picture: Float64Array, side: number, kernel: Float64Array, size: number): Float64Array {
  const rows = picture.length / side
  const out = new Float64Array(size * rows)
  for (let row = 0; row < rows; row++)
    for (let i = 0; i < size; i++) {
      let sum = 0
      const from = row * side + i
      for (let k = 0; k < kernel.length; k++) sum += kernel[k] * picture[from + k]
      out[i * rows + row] = sum
    }
  return out
}
