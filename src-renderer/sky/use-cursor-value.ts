import { onScopeDispose, watch } from 'vue'
import { call } from '../connection/index.ts'
import { usePage } from '../stores/page.ts'
import { pixelWords } from '../../src-shared/sky/healpix/pixel-under.ts'
import type { Position } from '../../src-shared/sky/position.ts'

/** Milliseconds between two requests for the value under the cursor. */
const pause = 60

/**
 * Shows the position under the cursor in the status bar at once, and the map's value there as soon as it is known; also
 * when the column changes under a resting cursor. One request at a time; positions passed in between are skipped.
 * @param source the map and column that the cursor is over; null while there is none
 */
export function useCursorValue(source: () => { id: string; column: number } | null) {
  const page = usePage()
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
        const { value, unit, pixel } = await call('maps.value', { ...from, ...at })
        const here = page.cursor?.lon === at.lon && page.cursor.lat === at.lat
        if (!ended && (here || wanted !== null)) {
          page.cursor = { ...page.cursor, value, unit, note: pixel && pixelWords(pixel) }
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
    const { value, unit, note } = page.cursor ?? {}
    page.cursor = position && { ...position, value, unit, note }
    if (position && !asking) void ask()
  }
  watch(
    () => [source()?.id, source()?.column],
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
