import { z } from 'zod'
import { extremaScales, smoothingScales } from '../statistics/patch-features.ts'
import { quartileBandsSchema } from './quartile-bands.ts'

/**
 * How the distance of two sets is measured: Kolmogorov-Smirnov for one number per patch; the root of the energy
 * coefficient for several (`energyDistance`); or the difference of one number per set from its best value. The first two
 * go from 0 to 1.
 */
export type DistanceMeasure = 'ks' | 'energy' | 'difference'

/** A statistic by which sets of patches are told apart. */
interface StatisticKind {
  label: string
  measure: DistanceMeasure
  /** What its numbers belong to, if it has several. */
  along?: 'value' | 'multipole' | 'threshold' | 'scale' | 'pair' | 'angle' | 'class'
}

const functionals = [
  ['v0', 'V₀ (area)'],
  ['v1', 'V₁ (border)'],
  ['v2', 'V₂ (curvature)'],
] as const

type ShapeName =
  | 'v0'
  | 'v1'
  | 'v2'
  | `v${0 | 1 | 2}-${(typeof smoothingScales)[number]}`
  | `${'peaks' | 'minima'}-${(typeof extremaScales)[number]}`

const smoothed = (scale: number) => (scale === 0 ? '' : `, smoothed by ${scale} px`)
const ofThresholds = (names: readonly (readonly [string, string])[]) =>
  Object.fromEntries(
    names.map(([name, label]) => [name, { label, measure: 'energy', along: 'threshold' } satisfies StatisticKind]),
  )
/** Minkowski functionals of the patches as they are and smoothed, peaks and minima. */
const shapes = ofThresholds([
  ...functionals,
  ...smoothingScales.flatMap((scale) =>
    functionals.map(([name, label]) => [`${name}-${scale}`, `${label}${smoothed(scale)}`] as const),
  ),
  ...extremaScales.flatMap((scale) =>
    (['peaks', 'minima'] as const).map((name) => [`${name}-${scale}`, `${name}${smoothed(scale)}`] as const),
  ),
]) as Record<ShapeName, StatisticKind>

const polarisedMaps = [
  ['e', 'E modes'],
  ['b', 'B modes'],
  ['p', 'polarised intensity'],
] as const
/** What only patches with Q and U have; the first two with I alone. */
const polarised = {
  fraction: { label: 'intensity and polarisation fraction', measure: 'energy', along: 'class' },
  alignment: { label: 'alignment of polarisation and structures', measure: 'energy', along: 'angle' },
  ...(ofThresholds(
    polarisedMaps.flatMap(([map, of]) => functionals.map(([name, label]) => [`${map}-${name}`, `${label}, ${of}`])),
  ) as Record<`${'e' | 'b' | 'p'}-v${0 | 1 | 2}`, StatisticKind>),
} satisfies Record<string, StatisticKind>

/** All statistics by name; docs/statistics.md defines them. */
export const statisticKinds = {
  skewness: { label: 'skewness of the pixels', measure: 'ks' },
  kurtosis: { label: 'kurtosis of the pixels', measure: 'ks' },
  histogram: { label: 'histogram of the pixels', measure: 'energy', along: 'value' },
  'spectrum-low': { label: 'C(ℓ), lower third', measure: 'energy', along: 'multipole' },
  'spectrum-middle': { label: 'C(ℓ), middle third', measure: 'energy', along: 'multipole' },
  'spectrum-high': { label: 'C(ℓ), upper third', measure: 'energy', along: 'multipole' },
  equilateral: { label: 'bispectrum, equilateral', measure: 'energy', along: 'multipole' },
  squeezed: { label: 'bispectrum, squeezed', measure: 'energy', along: 'multipole' },
  trispectrum: { label: 'trispectrum, average', measure: 'energy', along: 'multipole' },
  ...shapes,
  'scattering-strength': { label: 'wavelet scattering, s₁', measure: 'energy', along: 'scale' },
  'scattering-sparsity': { label: 'wavelet scattering, sparsity s₂₁', measure: 'energy', along: 'pair' },
  'scattering-shape': { label: 'wavelet scattering, shape s₂₂', measure: 'energy', along: 'pair' },
  ...polarised,
  coverage: { label: 'coverage of the sky by nearest neighbours', measure: 'difference' },
  density: { label: 'density where the sky is', measure: 'difference' },
  classifier: { label: 'accuracy of a classifier, from ½', measure: 'difference' },
} satisfies Record<string, StatisticKind>
export type SampleStatisticName = keyof typeof statisticKinds
/** Those that are one number of a whole set. */
export type SetStatisticName = 'coverage' | 'density' | 'classifier'
/** Those of E and B modes and of polarisation, measured of all channels together. */
export type PolarisedStatisticName = keyof typeof polarised
export const polarisedStatisticNames = Object.keys(polarised) as PolarisedStatisticName[]
export const sampleStatisticNames = Object.keys(statisticKinds) as SampleStatisticName[]

/**
 * A set's distance from the sky, null if it has none; the distance that chance alone would make between as many patches
 * of one distribution; and the quartiles of the statistic's numbers over the patches (of a number of the whole
 * set, the number alone, as their median).
 */
const measuredSetSchema = z.object({
  distance: z.number().nullable(),
  chance: z.number().nullable(),
  bands: quartileBandsSchema.nullable(),
})

export const sampleStatisticSchema = z.object({
  name: z.enum(sampleStatisticNames),
  /** Multipoles, thresholds or values that its numbers belong to; none for a single number. */
  x: z.array(z.number()),
  sky: quartileBandsSchema.nullable(),
  /** Other sky against the sky: what a perfect model would reach. Null without such a set. */
  floor: measuredSetSchema.nullable(),
  /** In the order of the models' names. */
  models: z.array(measuredSetSchema),
})
export type SampleStatistic = z.infer<typeof sampleStatisticSchema>

/** What tells the samples of one or more models from the sky. */
export const sampleStatisticsSchema = z.object({
  models: z.array(z.string()),
  statistics: z.array(sampleStatisticSchema),
})
export type SampleStatistics = z.infer<typeof sampleStatisticsSchema>
