import type { Region } from '../../../../src-shared/sky/measure/region.ts'
import reference from '../../../reference/patch-measures.json' with { type: 'json' }
import { signal } from '../../statistics/signal.ts'

export { reference }
const { size, width, missing } = reference.patch

/** The patch of tests/reference/patch-measures.py. */
export const geometry = { size, width }
export const picture = { width: size, height: size }
export const patch = Float32Array.from(signal(size * size), (value, i) => {
  const [row, column] = [Math.floor(i / size), i % size]
  const gone = row >= missing.rows[0] && row < missing.rows[1]
  return gone && column >= missing.columns[0] && column < missing.columns[1] ? NaN : value
})

export const pointOf = ([column, row]: number[]) => ({ column, row })

/** A region of the reference. */
export function regionOf({ kind, points, radius }: { kind: string; points: number[][]; radius?: number }): Region {
  const corners = points.map(pointOf)
  if (kind === 'disc') return { kind, centre: corners[0], radius: radius! }
  return kind === 'polygon' ? { kind, corners } : { kind: 'rectangle', from: corners[0], to: corners[1] }
}
