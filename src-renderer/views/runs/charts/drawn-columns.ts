import type { ArchitectureName } from '../../../../src-shared/model/configuration.ts'
import type { EpochMetrics } from '../../../../src-preload/contract/index.ts'
import type { Axis } from '../../../charts/series.ts'
import { quantityAxes } from './curves.ts'
import type { Part, Quantity } from './curves.ts'
import { diagnostics } from './diagnostics.ts'

/** A column of the metrics as drawn for several runs. */
export interface DrawnColumn {
  column: keyof EpochMetrics
  group: string
  /** Its name in the list, below its group. */
  name: string
  y: Axis
  factor?: number
  bold?: boolean
  dotted?: boolean
}

const parts: readonly Part[] = ['validation', 'train', 'test']

/** The columns of runs of these architectures, whose flows have at most so many octaves. */
export const drawnColumns = (architectures: readonly ArchitectureName[], octaves = 0): DrawnColumn[] => [
  ...parts.flatMap((part) =>
    (Object.entries(quantityAxes(architectures, octaves)) as [Quantity, Axis][]).map(
      ([quantity, { name, unit }]): DrawnColumn => ({
        column: `${part}${quantity}`,
        group: part,
        name,
        y: { name: `${part} ${name}`, unit },
        bold: part === 'validation',
        dotted: part === 'test',
      }),
    ),
  ),
  ...diagnostics.map(({ column, name, y, factor }): DrawnColumn => ({
    column,
    group: 'training',
    name,
    y,
    factor,
    bold: true,
  })),
]

/** The column of this name, or by default the validation loss. */
export function drawnColumn(name: string, architectures: readonly ArchitectureName[], octaves = 0): DrawnColumn {
  const columns = drawnColumns(architectures, octaves)
  return columns.find(({ column }) => column === name) ?? columns[0]
}
