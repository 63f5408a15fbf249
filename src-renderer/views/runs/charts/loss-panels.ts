import type { ArchitectureName } from '../../../../src-shared/model/configuration.ts'
import { lossNamesOf } from '../../../../src-shared/model/loss-words.ts'
import { drawnColumn, type DrawnColumn } from './drawn-columns.ts'

/** A run in a chart of several. */
export interface ChartedRun {
  id: string
  /** Null for a run that is not known. */
  architecture: ArchitectureName | null
  octaves: number
}

/** One of the charts that show a column of several runs. */
export interface LossPanel {
  /** Name of the chart. */
  name: string
  column: DrawnColumn
  /** Places of its runs among all. */
  places: number[]
}

/**
 * The charts of a column: one, but for losses one for each kind, as a negative ELBO in nats and the error of a velocity
 * have no axis in common.
 */
export function lossPanels(name: string, runs: readonly ChartedRun[]): LossPanel[] {
  const columnOf = (some: readonly ChartedRun[]) =>
    drawnColumn(
      name,
      some.flatMap(({ architecture }) => architecture ?? []),
      Math.max(0, ...some.map(({ octaves }) => octaves)),
    )
  const title = 'Curves of runs'
  const all = columnOf(runs)
  const kindOf = ({ architecture }: ChartedRun) => lossNamesOf(architecture ? [architecture] : [])[0]
  const kinds = [...new Set(runs.flatMap((run) => kindOf(run) ?? []))]
  if (!all.column.endsWith('Loss') || kinds.length < 2) {
    return [{ name: title, column: all, places: runs.map((_, place) => place) }]
  }
  return kinds.map((kind) => {
    const places = runs.flatMap((run, place) => (kindOf(run) === kind ? [place] : []))
    return { name: `${title}, ${kind}`, column: columnOf(places.map((place) => runs[place])), places }
  })
}
