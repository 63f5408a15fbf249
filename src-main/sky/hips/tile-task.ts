import type { SkyField } from '../../../src-shared/sky/field.ts'
import type { TilePlace } from './pyramid.ts'
import type { TileOptions } from './tile-values.ts'

/** A tile that a worker makes of a map whose values are in shared memory. */
export interface TileTask {
  field: SkyField
  place: TilePlace
  options: TileOptions
}
