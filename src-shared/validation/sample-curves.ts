import { smoothingScales } from '../statistics/patch-features.ts'
import type { QuartileBands } from './quartile-bands.ts'
import type { SampleStatistic, SampleStatisticName, SampleStatistics } from './sample-statistics.ts'
import { setStyles, type SetStyle } from './set-styles.ts'

/** A statistic drawn over its multipoles or thresholds. */
export interface SampleChart {
  statistic: SampleStatisticName
  title: string
  x: string
  /** Name of the y axis, and its unit given that of the patches. */
  y: string
  unit(patches: string): string
  /** Its numbers are drawn times this factor, which takes most of their slope away. */
  factor(x: number): number
}

const cubed = (unit: string) => (unit === '' ? '' : `${/^\w+$/.test(unit) ? unit : `(${unit})`}³`)

/** Bispectra and trispectrum by multipole. */
export const higherOrderCharts: readonly SampleChart[] = [
  {
    ...{ statistic: 'equilateral', title: 'Bispectrum, equilateral', x: 'multipole ℓ', y: 'ℓ⁴ B / (2π)²' },
    unit: cubed,
    factor: (l) => l ** 4 / (2 * Math.PI) ** 2,
  },
  {
    ...{ statistic: 'squeezed', title: 'Bispectrum, squeezed', x: 'multipole ℓ of the short sides', y: 'ℓ² B / 2π' },
    unit: (patches) => `${cubed(patches)} sr`.trim(),
    factor: (l) => l ** 2 / (2 * Math.PI),
  },
  {
    ...{ statistic: 'trispectrum', title: 'Trispectrum, average', x: 'multipole ℓ', y: 'excess kurtosis' },
    unit: () => '',
    factor: () => 1,
  },
]

const functionals = [
  ['v0', 'V₀', 'share of area', ''],
  ['v1', 'V₁', 'border / 4', 'px⁻¹'],
  ['v2', 'V₂', 'curvature / 2π', 'px⁻²'],
] as const

/** Minkowski functionals after smoothing at each scale, by threshold. */
export const smoothedCharts: readonly (SampleChart & { scale: number })[] = smoothingScales.flatMap((scale) =>
  functionals.map(([functional, name, y, unit]) => ({
    ...{
      statistic: `${functional}-${scale}` as const,
      scale,
      title: `${name}, smoothed by ${scale} px`,
      x: 'threshold, standard deviations',
      y,
    },
    unit: () => unit,
    factor: () => 1,
  })),
)

/** Of patches with Q and U: how polarisation is aligned with structures, and shapes of E, B and polarised intensity. */
export const polarisedCharts: readonly SampleChart[] = [
  {
    ...{
      statistic: 'alignment',
      title: 'Alignment',
      x: 'angle from the gradient of I, degrees',
      y: 'density / uniform',
    },
    unit: () => '',
    factor: () => 1,
  },
  ...(['e', 'b', 'p'] as const).flatMap((map) =>
    functionals.map(([functional, name, y, unit]) => ({
      ...{ statistic: `${map}-${functional}` as const, title: `${name} of ${map.toUpperCase()}` },
      ...{ x: 'threshold, standard deviations', y },
      unit: () => unit,
      factor: () => 1,
    })),
  ),
]

/** One set's curve: quartiles at each x. */
export interface SampleCurve extends SetStyle {
  bands: QuartileBands
}

/** Colours of further models, as indices in the palette. */
const otherColours = [2, 1, 3, 6, 5]

/**
 * The curves of one statistic: the sky, other sky, and each model.
 * @param names of the sky and of the other sky
 */
export function sampleCurves(
  { models }: SampleStatistics,
  { x, sky, floor, models: measured }: SampleStatistic,
  { factor }: Pick<SampleChart, 'factor'>,
  names: { sky: string; floor: string } = { sky: setStyles.original.name, floor: setStyles.train.name },
): SampleCurve[] {
  const curve = (style: SetStyle, bands: QuartileBands | null | undefined): SampleCurve[] => {
    if (!bands) return []
    const scaled = (values: readonly (number | null)[]) =>
      values.map((value, i) => (value === null ? null : value * factor(x[i])))
    return [{ ...style, bands: { low: scaled(bands.low), median: scaled(bands.median), high: scaled(bands.high) } }]
  }
  return [
    ...curve({ ...setStyles.original, name: names.sky }, sky),
    ...curve({ ...setStyles.train, name: names.floor }, floor?.bands),
    ...measured.flatMap(({ bands }, i) =>
      curve(
        i === 0 ? { ...setStyles.sample, name: models[0] } : { name: models[i], colour: otherColours[(i - 1) % 5] },
        bands,
      ),
    ),
  ]
}
