import { pixelShares, type QuartileBands, type SetResults } from '../../../src-shared/validation/results.ts'
import { roundRange } from '../axis.ts'
import type { Figure } from '../figure.ts'
import { panelSize } from '../figure.ts'
import { linePart, type Panel } from '../line-figure.ts'
import { page } from '../svg.ts'
import { quantityTable, setLines, valuesOf } from './set-lines.ts'
import { rankSentence, subjectOf, type Validated } from './validated.ts'

const sets = ['original', 'reconstruction', 'linear', 'train', 'sample'] as const
/** Minkowski functionals with the titles and labels of their panels. */
export const functionals = [
  { name: 'v0', title: 'V₀: share of the area', label: 'V₀' },
  { name: 'v1', title: 'V₁: length of the border / 4', label: 'V₁, per pixel width' },
  { name: 'v2', title: 'V₂: curvature / 2π', label: 'V₂, per square pixel width' },
] as const

/** Minkowski functionals of the region above each threshold, and pixel quantiles. */
export function shapesFigure(validated: Validated): Figure {
  const { standard } = validated.results
  const { thresholds } = standard
  const panel = (
    title: string,
    x: Panel['x'],
    places: readonly number[],
    of: (set: SetResults) => QuartileBands,
    label: string,
  ): Panel => {
    const lines = setLines(standard, sets, { x: places, of })
    return { title, x, y: { label, scale: 'linear', range: roundRange(valuesOf(lines)) }, lines }
  }
  const x = { label: 'threshold, standardised', scale: 'linear', range: [thresholds[0], thresholds.at(-1)!] } as const
  const share = { label: 'share of the pixels below', scale: 'linear', range: [0, 1] } as const
  const svg = page([
    linePart(
      [
        ...functionals.map(({ name, title, label }) =>
          panel(title, x, thresholds, (set) => set.minkowski[name], label),
        ),
        panel('Quantiles of the pixels', share, pixelShares, (set) => set.pixels, 'standardised value'),
      ],
      { size: panelSize, columns: 2 },
    ),
  ])
  return {
    name: 'shapes',
    title: 'Minkowski functionals',
    caption:
      `Of the ${subjectOf(validated)} and their reconstructions: share of the area above each of ${thresholds.length} ` +
      'thresholds, length of its border, and its curvature (regions minus holes), and pixel quantiles; medians ' +
      'with quartiles as bands, and medians of the references.' +
      rankSentence(validated),
    svg,
    numbers: quantityTable(standard, sets, [
      ...functionals.map(({ name }) => ({
        quantity: name,
        x: thresholds,
        of: (set: SetResults) => set.minkowski[name],
      })),
      { quantity: 'pixels', x: pixelShares, of: (set) => set.pixels },
    ]),
  }
}
