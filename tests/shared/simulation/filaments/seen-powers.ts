import type { FilamentSky } from '../../../../src-shared/simulation/filaments/paint-patch.ts'
import { predictedPowers, type FilamentPowers } from '../../../../src-shared/simulation/filaments/predicted-powers.ts'
import type { createSpectrumEstimator } from '../../../../src-shared/statistics/flat-sky-spectrum.ts'

const [lowest, factor, count] = [10, 1.12, 40]

/**
 * What is predicted of the bands of an estimator: to a band of steep spectra, the mask brings power of lower multipoles. The
 * spectra are interpolated between 40 multipoles.
 */
export function seenPowers(
  sky: FilamentSky,
  { expected }: Pick<ReturnType<typeof createSpectrumEstimator>, 'expected'>,
): FilamentPowers {
  const multipoles = Array.from({ length: count }, (_, k) => lowest * factor ** k)
  const powers = predictedPowers(sky, multipoles)
  const seen = (values: Float64Array) =>
    expected((ell) => {
      const place = Math.min(count - 1.001, Math.max(0, Math.log(ell / lowest) / Math.log(factor)))
      const [k, part] = [Math.floor(place), place % 1]
      return values[k] ** (1 - part) * values[k + 1] ** part
    })
  return { tt: seen(powers.tt), ee: seen(powers.ee), bb: seen(powers.bb), te: seen(powers.te) }
}
