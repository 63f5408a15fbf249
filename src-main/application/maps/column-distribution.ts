import type { ColumnDistribution } from '../../../src-preload/contract/map-statistics.ts'
import type { MapValues } from '../../../src-shared/sky/healpix/map.ts'
import { cutScale } from '../../../src-shared/statistics/cut-scale.ts'
import { displayRange } from '../../sky/hips/display-range.ts'
import { inTurns } from './in-turns.ts'

/** Enough for percentiles to 0.01 per cent of the span of the cuts, few enough for one message. */
const bins = 2048

/**
 * Counts the values of a column in bins that are equally wide on the scale of the sky's cuts. NaN is missing.
 * @throws the signal's reason
 */
export async function columnDistribution(values: MapValues, signal?: AbortSignal): Promise<ColumnDistribution> {
  const { cuts, range } = displayRange(values)
  // Of a single value, the range that the sky view has.
  const [low, high] = range[0] < range[1] ? range : cuts
  const scale = cutScale([low, high], cuts)
  const counts = new Array<number>(bins).fill(0)
  let missing = 0
  await inTurns(
    values.length,
    (start, end) => {
      for (let i = start; i < end; i++) {
        const value = values[i]
        if (Number.isNaN(value)) missing++
        else counts[Math.min(bins - 1, Math.floor(scale.fraction(value) * bins))]++
      }
    },
    signal,
  )
  const inner = Array.from({ length: bins - 1 }, (_, i) => scale.value((i + 1) / bins))
  return { cuts, edges: [low, ...inner, high], counts, missing }
}
