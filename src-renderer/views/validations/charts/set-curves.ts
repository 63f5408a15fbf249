import type { QuartileBands, SetName, SetResults, UnitResults } from '../../../../src-shared/validation/results.ts'
import { setStyles } from '../../../../src-shared/validation/set-styles.ts'
import type { Series } from '../../../charts/series.ts'

/** Sets that can be drawn over patches and reconstructions. */
export const referenceSets = ['linear', 'train', 'sample', 'residual'] as const satisfies SetName[]
export type ReferenceSet = (typeof referenceSets)[number]

const numbers = (values: readonly (number | null)[]) => values.map((value) => value ?? NaN)

/** A median with its quartiles as a band. */
export const quartileCurve = (
  look: Pick<Series, 'name' | 'colour' | 'bold' | 'dashed' | 'stepped'>,
  x: readonly number[],
  { low, median, high }: QuartileBands,
): Series => ({ ...look, x, y: numbers(median), band: { low: numbers(low), high: numbers(high) } })

/** One statistic of the patches, their reconstructions and the chosen references. */
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

/** One pair statistic of the reconstructions, and of the principal components if chosen. */
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
