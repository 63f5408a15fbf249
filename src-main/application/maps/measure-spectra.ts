import {
  createFieldEstimator,
  symmetric,
  type FieldEstimator,
  type NamedPowers,
} from '../../../src-shared/statistics/field-spectra.ts'
import { instrumentWindow } from '../../../src-shared/statistics/mode-window.ts'
import { meanOf, minus, splitSpectra } from '../../../src-shared/statistics/split-spectra.ts'
import type { SkyFields } from './spectrum-fields.ts'
import { withSoundBands, type SpectrumSky } from './spectrum-sky.ts'

/** Powers [maps][bands] in the maps' unit squared times steradian, by the names of `NamedPowers`. */
export type PowerTable = Record<string, number[][]>

/** Power spectra of maps, or cross-spectra. */
export interface MeasuredSpectra {
  /** Middle of each band. */
  ell: number[]
  powers: PowerTable
  /** Per band, the power that the mask leaks from E into B, over what it leaves in E; null for intensities, and if B is purified. */
  leakage: number[] | null
  /** Of the maps; null if unknown. */
  unit: string | null
  /** Noise power: subtracted from `powers` if a noise map was given (one row); of one split, from splits. */
  noise?: PowerTable
  /** Pairs of splits, and the standard deviation over them; null for one pair. */
  pairs?: number
  scatter?: PowerTable | null
}

/** Maps of the same grid, and what to measure of them: the first that is given of `second`, `splits` and `noise`. */
export interface Measuring {
  sky: SpectrumSky
  fields: SkyFields
  second: SkyFields | null
  splits: readonly SkyFields[]
  noise: SkyFields | null
  /** Whether B is purified. */
  purify: boolean
}

/**
 * Spectra of maps with themselves, with others (`second`), between splits, or without the power of noise maps.
 * @param onEstimator is called before the maps are measured
 * @throws CirrusError refused for bands that the mask makes indistinguishable, or missing values inside the mask
 */
export const measureSpectra = (
  { sky, fields, second, splits, noise, purify }: Measuring,
  onEstimator: (estimator: FieldEstimator) => Promise<void> = () => Promise.resolve(),
): Promise<MeasuredSpectra> =>
  withSoundBands(fields.file, async () => {
    const { patch, mask, bands, instrument } = sky
    const estimator = createFieldEstimator(fields.kind, patch, mask, bands, instrumentWindow(instrument), purify)
    await onEstimator(estimator)
    const { ell, leakage, between } = estimator
    const facts = { ell, leakage: leakage && [...leakage], unit: fields.unit }
    const each = <T>(of: (index: number) => T) => Array.from({ length: fields.count }, (_, index) => of(index))
    const own = (source: SkyFields, index: number) => {
      const field = source.field(index, mask)
      return symmetric(between(field, field))
    }
    if (second) {
      const crosses = each((index) => between(fields.field(index, mask), second.field(index, mask)))
      return { ...facts, powers: table(crosses) }
    }
    if (splits.length > 0) {
      const all = each((index) =>
        splitSpectra(
          estimator,
          [fields, ...splits].map((split) => split.field(index, mask)),
        ),
      )
      const scatters = all.map(({ scatter }) => scatter).filter((scatter) => scatter !== null)
      return {
        ...facts,
        powers: table(all.map(({ mean }) => mean)),
        pairs: all[0].pairs,
        scatter: scatters.length > 0 ? table(scatters) : null,
        noise: table(all.map(({ noise }) => noise)),
      }
    }
    const powers = each((index) => own(fields, index))
    if (!noise) return { ...facts, powers: table(powers) }
    const bias = meanOf(Array.from({ length: noise.count }, (_, index) => own(noise, index)))
    return { ...facts, powers: table(powers.map((found) => minus(found, bias))), noise: table([bias]) }
  })

const table = (maps: readonly NamedPowers[]): PowerTable =>
  Object.fromEntries(Object.keys(maps[0]).map((name) => [name, maps.map((powers) => [...powers[name]])]))
