import type { SkyField } from '../../../src-shared/sky/field.ts'

/** What a worker makes of a map whose values are in shared memory: a tile's file, or previews of tiles. */
export type TileTask = { field: SkyField; zero: number } & (
  { kind: 'tile'; tile: number } | { kind: 'previews'; tiles: [from: number, to: number]; isCyclic: boolean }
)
