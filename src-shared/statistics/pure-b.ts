import type { FlatPatch, FourierModes, Polarisation } from './bands.ts'
import { transformPlane } from './fourier-transform.ts'
import type { ComplexArray } from './fourier-transform.ts'
import { transformMasked } from './masked-transform.ts'

/**
 * Transform of the pure B modes of a patch (Smith 2006; Alonso et al. 2019, Sec. 2.3): those of k^2 B behind the mask W,
 * over k^2, to which E contributes nothing. Integrated by parts, the derivatives fall on the mask:
 *   k^2 B = 2 kx ky F[W Q] + (kx^2 - ky^2) F[W U] + 2 i kx (F[Wy Q] + F[Wx U]) + 2 i ky (F[Wx Q] - F[Wy U])
 *           - 2 F[Wxy Q] - F[(Wxx - Wyy) U].
 * The mask and its first derivative must fall to 0 smoothly; where they do not, E is left in B.
 * @returns as `transformMasked`; 0 for the mode k = 0
 */
export function pureB(patch: FlatPatch, modes: FourierModes, mask: Float64Array, { q, u }: Polarisation): ComplexArray {
  const { x, y, xy, xxMinusYy } = derivatives(patch, modes, mask)
  const [wq, wu] = transformMasked(patch, mask, q, u)
  const [xq, xu] = transformMasked(patch, x, q, u)
  const [yq, yu] = transformMasked(patch, y, q, u)
  const [mixed] = transformMasked(patch, xy, q, q)
  const [, stretched] = transformMasked(patch, xxMinusYy, q, u)
  return wq.map((_, i) => {
    const [mode, isReal] = [i >> 1, i % 2 === 0]
    const [kx, ky] = [modes.kx[mode], modes.ky[mode]]
    const square = kx * kx + ky * ky
    if (square === 0) return 0
    // i times a complex number has minus the imaginary part as its real part.
    const turned = (first: ComplexArray, second: ComplexArray, sign: number) =>
      isReal ? -(first[i + 1] + sign * second[i + 1]) : first[i - 1] + sign * second[i - 1]
    const sum =
      2 * kx * ky * wq[i] +
      (kx * kx - ky * ky) * wu[i] +
      2 * kx * turned(yq, xu, 1) +
      2 * ky * turned(xq, yu, -1) -
      2 * mixed[i] -
      stretched[i]
    return sum / square
  })
}

/** Derivatives of a periodic mask; of the Nyquist frequency, whose sign is not known, those of odd order are 0. */
function derivatives({ rows, columns }: FlatPatch, { kx, ky }: FourierModes, mask: Float64Array) {
  const spectrum = new Float64Array(2 * mask.length)
  mask.forEach((weight, i) => (spectrum[2 * i] = weight))
  transformPlane(spectrum, rows, columns, 'forward')
  const odd = (index: number, length: number) => (2 * index === length ? 0 : 1)
  const alongX = kx.map((k, i) => k * odd(i % columns, columns))
  const alongY = ky.map((k, i) => k * odd(Math.floor(i / columns), rows))
  /** @param factor real factor of each mode; `imaginary` multiplies it by i */
  const apply = (factor: (mode: number) => number, imaginary = false) => {
    const plane = spectrum.map((_, i) =>
      imaginary ? (i % 2 === 0 ? -spectrum[i + 1] : spectrum[i - 1]) * factor(i >> 1) : spectrum[i] * factor(i >> 1),
    )
    transformPlane(plane, rows, columns, 'inverse')
    return mask.map((_, i) => plane[2 * i])
  }
  return {
    x: apply((i) => alongX[i], true),
    y: apply((i) => alongY[i], true),
    xy: apply((i) => -alongX[i] * alongY[i]),
    xxMinusYy: apply((i) => ky[i] ** 2 - kx[i] ** 2),
  }
}
