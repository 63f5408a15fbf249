import { drawLines, type Panel } from '../../../src-main/figures/line-figure.ts'
import type { Comparison } from '../../../src-shared/validation/results.ts'
import type { QuartileBands } from '../../../src-shared/validation/quartile-bands.ts'
import { summariseSamples } from '../../../src-shared/validation/sample-summary.ts'
import { formatBytes, formatCount, formatSeconds } from '../../../src-shared/text/format.ts'
import { markdownTable } from '../markdown-page.ts'
import { count, type SampledModel, type SampledSize } from './plan.ts'

/** One model's training and drawing. */
export interface Made {
  model: SampledModel
  /** Weights, and seconds of training: of the run, and of the prior after it. */
  parameters: number
  trained: number
  /** The most memory that the engine used at the end of an epoch, bytes. */
  memory: number
  /** Seconds for all samples, with reading and writing. */
  drawn: number
}

/** Everything that was made of patches of one size. */
export interface SampledProof {
  size: SampledSize
  made: readonly Made[]
  comparison: Comparison
  /** Which pictures of the gallery are samples, of the last model. */
  numbersOfSamples: readonly number[]
}

/** The tables of one size as Markdown: what it took, and what tells the samples from the sky. */
export const sampleTables = (proof: SampledProof): string =>
  [
    `### ${proof.size.title}`,
    costs(proof),
    distances(proof),
    `![Spectra, ${proof.size.title}](images/samples-${proof.size.name}.svg)`,
    `![Sky and samples, ${proof.size.title}](images/samples-${proof.size.name}-gallery.svg)`,
    `Samples of the last model: ${proof.numbersOfSamples.join(', ')}. The others are sky.`,
  ].join('\n\n')

const costs = ({ made }: SampledProof) =>
  markdownTable([
    ['model', 'parameters', 'training', 'memory', `${count} samples`],
    ...made.map(({ model, parameters, trained, memory, drawn }) => [
      model.title,
      formatCount(parameters),
      formatSeconds(trained),
      formatBytes(memory),
      formatSeconds(drawn),
    ]),
  ])

/** Each statistic's distance over its floor, the worst first; and how often a classifier is right. */
function distances({ made, comparison: { samples, classifier } }: SampledProof): string {
  const { rows } = summariseSamples([samples])
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`
  return markdownTable([
    ['statistic', 'floor', ...made.map(({ model }) => model.title)],
    ...rows.map(({ label, cells }) => [
      label,
      cells[0].floor?.toFixed(3) ?? '',
      ...cells.map(({ distance, ratio }) => (ratio === null ? (distance?.toFixed(3) ?? '') : `${ratio.toFixed(1)} x`)),
    ]),
    ...(classifier
      ? [
          [
            'classifier’s accuracy',
            classifier.floor ? percent(classifier.floor.accuracy) : '',
            ...classifier.models.map(({ accuracy }) => percent(accuracy)),
          ],
        ]
      : []),
  ])
}

/** Quartiles of the samples' spectra over the median of the sky's, a panel for each model. */
export function spectraFigure({ made, comparison: { samples } }: Pick<SampledProof, 'made' | 'comparison'>): string {
  const parts = samples.statistics.filter(({ name }) => name.startsWith('spectrum-'))
  const panels = made.map(({ model }, i): Panel => {
    const over = (bandsOf: (part: (typeof parts)[number]) => QuartileBands | null, quartile: keyof QuartileBands) =>
      parts.flatMap((part): (readonly [number, number])[] =>
        part.x.map((l, j) => [l, bandsOf(part)![quartile][j]! / part.sky!.median[j]!]),
      )
    const lines = (name: string, colour: number, bandsOf: Parameters<typeof over>[0]) => [
      { name: `${name}, median`, colour, points: over(bandsOf, 'median') },
      { name: `${name}, quartiles`, colour, stroke: 'dotted' as const, points: over(bandsOf, 'low') },
      { name: `${name}, quartiles`, colour, stroke: 'dotted' as const, points: over(bandsOf, 'high') },
    ]
    return {
      title: model.title.replaceAll('`', ''),
      x: { label: 'multipole ℓ', scale: 'linear' },
      y: { label: 'C(ℓ) over the sky’s median', scale: 'log' },
      lines: [...lines('sky', 0, ({ sky }) => sky), ...lines('samples', 1, ({ models }) => models[i].bands)],
    }
  })
  return drawLines(panels, { size: { width: 330, height: 260 }, columns: Math.min(3, panels.length) })
}
