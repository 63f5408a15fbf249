import type { MapFillRequest } from './map-fill-request.ts'
import type { MapFillOutline } from './outline-map-fill.ts'

/** A fill that has been checked, and where it is kept. */
export interface MapFillOrder {
  request: MapFillRequest
  outline: MapFillOutline
  folder: string
  signal?: AbortSignal
  onProgress?(fraction: number, note: string): void
}
