import type { NumberRange } from '../../text/number-range.ts'
import { wrapLongitude } from '../position.ts'

/** What a patch is chosen by. */
export interface ChoosablePatch {
  index: number
  /** Centre in degrees, Galactic; null if it has none. */
  lon: number | null
  lat: number | null
  split: string
}

/** Mean and standard deviation (the contrast) of a patch. */
export type StandardOf<P> = (patch: P) => { mean: number; std: number }

/** Which patches of a dataset; what is not given does not matter. Ends of ranges are included. */
export interface PatchFilter<S extends string = string> {
  splits?: readonly S[]
  /** From the first eastwards to the second, degrees: 330 to 30 goes through 0. */
  lon?: NumberRange
  /** b, degrees. */
  lat?: NumberRange
  /** Mean and standard deviation of the scaled values. */
  mean?: NumberRange
  std?: NumberRange
}

/** Whether a patch passes. One without a position passes no range of positions. */
export function passes<P extends ChoosablePatch>(patch: P, filter: PatchFilter, standardOf: StandardOf<P>): boolean {
  const { splits, lon, lat, mean, std } = filter
  if (splits && !splits.includes(patch.split)) return false
  if (lat && !isWithin(patch.lat, lat)) return false
  if (lon && !isAround(patch.lon, lon)) return false
  if (!mean && !std) return true
  const standard = standardOf(patch)
  return (!mean || isWithin(standard.mean, mean)) && (!std || isWithin(standard.std, std))
}

const isWithin = (value: number | null, [from, to]: NumberRange): boolean =>
  value !== null && (from === null || value >= from) && (to === null || value <= to)

/** Whether a longitude lies on the way eastwards from one to another; a whole turn holds all. */
function isAround(lon: number | null, [from, to]: NumberRange): boolean {
  if (lon === null) return false
  const [first, last] = [from ?? 0, to ?? 360]
  if (last - first >= 360) return true
  return wrapLongitude(lon - first) <= wrapLongitude(last - first)
}
