import type { EpochMetrics } from '../../../../src-preload/contract/index.ts'
import type { Axis } from '../../../charts/series.ts'
import { quantityNames } from './curves.ts'
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

export const drawnColumns: readonly DrawnColumn[] = [
  ...parts.flatMap((part) =>
    (Object.keys(quantityNames) as Quantity[]).map((quantity): DrawnColumn => ({
      column: `${part}${quantity}`,
      group: part,
      name: quantityNames[quantity],
      y: { name: `${part} ${quantityNames[quantity]}`, unit: 'nat' },
      bold: part === 'validation',
      dotted: part === 'test',
    })),
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

/** The column of this name, or by default the validation ELBO. */
export const drawnColumn = (name: string): DrawnColumn =>
  drawnColumns.find(({ column }) => column === name) ?? drawnColumns[0]
