import { nest2ring } from '../../../src-shared/sky/healpix/nest2ring.ts'
import { ringNumbers } from '../../../src-shared/sky/healpix/ring-numbers.ts'
import type { MapHeader } from './map-header.ts'
import type { ScanTarget } from './scan-table.ts'

export interface TargetOptions {
  /** the ordering of values in memory: RING, or by default that of the file */
  ordering?: 'RING'
}

/** Whether values change places between file and memory. */
export const isReordered = (header: MapHeader, { ordering }: TargetOptions): boolean =>
  ordering === 'RING' && header.kind === 'healpix' && header.ordering === 'NESTED'

/** Puts values into an array: those of the pixels `first`, `first + 1`, ... of the file's ordering. */
export type PutValues = (values: ScanTarget, first: number) => void

export function putValuesInto(target: ScanTarget, header: MapHeader, options: TargetOptions): PutValues {
  if (header.kind === 'image' || !isReordered(header, options)) return (values, first) => target.set(values, first)
  const numbersFrom = ringNumbers(header.nside)
  const numbers = new Int32Array(4096)
  return (values, first) => {
    for (let done = 0; done < values.length; done += numbers.length) {
      const run = numbers.subarray(0, values.length - done)
      numbersFrom(first + done, run)
      for (let i = 0; i < run.length; i++) target[run[i]] = values[done + i]
    }
  }
}

/** The place in memory of a pixel of the file. */
export function placeOfPixel(header: MapHeader, options: TargetOptions): (pixel: number) => number {
  if (header.kind === 'image' || !isReordered(header, options)) return (pixel) => pixel
  return (pixel) => nest2ring(header.nside, pixel)
}
