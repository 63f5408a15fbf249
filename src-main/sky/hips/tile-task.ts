import type { SkyField } from '../../../src-shared/sky/field.ts'

/** What a worker makes of a map whose values are in shared memory. */
export type TileTask = { field: SkyField; zero: number } & (
  { kind: 'tile'; tile: number } | { kind: 'all sky'; isCyclic: boolean }
)
