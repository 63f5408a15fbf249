import type { LocationQuery } from 'vue-router'

/** A second column on the sky, beside the first or in its place by turns. */
export interface Comparison {
  /** The second map, which may be the first one too, and its column. */
  map: string
  column: number
  way: 'side' | 'blink'
  /** Whether the second column has the colours and cuts of the first. */
  shared: boolean
  /** Seconds that each sky is shown. */
  every: number
}

/** Seconds between two blinks: more than three flashes in a second can cause seizures (WCAG 2.3.1). */
export const blinkLimits = { min: 0.25, max: 10 }

const wholeNumber = (value: unknown) => (/^\d{1,6}$/.test(String(value)) ? Number(value) : 0)

/** The comparison in an address; null if there is none. What cannot be read is as by default. */
export function comparisonOf(query: LocationQuery): Comparison | null {
  const { with: map, with_column: column, view, scale, every } = query
  if (typeof map !== 'string' || map === '') return null
  const seconds = Number.parseFloat(String(every))
  return {
    map,
    column: wholeNumber(column),
    way: view === 'blink' ? 'blink' : 'side',
    shared: scale === 'shared',
    every: Number.isFinite(seconds) ? Math.min(blinkLimits.max, Math.max(blinkLimits.min, seconds)) : 1,
  }
}

/** The query of an address that shows a comparison with the first map's column; what is as by default is left out. */
export function comparisonQuery(comparison: Comparison | null, firstColumn: number): Record<string, string> {
  if (comparison === null) return {}
  const { map, column, way, shared, every } = comparison
  return {
    column: String(firstColumn),
    with: map,
    with_column: String(column),
    ...(way === 'blink' ? { view: 'blink' } : {}),
    ...(shared ? { scale: 'shared' } : {}),
    ...(every === 1 ? {} : { every: String(every) }),
  }
}
