import { onScopeDispose, watch } from 'vue'
import { call } from '../connection/index.ts'
import { usePage, type CursorReadOut } from '../stores/page.ts'
import { useSkyUnits } from '../stores/sky-units.ts'
import { pixelWords } from '../../src-shared/sky/healpix/pixel-under.ts'
import type { Position } from '../../src-shared/sky/position.ts'
import type { SkySource } from './use-map-look.ts'

/** Milliseconds between two requests for the value under the cursor. */
const pause = 60

/**
 * Shows the position under the cursor in the status bar at once, and the map's value there as soon as it is known, in
 * the unit chosen for the sky; also when the column or its unit changes under a resting cursor. One request at a time; positions passed in between are skipped.
 * @param source the map and column that the cursor is over; null while there is none
 * @param beside another column to read at the same position
 */
export function useCursorValue(source: () => SkySource | null, beside: () => SkySource | null = () => null) {
  const page = usePage()
  const units = useSkyUnits()
  async function read(from: SkySource, at: Position) {
    const { value, unit: own, pixel } = await call('maps.value', { ...from, ...at })
    const { unit, factor } = units.shownFor(from, own)
    return { value: value === null ? null : value * factor, unit, pixel }
  }
  let wanted: Position | null = null
  let asking = false
  let ended = false

  async function ask() {
    asking = true
    while (wanted !== null && !ended) {
      const at: Position = wanted
      wanted = null
      const from = source()
      if (!from) break
      try {
        const other = beside()
        const [{ value, unit, pixel }, second] = await Promise.all([read(from, at), other && read(other, at)])
        const here = page.cursor?.lon === at.lon && page.cursor.lat === at.lat
        if (!ended && (here || wanted !== null)) {
          const seen: CursorReadOut = { ...page.cursor, value, unit, note: pixel && pixelWords(pixel) }
          page.cursor = { ...seen, beside: second ? { value: second.value, unit: second.unit } : undefined }
        }
      } catch {
        // Only the position stays; the frame reports a lost connection.
      }
      await new Promise((resolve) => setTimeout(resolve, pause))
    }
    asking = false
  }
  const show = (position: Position | null) => {
    wanted = position
    page.cursor = position && { ...page.cursor, ...position }
    if (position && !asking) void ask()
  }
  watch(
    () => [source(), beside()].flatMap((from) => [from?.id, from?.column, from && units.of(from).value]),
    () => {
      const { lon, lat } = page.cursor ?? {}
      if (lon !== undefined && lat !== undefined) show({ lon, lat })
    },
  )
  onScopeDispose(() => {
    ended = true
    page.cursor = null
  })
  return show
}
