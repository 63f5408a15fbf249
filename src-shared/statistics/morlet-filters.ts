/** A real filter in Fourier space [rows, columns], in the order of the discrete transform. */
export interface FourierFilter {
  rows: number
  columns: number
  values: Float64Array
}

/** Kymatio divides by 2 * 3.1415 sigma^2 instead of 2 pi sigma^2; its numbers are the standard, so this is its pi. */
const gain = Math.PI / 3.1415

/** Exponents beyond which a Gaussian is below the rounding of the filter's largest value. */
const negligible = 40

/** Width of the Gaussian envelope and wave number of the wavelet at scale 0, in pixels and radians per pixel. */
const [envelope, wave] = [0.8, (3 / 4) * Math.PI]

/**
 * Morlet wavelet g(u) (e^(i xi u) - beta), periodic on the plane, in Fourier space, where it is real: two Gaussians, of
 * which beta makes the mean zero. The envelope's width is 0.8 * 2^scale pixels along the wave and angles / 4 times that
 * across, the wave number 3 pi / 4 / 2^scale (Bruna & Mallat 2013; Kymatio's Scattering2D, whose order of angles runs
 * clockwise from the one before pi / 2).
 * @param angle 0 ... angles - 1
 */
export function morletWavelet(
  rows: number,
  columns: number,
  { scale, angle, angles }: { scale: number; angle: number; angles: number },
): FourierFilter {
  const direction = ((Math.trunc(angles / 2 - 1) - angle) * Math.PI) / angles
  const [cos, sin] = [Math.cos(direction), Math.sin(direction)]
  const sigma = envelope * 2 ** scale
  const xi = wave / 2 ** scale
  const across = angles / 4
  /** Periods on each side that reach into the plane. */
  const reach = reachOf(sigma * Math.min(1, across), xi)
  /** A Gaussian around the wave vector of length `shift`, summed over the periods of the plane. */
  const folded = (kRow: number, kColumn: number, shift: number) => {
    let sum = 0
    for (let i = -reach; i <= reach; i++) {
      for (let j = -reach; j <= reach; j++) {
        const x = kRow + 2 * Math.PI * i
        const y = kColumn + 2 * Math.PI * j
        const along = x * cos + y * sin - shift
        const beside = across * (y * cos - x * sin)
        const exponent = (sigma ** 2 / 2) * (along * along + beside * beside)
        if (exponent < negligible) sum += Math.exp(-exponent)
      }
    }
    return sum
  }
  const beta = folded(0, 0, xi) / folded(0, 0, 0)
  const values = new Float64Array(rows * columns)
  for (let row = 0, at = 0; row < rows; row++) {
    const kRow = waveNumber(row, rows)
    for (let column = 0; column < columns; column++, at++) {
      const kColumn = waveNumber(column, columns)
      values[at] = gain * (folded(kRow, kColumn, xi) - beta * folded(kRow, kColumn, 0))
    }
  }
  return { rows, columns, values }
}

/**
 * One axis of the low-pass filter of width 0.8 * 2^(scales - 1) pixels, in Fourier space; the filter is the product of
 * two of them.
 */
export function lowPass(length: number, scales: number): Float64Array {
  const sigma = envelope * 2 ** (scales - 1)
  const reach = reachOf(sigma, 0)
  return Float64Array.from({ length }, (_, i) => {
    let sum = 0
    for (let period = -reach; period <= reach; period++)
      sum += Math.exp((-(sigma ** 2) / 2) * (waveNumber(i, length) + 2 * Math.PI * period) ** 2)
    return Math.sqrt(gain) * sum
  })
}

/** Periods of 2 pi on each side whose Gaussians, around 0 or `shift`, are not negligible between -pi and pi. */
const reachOf = (sigma: number, shift: number) =>
  Math.max(0, Math.ceil((Math.sqrt(2 * negligible) / sigma + shift - Math.PI) / (2 * Math.PI)))

/** Radians per pixel of a mode, -pi to pi. */
const waveNumber = (index: number, length: number) =>
  (2 * Math.PI * (index < length / 2 ? index : index - length)) / length
