import { drawLines, type Panel } from '../../../src-main/figures/line-figure.ts'
import type { Point } from '../../../src-main/figures/line.ts'
import { markdownTable } from '../markdown-page.ts'
import { crossing, type Powers } from './measure-level.ts'
import { levels, likelihoods } from './plan.ts'

/** What was measured of a training: single draws from the posterior, and their mean. */
export interface NoiseProof {
  level: number
  likelihood: string
  draws: Powers
  means: Powers
  minutes: number
}

const percent = (value: number) => `${(100 * value).toFixed(0)} %`
const signed = (value: number) => `${value < 0 ? '−' : '+'}${percent(Math.abs(value))}`

/** How far a spectrum is from the truth where the sky is above the noise. */
function misfit({ made, truth, noise, ell }: Powers) {
  const until = crossing({ ell, truth, noise })
  const bands = ell.flatMap((l, band) => (l < until ? [made[band] / truth[band] - 1] : []))
  const worst = bands.reduce((most, one) => (Math.abs(one) > Math.abs(most) ? one : most), 0)
  return { mean: bands.reduce((sum, one) => sum + one, 0) / bands.length, worst, bands: bands.length }
}

/** A row for each training. */
export function noiseTable(proofs: readonly NoiseProof[]): string {
  const head = [
    'S/N',
    'likelihood',
    'l where noise exceeds the sky (bands below)',
    'draws, mean of bands',
    'draws, worst band',
    'means, worst band',
    'correlation of means, lowest',
    'minutes',
  ]
  const rows = proofs.map(({ level, likelihood, draws, means, minutes }) => {
    const [drawn, mean, until] = [misfit(draws), misfit(means), crossing(draws)]
    const correlations = means.correlation.filter((_, band) => means.ell[band] < until)
    return [
      String(level),
      likelihoods.find(({ name }) => name === likelihood)!.title,
      `${Number.isFinite(until) ? until.toFixed(0) : 'nowhere'} (${drawn.bands})`,
      signed(drawn.mean),
      signed(drawn.worst),
      signed(mean.worst),
      Math.min(...correlations).toFixed(2),
      minutes.toFixed(1),
    ]
  })
  return markdownTable([head, ...rows])
}

/** For each level, the power of draws over that of the sky beneath the noise, with the noise's own. */
export function noiseFigure(proofs: readonly NoiseProof[]): string {
  const panels = levels.flatMap((level): Panel[] => {
    const of = proofs.filter((proof) => proof.level === level)
    if (of.length === 0) return []
    const { ell, truth, noise } = of[0].draws
    // A power that is not above 0 has no place on the axis.
    const ratio = (powers: Float64Array) =>
      ell.map((l, band): Point => [l, powers[band] > 0 ? powers[band] / truth[band] : null])
    return [
      {
        title: `S/N ${level} a pixel`,
        x: { label: 'multipole l', scale: 'log' },
        y: { label: 'power over that of the sky beneath', scale: 'log', range: [0.03, 10] },
        lines: [
          ...of.map(({ likelihood, draws }) => {
            const colour = likelihoods.findIndex(({ name }) => name === likelihood)
            return { name: likelihoods[colour].title, colour, points: ratio(draws.made) }
          }),
          { name: 'noise', colour: 6, stroke: 'dotted', points: ratio(noise) },
        ],
      },
    ]
  })
  return drawLines(panels)
}
