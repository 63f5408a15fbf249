import type { EpochMetrics } from '../../../src-preload/contract/index.ts'
import type { Axis, Series } from '../../charts/series.ts'

export type Against = 'epoch' | 'time'
export type Quantity = 'NegativeElbo' | 'Reconstruction' | 'Kl'

export const quantityNames: Record<Quantity, string> = {
  NegativeElbo: '−ELBO per patch',
  Reconstruction: 'reconstruction',
  Kl: 'KL',
}

/** Time axes in seconds, minutes or hours, whichever the longest of the runs asks for. */
export function timeAxis(elapsed: number): Axis & { seconds: number } {
  if (elapsed < 180) return { name: 'training time', unit: 's', seconds: 1 }
  if (elapsed < 3 * 3600) return { name: 'training time', unit: 'min', seconds: 60 }
  return { name: 'training time', unit: 'h', seconds: 3600 }
}

export const axisOf = (against: Against, runs: readonly (readonly EpochMetrics[])[]) =>
  against === 'epoch'
    ? { name: 'epoch', whole: true, seconds: 1 }
    : timeAxis(Math.max(0, ...runs.map((rows) => rows.at(-1)?.elapsedSeconds ?? 0)))

interface CurveOptions {
  name: string
  part: 'train' | 'validation'
  quantity: Quantity
  against: Against
  /** Of a unit of the time axis. */
  seconds: number
  colour: number
  dashed?: boolean
}
const made = new WeakMap<readonly EpochMetrics[], Map<string, Series>>()

/** One curve of a run, training thin and validation bold; the same object for the same rows and options. */
export function curveOf(rows: readonly EpochMetrics[], options: CurveOptions): Series {
  const ofRows = made.get(rows) ?? new Map<string, Series>()
  made.set(rows, ofRows)
  const key = JSON.stringify(options)
  const curve = ofRows.get(key) ?? makeCurve(rows, options)
  ofRows.set(key, curve)
  return curve
}

function makeCurve(rows: readonly EpochMetrics[], options: CurveOptions): Series {
  const { name, part, quantity, against, seconds, colour, dashed } = options
  return {
    name,
    colour,
    dashed,
    bold: part === 'validation',
    x: rows.map((row) => (against === 'epoch' ? row.epoch : row.elapsedSeconds / seconds)),
    y: rows.map((row) => row[`${part}${quantity}`]),
  }
}
