import { reachMarks } from '../../../src-shared/validation/reach.ts'
import { recipeWords } from '../../../src-shared/statistics/spectrum-recipe.ts'
import type { QuartileBands, SetName } from '../../../src-shared/validation/results.ts'
import type { CsvTable } from '../../../src-shared/text/csv.ts'
import { decadeRange, roundRange } from '../axis.ts'
import type { Figure } from '../figure.ts'
import { panelSize } from '../figure.ts'
import { linePart, type Panel } from '../line-figure.ts'
import { type Line, type Point } from '../line.ts'
import { page } from '../svg.ts'
import { quantityTable, setLines, valuesOf, withBands } from './set-lines.ts'
import { rankSentence, subjectOf, type Validated } from './validated.ts'
import { setStyles } from '../../../src-shared/validation/set-styles.ts'

const sets = ['original', 'reconstruction', 'linear', 'train', 'sample', 'residual'] as const

/** Most lines of single patches to draw: more would be a uniform grey. */
const mostLines = 400

/** Fig. 4: power spectra of all patches and reconstructions, with their ratio and correlation. */
export async function spectraFigure(validated: Validated): Promise<Figure> {
  const measured = recipeWords(validated.spectra, validated.width)
  const { standard, latents } = validated.results
  const { ell } = standard
  const marks = reachMarks(validated.results)
  const last = Math.max(ell.at(-1)!, ...marks.map(({ x }) => x))
  const x = { label: 'multipole ℓ', scale: 'linear', range: roundRange([last], { from: 0 }) } as const
  const spectraOf = async (name: 'original-spectra' | 'reconstruction-spectra') =>
    (await validated.array(name)) ?? new Float32Array(0)
  const [originals, reconstructions] = [await spectraOf('original-spectra'), await spectraOf('reconstruction-spectra')]
  const thin = (values: Float32Array): Point[][] =>
    Array.from({ length: Math.min(mostLines, Math.floor(values.length / ell.length)) }, (_, patch) =>
      ell.map((l, band): Point => {
        const power = values[patch * ell.length + band]
        return [l, power > 0 ? power : null]
      }),
    )
  const pair = (statistic: 'ratio' | 'correlation'): Line[] =>
    (['reconstruction', 'linear'] as const).flatMap((name) => {
      const bands = standard.pairs[name]?.[statistic]
      if (!bands) return []
      const band = name === 'reconstruction' ? { band: { low: bands.low, high: bands.high } } : {}
      return [{ ...setStyles[name], points: ell.map((l, i): Point => [l, bands.median[i]]), ...band }]
    })
  const all = setLines(standard, ['original', 'reconstruction'], { x: ell, of: (set) => set.spectrum })
  const medians = setLines(standard, sets, { x: ell, of: (set) => set.spectrum })
  const power = decadeRange(valuesOf(medians), 7)
  const shares = (title: string, label: string, lines: Line[], values = valuesOf(lines)): Panel => ({
    title,
    x,
    y: { label, scale: 'linear', range: roundRange([...values, 1], { from: 0 }) },
    lines,
    marks: [...marks, { name: 'one half', colour: 7, stroke: 'dotted', y: 0.5 }],
  })
  const correlation = pair('correlation')
  const correlations = valuesOf(correlation).filter((value) => value !== null)
  const svg = page([
    linePart(
      [
        {
          title: 'Every patch',
          x,
          y: { label: 'C(ℓ), std² sr', scale: 'log', range: power },
          lines: [
            { ...all[0], band: undefined, each: thin(originals) },
            { ...all[1], band: undefined, each: thin(reconstructions) },
          ],
        },
        {
          title: 'Medians and quartiles',
          x,
          y: { label: 'C(ℓ), std² sr', scale: 'log', range: power },
          lines: medians,
          marks,
        },
        shares('Power over the patch’s', 'ratio', pair('ratio')),
        shares(
          'Correlation with the patch',
          'correlation coefficient',
          correlation,
          correlations.map((value) => Math.min(1, Math.max(-1, value))),
        ),
      ],
      { size: panelSize, columns: 2 },
    ),
  ])
  return {
    name: 'spectra',
    title: 'Power spectra (the paper’s Fig. 4)',
    caption:
      `Flat-sky power spectra of the ${subjectOf(validated)} and of their reconstructions, modes decoupled ` +
      `(${measured}): every patch as a thin line; medians with quartiles as bands, and medians of the references; power of ` +
      'the reconstruction over that of the patch; their correlation per band. Vertical lines: where the median ratio falls ' +
      `below one half, and the multipole limit of this many latents, 360°/${validated.width}° √(${latents.count}/π). ` +
      'Decoupled powers scatter about zero where hardly any power is left; a line is broken where they are not positive' +
      (correlations.some((value) => Math.abs(value) > 1)
        ? ', and estimates of the correlation beyond −1 or 1 are drawn at that end of the axis; the CSV file has their values.'
        : '.') +
      rankSentence(validated),
    svg,
    numbers: withPairs(validated),
    more: { patches: ofPatches(validated, { original: originals, reconstruction: reconstructions }) },
  }
}

/** Spectra of single patches as one long table. */
const ofPatches = ({ patches, results }: Validated, spectra: Record<string, Float32Array>): CsvTable => {
  const { ell } = results.standard
  return {
    columns: ['patch', 'ell', ...Object.keys(spectra)],
    rows: patches.flatMap(({ index }, i) =>
      ell.map((l, band) => [
        index,
        l,
        ...Object.values(spectra).map((values) => values[i * ell.length + band] ?? null),
      ]),
    ),
  }
}

/** Powers of all sets, followed by ratio and correlation of each pair. */
function withPairs({ results: { standard }, spectra, width }: Validated) {
  const table = quantityTable(standard, sets, [{ quantity: 'power', x: standard.ell, of: (set) => set.spectrum }])
  const pairs = (['ratio', 'correlation'] as const).flatMap((statistic) =>
    standard.ell.map((l, i) => {
      const cell = (column: string) => {
        const [set, quartile] = column.split(' ') as [SetName, keyof QuartileBands]
        return set === 'reconstruction' || set === 'linear'
          ? (standard.pairs[set]?.[statistic][quartile][i] ?? null)
          : null
      }
      return [statistic, l, ...table.columns.slice(2).map(cell)]
    }),
  )
  return withBands({ columns: table.columns, rows: [...table.rows, ...pairs] }, standard, recipeWords(spectra, width))
}
