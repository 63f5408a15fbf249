import { drawLines, type Panel } from '../../../src-main/figures/line-figure.ts'
import { type Line } from '../../../src-main/figures/line.ts'
import { markdownTable } from '../markdown-page.ts'
import type { MeasuredRun } from './measure-run.ts'
import { paper } from '../../../src-shared/validation/paper-values.ts'
import { epochs, type ProofRun } from './plan.ts'

export interface Proof {
  run: ProofRun
  measured: MeasuredRun
}

const pixelsOf = ({ config }: MeasuredRun) => config.size ** 2
const minutes = (seconds: number) => (seconds / 60).toFixed(seconds < 600 ? 1 : 0)
/** Two tables as Markdown: the results of each training, and its curve per pixel beside the paper's. */
export function proofTables(proofs: readonly Proof[]): string {
  return `${outcomes(proofs)}\n\n${curves(proofs)}`
}

function outcomes(proofs: readonly Proof[]): string {
  const head = [
    'model',
    'split',
    'best epoch',
    'train',
    'validation',
    'validation per pixel',
    'test error',
    'l of half power',
    'ceiling of its latents',
    'seconds per epoch',
  ]
  const rows = proofs.map(({ run, measured }) => {
    const { best, metrics, testError, halfPower, ceiling } = measured
    const fastest = Math.min(...metrics.map(({ seconds }) => seconds))
    return [
      run.title,
      run.split,
      `${best.epoch} of ${metrics.length}`,
      best.trainLoss.toFixed(0),
      best.validationLoss.toFixed(0),
      (best.validationLoss / pixelsOf(measured)).toFixed(4),
      testError.toFixed(4),
      halfPower === null ? 'none' : halfPower.toFixed(0),
      ceiling.toFixed(0),
      fastest.toFixed(1),
    ]
  })
  return markdownTable([head, ...rows])
}

/** Negative ELBO per pixel at the paper's epochs, for the runs with the paper's likelihood. */
function curves(proofs: readonly Proof[]): string {
  const comparable = proofs.filter(({ measured }) => measured.config.likelihoodWidth === null)
  const head = [
    'epoch',
    'paper, 256 px',
    ...comparable.map(({ run, measured }) => `${measured.config.size} px, ${run.split}`),
  ]
  const pair = (train: number, validation: number) => `${train.toFixed(3)} / ${validation.toFixed(3)}`
  const rows = paper.negativeElbo
    .filter(([epoch]) => epoch <= epochs)
    .map(([epoch, train, validation]) => [
      String(epoch),
      pair(train / paper.pixels, validation / paper.pixels),
      ...comparable.map(({ measured }) => {
        const row = measured.metrics.find((each) => each.epoch === epoch)
        const pixels = pixelsOf(measured)
        return row ? pair(row.trainLoss / pixels, row.validationLoss / pixels) : ''
      }),
    ])
  return markdownTable([head, ...rows])
}

/** The total training time, in words. */
export const totalTime = (proofs: readonly Proof[]): string =>
  `${minutes(proofs.reduce((sum, { measured }) => sum + measured.metrics.at(-1)!.elapsedSeconds, 0))} minutes`

const strokes = { disjoint: 'solid', random: 'dotted' } as const

/**
 * The figure: curves with the paper's likelihood beside the paper's own, curves with a learned width, and the power
 * that reconstructions keep.
 */
export function proofFigure(proofs: readonly Proof[]): string {
  const colours = [...new Set(proofs.map(({ run }) => run.title))]
  const lineOf = ({ run }: Proof, points: Line['points']): Line => ({
    name: `${run.title.replaceAll('`', '')}, ${run.split}`,
    colour: colours.indexOf(run.title),
    stroke: strokes[run.split],
    points,
  })
  const curve = (proof: Proof) =>
    lineOf(
      proof,
      proof.measured.metrics.map((row) => [row.epoch, row.validationLoss / pixelsOf(proof.measured)]),
    )
  const isPaper = ({ measured }: Proof) => measured.config.likelihoodWidth === null
  const published: Line = {
    name: 'paper, 256 px',
    colour: 6,
    marked: true,
    points: paper.negativeElbo
      .filter(([epoch]) => epoch <= epochs)
      .map(([epoch, , validation]) => [epoch, validation / paper.pixels]),
  }
  const epochAxis = { label: 'epoch', scale: 'log', range: [1, epochs] } as const
  const panels: Panel[] = [
    {
      title: 'sum of squares + KL, as in the paper',
      x: epochAxis,
      y: { label: 'validation −ELBO per pixel', scale: 'log' },
      lines: [...proofs.filter(isPaper).map(curve), published],
    },
    {
      title: 'learned width',
      x: epochAxis,
      y: { label: 'validation −ELBO per pixel', scale: 'linear' },
      lines: proofs.filter((proof) => !isPaper(proof)).map(curve),
    },
    {
      title: 'power of reconstructions, test patches',
      x: { label: 'multipole l', scale: 'linear' },
      y: { label: 'reconstruction over patch, median', scale: 'linear', range: [0, 1.2] },
      lines: proofs.map((proof) =>
        lineOf(
          proof,
          proof.measured.ratio.flatMap((value, i) =>
            Number.isNaN(value) ? [] : [[proof.measured.ell[i], value] as const],
          ),
        ),
      ),
    },
  ]
  return drawLines(panels, { size: { width: 460, height: 360 } })
}
