import { computed, onScopeDispose, shallowRef, watch } from 'vue'
import { coloursOf, type ColourMapName } from '../../src-shared/colour/colour-maps.ts'
import { colourMapsOf, schemeOf } from '../../src-shared/colour/column-colours.ts'
import { useAppearance } from '../stores/appearance.ts'
import { remembered } from '../stores/remembered.ts'
import { useMaps } from '../stores/maps.ts'
import { useSkyChoices } from '../stores/sky-choices.ts'
import { hasBothSigns } from '../../src-shared/statistics/cut-scale.ts'
import { aboutZero } from '../../src-shared/colour/range.ts'
import type { SkyPlace, Stretch } from './sky-screen.ts'
import type { Survey } from './survey.ts'
import { colourTableOf, transferOf, type ChosenStretch } from './transfer.ts'
import { useCursorValue } from './use-cursor-value.ts'
import { useDistribution } from './use-distribution.ts'
import type { ChosenLook } from './use-sky-screen.ts'

/**
 * Cuts in the column's unit. Null means the survey's own cuts, the stretch that suits them, and the colour map of the
 * column's scheme.
 */
interface Chosen {
  stretch: ChosenStretch | null
  colourMap?: ColourMapName | null
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
 * The sky of a page: the column shown, its stretch, cuts and colours, and the view. Stretch and cuts are remembered per column
 * of a map, the view per map and page; colour map, grids and projection are the same on every page.
 * @param page the page that shows the sky
 * @returns `shown` and `told` are the props and event handlers of a SkyView
 */
export function useMapSky(page: 'maps' | 'datasets', source: () => { id: string; column: number } | null) {
  const appearance = useAppearance()
  const choices = useSkyChoices()
  const maps = useMaps()
  const columnOf = (from: { id: string; column: number } | null) => from && maps.find(from.id)?.columns[from.column]
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
  const stretch = computed<ChosenStretch>({
    get() {
      const own = survey.value && scheme.value === 'sequential' ? stretchFor(survey.value.cuts) : null
      return chosen.value?.value.stretch ?? own ?? (scheme.value === 'sequential' ? 'log' : 'linear')
    },
    set: (next) => choose({ stretch: next }),
  })
  /** Residuals and other fluctuations have no card that says so, but both signs. */
  const scheme = computed(() => {
    const own = schemeOf(columnOf(source()) ?? undefined)
    return own === 'sequential' && survey.value && hasBothSigns(survey.value.cuts) ? 'diverging' : own
  })
  const colourMaps = computed(() => colourMapsOf[scheme.value])
  // Maps of intensity share one colour map; Q, U, residuals and angles have colours of their own.
  const colourMap = computed<ColourMapName>({
    get() {
      const own = colourMaps.value.find((name) => name === chosen.value?.value.colourMap)
      return own ?? (scheme.value === 'sequential' ? appearance.colourMap : colourMaps.value[0])
    },
    set(next) {
      const shared = scheme.value === 'sequential' && next !== 'residual'
      if (shared) appearance.colourMap = next
      choose({ colourMap: shared ? null : next })
    },
  })
  /** With diverging colours, zero is in their middle. */
  const centred = computed(() => colourMap.value === 'residual')
  const cuts = computed<readonly [number, number] | null>({
    get: () => chosen.value?.value.cuts ?? null,
    set: (next) => choose({ cuts: next }),
  })

  const distribution = useDistribution(
    source,
    () => survey.value !== null && (page === 'maps' || stretch.value === 'equalised'),
  )
  /** The cuts in use, once the survey or the user has given some. */
  const shownCuts = computed(() => {
    const found = cuts.value ?? survey.value?.cuts
    return found && centred.value ? aboutZero(found) : (found ?? null)
  })
  const transfer = computed(() =>
    transferOf(stretch.value, shownCuts.value ?? [0, 1], { centred: centred.value, distribution: distribution.value }),
  )
  const look = computed<ChosenLook>(() => {
    const name = colourMap.value
    if (!shownCuts.value || (stretch.value !== 'equalised' && !centred.value)) {
      const plain = stretch.value === 'equalised' ? 'linear' : stretch.value
      return { colourMap: name, colours: coloursOf(name, 32), stretch: plain, cuts: shownCuts.value }
    }
    return { colourMap: 'composed', cuts: shownCuts.value, ...colourTableOf(transfer.value, shownCuts.value, name) }
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
    look: look.value,
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
  return { survey, stretch, cuts, colourMap, colourMaps, shownCuts, transfer, distribution, shown, told }
}
