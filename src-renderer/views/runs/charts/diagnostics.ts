import type { EpochMetrics } from '../../../../src-preload/contract/index.ts'
import type { Axis, Series } from '../../../charts/series.ts'
import { columnCurve } from './curves.ts'
import type { CurveScale } from './curves.ts'

interface Diagnostic {
  column: keyof EpochMetrics
  /** Title of the chart, and its option in the list. */
  name: string
  y: Axis
  factor?: number
  log?: boolean
}

/** Diagnostics of a training besides the loss. */
export const diagnostics: readonly Diagnostic[] = [
  { column: 'gradientNorm', name: 'Gradient norm', y: { name: 'gradient norm' }, log: true },
  { column: 'learningRate', name: 'Learning rate', y: { name: 'learning rate' }, log: true },
  { column: 'klWeight', name: 'KL weight', y: { name: 'KL weight' } },
  { column: 'activeLatents', name: 'Active latents', y: { name: 'active latents', whole: true } },
  { column: 'imagesPerSecond', name: 'Images per second', y: { name: 'throughput', unit: 'images/s' } },
  { column: 'waitingShare', name: 'Waiting for data', y: { name: 'share of step time', unit: '%' }, factor: 100 },
  { column: 'memoryBytes', name: 'Memory', y: { name: 'peak memory', unit: 'GB' }, factor: 1e-9 },
]

/** Those that a run recorded: earlier versions recorded fewer. */
export const recordedDiagnostics = (rows: readonly EpochMetrics[]) =>
  diagnostics.filter(({ column }) => rows.some((row) => row[column] !== null))

export const diagnosticCurve = (
  rows: readonly EpochMetrics[],
  { column, name, factor }: Diagnostic,
  scale: CurveScale,
): Series => columnCurve(rows, { column, name, factor, ...scale, colour: 4, bold: true })
