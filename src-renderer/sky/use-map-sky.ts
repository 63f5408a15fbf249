import { computed, onScopeDispose, shallowRef, watch } from 'vue'
import { coloursOf } from '../../src-shared/colour/colour-maps.ts'
import { useAppearance } from '../stores/appearance.ts'
import { remembered } from '../stores/remembered.ts'
import { useSkyChoices } from '../stores/sky-choices.ts'
import type { SkyPlace, Stretch } from './sky-screen.ts'
import type { Survey } from './survey.ts'
import { useCursorValue } from './use-cursor-value.ts'

/** Cuts in the column's unit. Null means the survey's own cuts, and the stretch that suits them. */
interface Chosen {
  stretch: Stretch | null
  cuts: readonly [number, number] | null
}

/**
 * Log for intensities; linear for values of both signs (Stokes Q and U, fluctuations), which a log would push to one
 * end.
 */
const stretchFor = ([low]: readonly [number, number]): Stretch => (low < 0 ? 'linear' : 'log')

/** Milliseconds of rest before a view is saved. */
const rest = 250

/**
 * The sky of a page: the column shown, its stretch and cuts, and the view. Stretch and cuts are remembered per column
 * of a map, the view per map and page; colour map, grids and projection are the same on every page.
 * @param page the page that shows the sky
 * @returns `shown` and `told` are the props and event handlers of a SkyView
 */
export function useMapSky(page: 'maps' | 'datasets', source: () => { id: string; column: number } | null) {
  const appearance = useAppearance()
  const choices = useSkyChoices()
  const survey = shallowRef<Survey | null>(null)
  const key = computed(() => {
    const from = source()
    return from ? `look.${from.id}.${from.column}` : null
  })
  const chosen = computed(() => (key.value ? remembered<Chosen>(key.value, { stretch: null, cuts: null }) : null))
  watch(key, () => (survey.value = null), { flush: 'sync' })
  const choose = (next: Partial<Chosen>) => {
    if (chosen.value) chosen.value.value = { ...chosen.value.value, ...next }
  }
  const stretch = computed<Stretch>({
    get: () => chosen.value?.value.stretch ?? (survey.value ? stretchFor(survey.value.cuts) : 'log'),
    set: (next) => choose({ stretch: next }),
  })
  const cuts = computed<readonly [number, number] | null>({
    get: () => chosen.value?.value.cuts ?? null,
    set: (next) => choose({ cuts: next }),
  })

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
    look: {
      colourMap: appearance.colourMap,
      colours: coloursOf(appearance.colourMap, 32),
      stretch: stretch.value,
      cuts: cuts.value,
    },
    grid: choices.shownGrids,
    projection: choices.projection,
    place: place.value.value,
  }))
  const told = {
    survey: (found: Survey) => (survey.value = found),
    cursor: useCursorValue(source),
    grid: choices.toggleGrid,
    projection: choices.nextProjection,
    place: moved,
  }
  return { survey, stretch, cuts, shown, told }
}
