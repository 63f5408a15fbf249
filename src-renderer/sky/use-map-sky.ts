import { computed, onScopeDispose } from 'vue'
import { remembered } from '../stores/remembered.ts'
import { useSkyChoices } from '../stores/sky-choices.ts'
import type { SkyPlace } from './sky-screen.ts'
import type { Survey } from './survey.ts'
import { useCursorValue } from './use-cursor-value.ts'
import { useMapLook, type SkySource } from './use-map-look.ts'

/** Milliseconds of rest before a view is saved. */
const rest = 250

/**
 * The sky of a page: the look of the column shown, and the view, remembered per map and page. Grids and projection are
 * the same on every page.
 * @param page the page that shows the sky
 * @param beside another column whose value is read at the same position
 * @returns `shown` and `told` are the props and event handlers of a SkyView
 */
export function useMapSky(
  page: 'maps' | 'datasets',
  source: () => SkySource | null,
  beside: () => SkySource | null = () => null,
) {
  const choices = useSkyChoices()
  const own = useMapLook(source, page === 'maps')
  const place = computed(() => remembered<SkyPlace | null>(`place.${page}.${source()?.id ?? ''}`, null))
  let timer: ReturnType<typeof setTimeout> | undefined
  function moved(next: SkyPlace | null) {
    clearTimeout(timer)
    const { value: kept } = place
    timer = setTimeout(() => (kept.value = next), rest)
  }
  onScopeDispose(() => clearTimeout(timer))

  const shown = computed(() => ({
    mapId: source()?.id ?? '',
    column: source()?.column ?? 0,
    look: own.look.value,
    grid: choices.shownGrids,
    projection: choices.projection,
    place: place.value.value,
  }))
  const told = {
    survey: (found: Survey) => (own.survey.value = found),
    cursor: useCursorValue(source, beside),
    grid: choices.toggleGrid,
    projection: choices.nextProjection,
    place: moved,
  }
  return { ...own, shown, told }
}
