import { isAutoencoder } from '../../../../src-shared/model/autoencoder.ts'
import type { ArchitectureName, TrainingConfig } from '../../../../src-shared/model/configuration.ts'
import { lossLabel, lossUnit } from '../../../../src-shared/model/loss-words.ts'
import type { EpochMetrics } from '../../../../src-preload/contract/index.ts'
import type { Axis, Series } from '../../../charts/series.ts'

export type Against = 'epoch' | 'step' | 'time'
export type Part = 'train' | 'validation' | 'test'
export type Term = 'Reconstruction' | 'Kl' | 'Coarsest' | `Octave${1 | 2 | 3 | 4}`
export type Quantity = 'Loss' | Term

/** The terms of a loss; a flow has some if it draws from coarse to fine. */
export function termsOf({ architecture, octaves }: Pick<TrainingConfig, 'architecture' | 'octaves'>): Term[] {
  if (isAutoencoder({ architecture })) return ['Reconstruction', 'Kl']
  if (octaves === 0) return []
  return ['Coarsest', ...Array.from({ length: octaves }, (_, i) => `Octave${i + 1}` as Term)]
}

const termAxes: Readonly<Record<Term, Axis>> = {
  Reconstruction: { name: 'reconstruction', unit: 'nat' },
  Kl: { name: 'KL', unit: 'nat' },
  Coarsest: { name: 'coarsest picture' },
  Octave1: { name: 'octave 1' },
  Octave2: { name: 'octave 2' },
  Octave3: { name: 'octave 3' },
  Octave4: { name: 'octave 4' },
}
export const termName = (term: Term) => termAxes[term].name

/**
 * The quantities of runs of these architectures, as axes: a flow of one level has no terms, and losses of two kinds no
 * unit.
 * @param octaves the most that one of the flows has
 */
export function quantityAxes(architectures: readonly ArchitectureName[], octaves = 0): Partial<Record<Quantity, Axis>> {
  const label = lossLabel(architectures)
  const unit = lossUnit(architectures)
  const kinds: readonly ArchitectureName[] = architectures.length > 0 ? [...new Set(architectures)] : ['paper']
  const terms = new Set(kinds.flatMap((architecture) => termsOf({ architecture, octaves })))
  return {
    Loss: { name: label === '−ELBO' ? '−ELBO per patch' : label, unit },
    ...Object.fromEntries([...terms].map((term) => [term, termAxes[term]])),
  }
}

/** A time axis in seconds, minutes or hours, whichever suits the longest run. */
export function timeAxis(elapsed: number): Axis & { seconds: number } {
  if (elapsed < 180) return { name: 'training time', unit: 's', seconds: 1 }
  if (elapsed < 3 * 3600) return { name: 'training time', unit: 'min', seconds: 60 }
  return { name: 'training time', unit: 'h', seconds: 3600 }
}

export const axisOf = (against: Against, runs: readonly (readonly EpochMetrics[])[]) =>
  against !== 'time'
    ? { name: against, whole: true, seconds: 1 }
    : timeAxis(Math.max(0, ...runs.map((rows) => rows.at(-1)?.elapsedSeconds ?? 0)))

/** The horizontal axis. */
export interface CurveScale {
  against: Against
  /** Seconds in the unit of the time axis. */
  seconds: number
  /** Steps per epoch; NaN or undefined if unknown. */
  steps?: number
}
interface CurveOptions extends CurveScale, Pick<Series, 'name' | 'colour' | 'bold' | 'dashed' | 'dotted'> {
  column: keyof EpochMetrics
  /** Factor from the column to the unit of the axis. */
  factor?: number
}
const made = new WeakMap<readonly EpochMetrics[], Map<string, Series>>()

/** One column of a run's metrics over epochs, steps or time; the same object for the same rows and options. */
export function columnCurve(rows: readonly EpochMetrics[], options: CurveOptions): Series {
  const ofRows = made.get(rows) ?? new Map<string, Series>()
  made.set(rows, ofRows)
  const key = JSON.stringify(options)
  const curve = ofRows.get(key) ?? makeCurve(rows, options)
  ofRows.set(key, curve)
  return curve
}

/** Missing values are gaps in lines; dots exist only where there is a value. */
function makeCurve(rows: readonly EpochMetrics[], options: CurveOptions): Series {
  const { column, factor = 1, against, seconds, steps = NaN, ...look } = options
  const places: Record<Against, (row: EpochMetrics) => number> = {
    epoch: ({ epoch }) => epoch,
    step: ({ epoch }) => epoch * steps,
    time: ({ elapsedSeconds }) => elapsedSeconds / seconds,
  }
  const drawn = look.dotted ? rows.filter((row) => row[column] !== null) : rows
  return {
    ...look,
    x: drawn.map(places[against]),
    y: drawn.map((row) => factor * (row[column] ?? NaN)),
  }
}

/** A quantity of one split: training thin, validation bold, test as dots. */
export const curveOf = (
  rows: readonly EpochMetrics[],
  {
    part,
    quantity,
    ...options
  }: { part: Part; quantity: Quantity } & Omit<CurveOptions, 'column' | 'factor' | 'bold' | 'dotted'>,
) =>
  columnCurve(rows, {
    ...options,
    column: `${part}${quantity}`,
    bold: part === 'validation',
    dotted: part === 'test',
  })
