import type { Position } from '../../../src-shared/sky/position.ts'
import type { PatchGeometry } from '../../../src-shared/sky/projection/patch-pixels.ts'
import { cutSource, type PatchSource } from './patch-source.ts'

export interface ValuesOrder extends PatchGeometry, Position {
  source: PatchSource
}

/** The values of one gnomonic patch in map units: float32 [channels, size, size], NaN where there are no data. */
export function patchValues({ source, lon, lat, size, width }: ValuesOrder): Float32Array<ArrayBuffer> {
  const pictures = cutSource(source, { lon, lat }, { size, width })
  const values = new Float32Array(pictures.length * size * size)
  pictures.forEach((picture, c) => values.set(picture, c * size * size))
  return values
}
