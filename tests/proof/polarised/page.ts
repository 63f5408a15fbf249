import { drawLines, type Panel } from '../../../src-main/figures/line-figure.ts'
import type { Line, Point } from '../../../src-main/figures/line.ts'
import { modeAxis, modeKinds, type ModeName, type Modes } from '../../../src-shared/validation/modes.ts'
import type { ChannelComparison } from '../../../src-shared/validation/results.ts'
import { summariseSamples } from '../../../src-shared/validation/sample-summary.ts'
import { markdownTable } from '../markdown-page.ts'
import type { FractionMisfit } from './fraction-misfit.ts'

/** What was measured of samples, and of other patches of the same skies, against the test patches. */
export interface PolarisedProof {
  samples: ChannelComparison
  others: ChannelComparison
  fraction: { samples: FractionMisfit; others: FractionMisfit; exchanged: FractionMisfit }
  minutes: number
}

const percent = (value: number) => `${(100 * value).toFixed(1)} %`
const signed = (value: number) => `${value < 0 ? '−' : '+'}${percent(Math.abs(value))}`

/** Medians over the sky's, the farthest band above the lowest, whose modes are the patch's own side. */
function worstBand(name: ModeName, { first, second }: ChannelComparison['polarised']): string {
  const ratios = first[name]!.median.slice(1).map((sky, band) => second[name]!.median[band + 1]! / sky! - 1)
  return signed(ratios.reduce((worst, one) => (Math.abs(one) > Math.abs(worst) ? one : worst)))
}

/** What samples share with the sky, beside what other patches of it do; and every statistic over its floor. */
export function polarisedTables({ samples, others, fraction, minutes }: PolarisedProof): string {
  const sets = [samples.polarised.first, others.polarised.second, samples.polarised.second]
  const overall = (of: 'ratio' | 'correlation') =>
    sets.map(({ overall }) => {
      const { low, median, high } = overall![of]!
      return `${median!.toFixed(3)} (${low!.toFixed(2)} to ${high!.toFixed(2)})`
    })
  const bandRow = (name: ModeName) => [
    `${modeKinds[name].label}, the farthest band`,
    '',
    worstBand(name, others.polarised),
    worstBand(name, samples.polarised),
  ]
  const misfit = (of: keyof FractionMisfit) => ['', percent(fraction.others[of]), percent(fraction.samples[of])]
  const numbers = markdownTable([
    ['', 'test patches', 'training patches', 'samples'],
    ['EE / BB, median (quartiles)', ...overall('ratio')],
    ['TE / √(TT EE), median (quartiles)', ...overall('correlation')],
    ...(['ee', 'pureBb', 'te'] as const).map(bandRow),
    ['P/I, the farthest of six classes', ...misfit('fraction')],
    ['I and P/I, the farthest of 36 classes', ...misfit('joint')],
  ])
  const { rows } = summariseSamples([samples.polarised.samples])
  const distances = markdownTable([
    ['statistic', 'floor', 'samples'],
    ...rows.map(({ label, cells: [{ floor, ratio }] }) => [
      label,
      floor?.toFixed(3) ?? '',
      ratio === null ? '' : `${ratio.toFixed(1)} x`,
    ]),
  ])
  const exchanged =
    `Training patches that are each standardised, and put back by each other's mean and standard deviation, differ by ` +
    `${percent(fraction.exchanged.fraction)} in the farthest class of P/I.`
  return [`Training took ${minutes.toFixed(0)} min.`, numbers, exchanged, distances].join('\n\n')
}

/** Quartiles of the modes of test patches and samples. */
export function polarisedFigure({ samples: { polarised } }: Pick<PolarisedProof, 'samples'>): string {
  const { ell, first, second } = polarised
  const panels = (['ee', 'pureBb', 'ratio', 'correlation'] as const).map((name): Panel => {
    const isPower = modeKinds[name].is === 'power'
    const lines = (of: Modes, title: string, colour: number): Line[] => {
      const points = (quartile: 'low' | 'median' | 'high') =>
        ell.map((l, band): Point => [l, of[name]![quartile][band] ?? null])
      return [
        { name: `${title}, median`, colour, points: points('median') },
        { name: `${title}, quartiles`, colour, stroke: 'dotted', points: points('low') },
        { name: `${title}, quartiles`, colour, stroke: 'dotted', points: points('high') },
      ]
    }
    return {
      title: modeKinds[name].label,
      x: { label: 'multipole ℓ', scale: 'linear' },
      y: { label: modeAxis(name), scale: isPower ? 'log' : 'linear' },
      lines: [...lines(first, 'test patches', 0), ...lines(second, 'samples', 1)],
    }
  })
  return drawLines(panels, { size: { width: 330, height: 260 }, columns: 2 })
}
