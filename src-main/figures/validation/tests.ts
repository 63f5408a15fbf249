import { testedSets } from '../../../src-shared/validation/test-share.ts'
import type { StatisticTest, ValidationResults } from '../../../src-shared/validation/results.ts'
import { roundRange, type Axis } from '../axis.ts'
import type { Figure } from '../figure.ts'
import { panelSize } from '../figure.ts'
import { linePart, type Panel } from '../line-figure.ts'
import { type Line, type Point } from '../line.ts'
import { page } from '../svg.ts'
import { rankSentence, subjectOf, type Validated } from './validated.ts'
import { setStyles } from '../../../src-shared/validation/set-styles.ts'

/** Statistics with many values each, and the label of their positions. */
export const testFamilies = (value: string, threshold: string) =>
  [
    ['histogram', 'Bins of the histogram', value],
    ['pixels', 'Quantiles of the pixels', 'share of the pixels below'],
    ['spectrum', 'Bands of the spectrum', 'multipole ℓ'],
    ['v0', 'V₀', threshold],
    ['v1', 'V₁', threshold],
    ['v2', 'V₂', threshold],
  ] as const

/** The distances of one statistic by position. */
export const distancesOf = (tests: readonly StatisticTest[], statistic: StatisticTest['statistic']): Point[] =>
  tests.filter((test) => test.statistic === statistic).map(({ at, distance }): Point => [Number(at), distance])

/** KS distances of every statistic, patch by patch, against the patches: shows which sets differ, and where. */
export function testsFigure(validated: Validated): Figure {
  const { tests } = validated.results
  const svg = page([
    linePart(
      testFamilies('standardised value', 'threshold, standardised').map(([statistic, title, label]) =>
        panel(tests, statistic, title, label),
      ),
      { size: { ...panelSize, height: 220 }, columns: 2 },
    ),
  ])
  return {
    name: 'tests',
    title: 'Kolmogorov-Smirnov tests',
    caption:
      `Each statistic of the ${subjectOf(validated)} compared with other sets, one number per patch: the largest ` +
      'distance between the two distributions, from 0 to 1. The training patches show how much ' +
      'the sky itself varies: no model can do better. As many principal components as latents are the linear ceiling.' +
      rankSentence(validated),
    svg,
    numbers: {
      columns: ['set', 'statistic', 'at', 'distance', 'p-value'],
      rows: testedSets.flatMap((set) =>
        (tests[set] ?? []).map(({ statistic, at, distance, pValue }) => [set, statistic, at, distance, pValue]),
      ),
    },
  }
}

function panel(
  tests: ValidationResults['tests'],
  statistic: StatisticTest['statistic'],
  title: string,
  label: string,
): Panel {
  const lines = testedSets.map((set): Line => {
    return { ...setStyles[set], points: distancesOf(tests[set] ?? [], statistic) }
  })
  const x: Axis = { label, scale: 'linear', range: roundRange(lines.flatMap(({ points }) => points.map(([at]) => at))) }
  return { title, x, y: { label: 'KS distance', scale: 'linear', range: [0, 1] }, lines }
}
