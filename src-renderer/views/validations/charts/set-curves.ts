import type {
  QuartileBands,
  Quartiles,
  SetName,
  SetResults,
  UnitResults,
} from '../../../../src-shared/validation/results.ts'
import type { Mark, Series } from '../../../charts/series.ts'
import type { Measured } from '../page/measured.ts'

/** How a set of patches is named and drawn everywhere: the patches themselves in the text's colour, as in the paper. */
export const setStyles: Record<SetName, Pick<Series, 'name' | 'colour' | 'bold'>> = {
  original: { name: 'patches', colour: 7 },
  reconstruction: { name: 'reconstructions', colour: 2, bold: true },
  residual: { name: 'residuals', colour: 3 },
  linear: { name: 'principal components', colour: 1 },
  sample: { name: 'prior samples', colour: 4 },
  train: { name: 'training sky', colour: 0 },
}
/** Sets that can be laid over patches and reconstructions. */
export const referenceSets = ['linear', 'train', 'sample', 'residual'] as const satisfies SetName[]
export type ReferenceSet = (typeof referenceSets)[number]

const numbers = (values: readonly (number | null)[]) => values.map((value) => value ?? NaN)

/** A median with its quartiles as a band. */
export const quartileCurve = (
  look: Pick<Series, 'name' | 'colour' | 'bold' | 'dashed' | 'stepped'>,
  x: readonly number[],
  { low, median, high }: QuartileBands,
): Series => ({ ...look, x, y: numbers(median), band: { low: numbers(low), high: numbers(high) } })

/** One statistic of the patches, their reconstructions and the references that are asked for. */
export const setCurves = (
  { sets }: UnitResults,
  references: readonly ReferenceSet[],
  x: readonly number[],
  statistic: (set: SetResults) => QuartileBands,
  stepped = false,
): Series[] =>
  (['original', 'reconstruction', ...references] as const).flatMap((name) => {
    const set = sets[name]
    return set ? [quartileCurve({ ...setStyles[name], stepped }, x, statistic(set))] : []
  })

/** One statistic of each pair: of the reconstructions, and of the principal components where they are asked for. */
export const pairCurves = (
  { pairs, ell }: UnitResults,
  references: readonly ReferenceSet[],
  statistic: 'ratio' | 'correlation',
): Series[] =>
  (['reconstruction', 'linear'] as const).flatMap((name) => {
    const pair = pairs[name]
    if (!pair || (name === 'linear' && !references.includes('linear'))) return []
    return [quartileCurve(setStyles[name], ell, pair[statistic])]
  })

export const binMiddles = (edges: readonly number[]) => edges.slice(1).map((edge, i) => (edge + edges[i]) / 2)

/** Multipoles that say how far the model reaches: where half the power is left, and what as many latents could hold. */
export function reachMarks({ results }: Measured, unit: UnitResults): Mark[] {
  const half = unit.pairs.reconstruction?.halfPower
  return [
    ...(half != null ? [{ name: `half power, ℓ = ${Math.round(half)}`, x: half, colour: 2 }] : []),
    {
      name: `${results.latents.count} latents reach ℓ = ${Math.round(results.latentCeiling)}`,
      x: results.latentCeiling,
      colour: 5,
    },
  ]
}

/**
 * Density histogram of one picture, as the host makes them: counts over (number of values times bin width).
 * @param edges ascending
 */
export function densityOf(values: ArrayLike<number>, edges: readonly number[]): number[] {
  const counts = new Array<number>(edges.length - 1).fill(0)
  for (let i = 0; i < values.length; i++) {
    let [low, high] = [0, edges.length - 1]
    if (!(values[i] >= edges[low] && values[i] <= edges[high])) continue
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if (values[i] < edges[middle]) high = middle
      else low = middle
    }
    counts[low]++
  }
  return counts.map((count, i) => count / (values.length * (edges[i + 1] - edges[i])))
}

/** Median with the quartiles' distance: 0.163 (0.12 to 0.2). */
export const spread = ({ low, median, high }: Quartiles, format: (value: number | null) => string) =>
  `${format(median)} (${format(low)} … ${format(high)})`
