import { alignedTable } from '../../src-main/terminal/output.ts'
import type { Row } from './row.ts'

/** The rows as text, with three digits per number. */
export function formatTable(rows: readonly Row[]): string {
  return alignedTable([
    ['figure', 'unit', 'ours', 'peers', 'ratio', 'goal', 'met'],
    ...rows.map(({ figure, unit, ours, peers, ratio, goal, met }) => [
      figure,
      unit,
      ours === null ? 'not measured' : digits(ours),
      Object.entries(peers)
        .map(([name, value]) => `${name} ${value === null ? 'missing' : digits(value)}`)
        .join(', '),
      ratio === null ? '' : digits(ratio),
      goal === null ? '' : `<= ${digits(goal)}`,
      met === null ? '' : met ? 'yes' : 'no',
    ]),
  ])
}

const digits = (value: number) =>
  value !== 0 && Math.abs(value) < 1e-3 ? value.toExponential(1) : String(Number(value.toPrecision(3)))
