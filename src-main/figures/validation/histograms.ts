import type { UnitResults } from '../../../src-shared/validation/results.ts'
import { binMiddles } from '../../../src-shared/statistics/histogram.ts'
import { decadeRange, roundRange, type Axis } from '../axis.ts'
import type { Figure } from '../figure.ts'
import { panelSize } from '../figure.ts'
import { linePart, type Panel } from '../line-figure.ts'
import { page } from '../svg.ts'
import { quantityTable, setLines, valuesOf, withUnit } from './set-lines.ts'
import { rankSentence, standardisedOf, subjectOf, type Validated } from './validated.ts'

const sets = ['original', 'reconstruction', 'linear', 'train', 'sample'] as const

/** Fig. 3: densities of pixels, in standardised units and in the map's own. */
export function histogramsFigure(validated: Validated): Figure {
  const { results } = validated
  const scale = validated.scale === 'log' ? 'log' : 'linear'
  const { standard, map } = results
  const standardised: Axis = { label: 'standardised value', scale: 'linear', range: endsOf(standard) }
  // Logarithmic bins, if the patches are logarithms too.
  const inMapUnit: Axis = {
    label: withUnit('value', map.unit),
    scale,
    range: scale === 'log' ? endsOf(map) : roundRange(map.edges),
  }
  const svg = page([
    linePart(
      [
        panel(standard, 'Standardised', standardised),
        panel(map, 'In the map’s unit', inMapUnit),
        panel(standard, 'Standardised, logarithmic', standardised, 'log'),
        panel(map, 'In the map’s unit, logarithmic', inMapUnit, 'log'),
      ],
      { size: panelSize, columns: 2 },
    ),
  ])
  const density = (unit: UnitResults, quantity: string) =>
    quantityTable(unit, sets, [{ quantity, x: binMiddles(unit.edges), of: (set) => set.histogram }])
  const [first, second] = [density(standard, 'standardised'), density(map, withUnit('map', map.unit))]
  return {
    name: 'histograms',
    title: 'Pixels (the paper’s Fig. 3)',
    caption:
      `Density of the pixels of the ${subjectOf(validated)} in ${standard.edges.length - 1} bins from ` +
      `${standard.edges[0]} to ${standard.edges.at(-1)}, and of their reconstructions: median over the patches in every ` +
      'bin, quartiles as bands. The references are medians: as many principal components as latents, training ' +
      `patches, and draws from the prior. Left: ${standardisedOf(validated)}. Right: the map’s unit, ` +
      'which draws do not have.' +
      rankSentence(validated),
    svg,
    // Draws from the prior have no map unit.
    numbers: {
      columns: first.columns,
      rows: [
        ...first.rows,
        ...second.rows.map((row) => first.columns.map((name) => row[second.columns.indexOf(name)] ?? null)),
      ],
    },
  }
}

const endsOf = ({ edges }: UnitResults) => [edges[0], edges.at(-1)!] as const

function panel(unit: UnitResults, title: string, x: Axis, scale: 'linear' | 'log' = 'linear'): Panel {
  const lines = setLines(unit, sets, { x: binMiddles(unit.edges), of: (set) => set.histogram })
  const values = valuesOf(lines)
  return {
    title,
    x,
    y: {
      label: unit.unit === '' ? 'density' : `density, 1 / (${unit.unit})`,
      scale,
      range: scale === 'log' ? decadeRange(values, 4) : roundRange(values, { from: 0 }),
    },
    lines,
  }
}
