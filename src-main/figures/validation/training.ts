import type { EpochMetrics } from '../../../src-preload/contract/runs.ts'
import { decadeRange, roundRange } from '../axis.ts'
import type { Figure } from '../figure.ts'
import { panelSize } from '../figure.ts'
import { linePart, type Axis, type Panel } from '../line-figure.ts'
import { type Line, type Point } from '../line.ts'
import { paper } from '../../../src-shared/validation/paper-values.ts'
import { page } from '../svg.ts'
import { valuesOf } from './set-lines.ts'
import type { Validated } from './validated.ts'

/** Training curves, with the paper's beside them, per pixel, if the likelihood is the same. */
export function trainingFigure({ metrics, config, epoch, run }: Validated): Figure {
  const pixels = config.size ** 2 * config.channels
  const curve = (name: string, colour: number, of: (row: EpochMetrics) => number | null, scale = 1): Line => ({
    name,
    colour,
    bold: colour === 2,
    points: metrics.flatMap((row): Point[] => {
      const value = of(row)
      return value === null ? [] : [[row.epoch, value / scale]]
    }),
  })
  const comparable = config.likelihoodWidth === null
  const published: Line[] = comparable
    ? [
        { name: 'paper, training', colour: 1, stroke: 'dashed', marked: true, points: paperPoints(1) },
        { name: 'paper, validation', colour: 4, stroke: 'dashed', marked: true, points: paperPoints(2) },
      ]
    : []
  const lines = [
    curve('training', 0, (row) => row.trainLoss, pixels),
    curve('validation', 2, (row) => row.validationLoss, pixels),
    curve('test', 3, (row) => row.testLoss, pixels),
  ]
  const lastEpoch = metrics.at(-1)?.epoch ?? 1
  const x: Axis = { label: 'epoch', scale: 'linear', range: [0, lastEpoch] }
  const shown = [
    ...lines,
    ...published.map((line) => ({ ...line, points: line.points.filter(([at]) => at <= lastEpoch) })),
  ]
  const values = valuesOf(shown)
  const positive = values.every((value) => value === null || value > 0)
  const elbo: Panel = {
    title: 'Negative ELBO',
    x,
    y: {
      label: 'per pixel, nats',
      scale: positive ? 'log' : 'linear',
      range: positive ? decadeRange(values) : roundRange(values),
    },
    lines: shown.filter(({ points }) => points.length > 0),
    marks: [{ name: `checkpoint that was validated: epoch ${epoch}`, colour: 7, x: epoch }],
  }
  const kl = [curve('training', 0, (row) => row.trainKl), curve('validation', 2, (row) => row.validationKl)]
  const svg = page([
    linePart(
      [
        elbo,
        {
          title: 'KL term',
          x,
          y: { label: 'per patch, nats', scale: 'linear', range: roundRange(valuesOf(kl), { from: 0 }) },
          lines: kl,
          marks: elbo.marks,
        },
      ],
      { size: panelSize },
    ),
  ])
  const columns = [
    'epoch',
    'trainLoss',
    'trainReconstruction',
    'trainKl',
    'validationLoss',
    'validationReconstruction',
    'validationKl',
    'testLoss',
    'activeLatents',
    'seconds',
  ] as const
  return {
    name: 'training',
    title: 'Training',
    caption:
      `Negative ELBO of ${run} per pixel, and its KL term per patch, after each epoch` +
      (comparable
        ? `; beside it the paper’s published run (256 px), which has the same likelihood.`
        : '. The paper’s curve has another likelihood (a sum of squares) and is not drawn beside it.'),
    svg,
    numbers: { columns: [...columns], rows: metrics.map((row) => columns.map((column) => row[column])) },
  }
}

const paperPoints = (column: 1 | 2): Point[] => paper.negativeElbo.map((row) => [row[0], row[column] / paper.pixels])
