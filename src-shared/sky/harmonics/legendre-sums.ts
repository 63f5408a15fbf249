/** Coefficients a_lm of one m, for l = m, m + 1, ..., lMax. */
export interface Coefficients {
  re: Float64Array
  im: Float64Array
}

/** Functions are kept as multiples of a power of this; one times this to the power -1 is lost in rounding. */
const scale = 1e100
const most = 1e50

/**
 * Sums over l of a_lm lambda_lm, the Legendre functions normalised as in spherical harmonics, at colatitudes of both
 * hemispheres. The functions come from the three-term recurrence in l, which is stable upwards; where it begins below
 * the smallest number, as near the poles for large m, it is rescaled (Reinecke 2011, arXiv:1106.5313, Sec. 3).
 */
export function legendreSums(lMax: number, m: number) {
  // lambda_l = up_l (cos(theta) lambda_(l-1) - lambda_(l-2) / up_(l-1))
  const up = new Float64Array(lMax + 3 - m)
  for (let l = m + 1; l <= lMax; l++) up[l - m] = Math.sqrt((4 * l * l - 1) / (l * l - m * m))
  const back = up.map((factor, i) => (i < 2 ? 0 : factor / up[i - 1]))
  let logFactor = -0.5 * Math.log(4 * Math.PI)
  for (let k = 1; k <= m; k++) logFactor += 0.5 * Math.log((2 * k + 1) / (2 * k))
  const last = lMax - m

  /**
   * @param theta colatitude, above 0 and at most pi / 2
   * @param out the sum there, and that at pi - theta: [re, im, re, im]
   */
  return ({ re, im }: Coefficients, theta: number, out: Float64Array): void => {
    const [cos, sin] = [Math.cos(theta), Math.sin(theta)]
    // Where m is this large, no function up to lMax is of any size (Reinecke & Seljebotn 2013, arXiv:1303.4945, Sec. 3.3).
    if (m > lMax * sin + Math.max(100, 0.01 * lMax)) return void out.fill(0)
    const logFirst = logFactor + m * Math.log(sin)
    let power = Math.min(0, Math.round(logFirst / Math.log(scale)))
    let here = Math.exp(logFirst - power * Math.log(scale))
    let before = 0
    let i = 0
    while (power < 0) {
      if (i === last) return void out.fill(0)
      i++
      const next = up[i] * cos * here - back[i] * before
      before = here
      here = next
      if (Math.abs(here) > most) {
        before /= scale
        here /= scale
        power++
      }
    }
    // lambda_lm(pi - theta) = (-1)^(l + m) lambda_lm(theta)
    let [evenRe, evenIm, oddRe, oddIm] = [0, 0, 0, 0]
    if (i % 2 === 1) {
      oddRe = re[i] * here
      oddIm = im[i] * here
      const next = up[i + 1] * cos * here - back[i + 1] * before
      before = here
      here = next
      i++
    }
    for (; i <= last; i += 2) {
      evenRe += re[i] * here
      evenIm += im[i] * here
      before = up[i + 1] * cos * here - back[i + 1] * before
      if (i === last) break
      oddRe += re[i + 1] * before
      oddIm += im[i + 1] * before
      here = up[i + 2] * cos * before - back[i + 2] * here
    }
    out[0] = evenRe + oddRe
    out[1] = evenIm + oddIm
    out[2] = evenRe - oddRe
    out[3] = evenIm - oddIm
  }
}
