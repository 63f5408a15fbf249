import type { PairSpectra } from './flat-sky-spectrum.ts'

/** How a second map follows a first one, band by band. */
export interface SpectrumComparison {
  /** Power of the second over power of the first. */
  ratio: Float64Array
  /** Cross spectrum over the root of both powers: 1 where the maps are the same but for a factor. */
  correlation: Float64Array
}

/** Both are NaN where the scatter of decoupled band powers leaves one of the maps no positive power. */
export function compareSpectra({ first, second, cross }: PairSpectra): SpectrumComparison {
  const sound = (band: number) => first[band] > 0 && second[band] > 0
  return {
    ratio: first.map((power, band) => (sound(band) ? second[band] / power : NaN)),
    correlation: cross.map((power, band) => (sound(band) ? power / Math.sqrt(first[band] * second[band]) : NaN)),
  }
}

/**
 * The multipole where values fall below a level for the first time, linear between the middles of bands: the scale to
 * which a reconstruction holds half of the power. Bands without a value are passed over.
 * @returns null where they never fall below it; the first middle where they begin below it
 */
export function fallsBelow(ell: ArrayLike<number>, values: ArrayLike<number>, level = 0.5): number | null {
  let before = -1
  for (let band = 0; band < values.length; band++) {
    if (Number.isNaN(values[band])) continue
    if (values[band] < level) {
      if (before < 0) return ell[band]
      const share = (values[before] - level) / (values[before] - values[band])
      return ell[before] + share * (ell[band] - ell[before])
    }
    before = band
  }
  return null
}
