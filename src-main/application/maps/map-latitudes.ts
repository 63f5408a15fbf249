import type { Latitudes } from '../../../src-preload/contract/map-statistics.ts'
import { pixelsOfField, type SkyField } from '../../../src-shared/sky/field.ts'
import {
  equalAreaLatitudes,
  latitudeCounter,
  noLatitudes,
  rowsOfField,
} from '../../../src-shared/sky/missing-by-latitude.ts'
import { inTurns, pixelsPerTurn } from './in-turns.ts'

/**
 * Counts the pixels of a map, and those without a value, in bins of Galactic latitude.
 * @throws WcsError for an image without coordinates; the signal's reason
 */
export async function mapLatitudes(field: SkyField, bins: number, signal?: AbortSignal): Promise<Latitudes> {
  const counts = noLatitudes(bins)
  const add = latitudeCounter(field, counts)
  const rows = rowsOfField(field)
  const perTurn = Math.max(1, Math.floor((pixelsPerTurn * rows) / pixelsOfField(field)))
  await inTurns(
    rows,
    (start, end) => {
      for (let row = start; row < end; row++) add(row)
    },
    signal,
    perTurn,
  )
  return { edges: equalAreaLatitudes(bins), ...counts }
}
