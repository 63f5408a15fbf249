import type { PatchSpectrum } from '../../../src-preload/contract/index.ts'
import type { Series } from '../../charts/series.ts'

/** C(l), or D(l) = l (l + 1) C(l) / 2 pi at the middle of each band. */
export type SpectrumForm = 'cl' | 'dl'

export function spectrumCurve({ ell, power }: Pick<PatchSpectrum, 'ell' | 'power'>, form: SpectrumForm): Series {
  const y = form === 'cl' ? power : power.map((value, i) => (ell[i] * (ell[i] + 1) * value) / (2 * Math.PI))
  return { name: form === 'cl' ? 'C(ℓ)' : 'D(ℓ)', x: ell, y, colour: 0, bold: true }
}

/** Unit of the powers: the maps' squared, or the product of two, times steradian for C(l). */
export function spectrumUnit(
  { unit, secondUnit }: Pick<PatchSpectrum, 'unit' | 'secondUnit'>,
  form: SpectrumForm,
): string {
  const squared = secondUnit === null ? `(${unit})^2` : `${unit} ${secondUnit}`
  return form === 'cl' ? `${squared} sr` : squared
}
