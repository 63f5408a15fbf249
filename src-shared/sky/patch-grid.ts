import { SkyError } from './sky-error.ts'
import { dot, toVector } from './frames.ts'
import { rowWithin, type SkyCircle } from './sky-circle.ts'
import { DEGREE, type Position } from './position.ts'

/**
 * Where rows of centres lie. `edge`: the first at |b| = minLatitude itself, each next one a step further from the
 * plane; `multiple`: at multiples of the step with |b| > minLatitude.
 */
export type RowRule = 'edge' | 'multiple'

/** Degrees; centres keep minLatitude <= |b| <= maxLatitude. */
export type GridOptions = {
  step: number
  minLatitude: number
  maxLatitude?: number
  rowRule: RowRule
  /** Only centres in this circle. */
  within?: SkyCircle | null
}

/**
 * Centres on rows of latitude every `step` degrees, step / cos b apart in longitude (Thorne et al. 2021, Sec. 2.3).
 * Rows run from south to north, longitudes increase from 0; the last gap of a row may be narrower than the others.
 * @throws SkyError `grid` for a step or latitude out of range
 */
export function patchGrid({ step, minLatitude, maxLatitude = 90, rowRule, within }: GridOptions): Position[] {
  if (!(step > 0 && step <= 180))
    throw new SkyError('grid', `The step is ${step} degrees; give one above 0, up to 180.`)
  if (!(minLatitude >= 0 && minLatitude <= 90))
    throw new SkyError('grid', `The minimum latitude is ${minLatitude} degrees; give one from 0 to 90.`)
  return rowLatitudes(step, minLatitude, maxLatitude, rowRule).flatMap((lat) => {
    const spacing = step / Math.cos(lat * DEGREE)
    const count = Math.abs(lat) >= 90 ? 1 : Math.max(1, Math.ceil(360 / spacing - 1e-9))
    if (!within) return Array.from({ length: count }, (_, i) => ({ lon: i * spacing, lat }))
    return rowWithin(lat, spacing, count, within).flatMap((i) => {
      const inside = dot(toVector(i * spacing, lat), within.centre) >= Math.cos(within.radius)
      return inside ? [{ lon: i * spacing, lat }] : []
    })
  })
}

/** Latitudes of the rows, from south to north. */
function rowLatitudes(step: number, minLatitude: number, maxLatitude: number, rowRule: RowRule): number[] {
  const first = rowRule === 'edge' ? minLatitude : (Math.floor(minLatitude / step + 1e-9) + 1) * step
  const north = Array.from(
    { length: Math.max(0, Math.floor((maxLatitude - first) / step + 1e-9) + 1) },
    (_, i) => first + i * step,
  )
  const equator = rowRule === 'multiple' && minLatitude === 0 ? [0] : []
  const south = north.filter((lat) => lat > 0).map((lat) => -lat)
  return [...south.reverse(), ...equator, ...north]
}
