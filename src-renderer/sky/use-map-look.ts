import { computed, shallowRef, watch } from 'vue'
import { coloursOf, type ColourMapName } from '../../src-shared/colour/colour-maps.ts'
import { colourMapsOf, schemeOf } from '../../src-shared/colour/column-colours.ts'
import { useAppearance } from '../stores/appearance.ts'
import { remembered } from '../stores/remembered.ts'
import { useMaps } from '../stores/maps.ts'
import { useSkyUnits } from '../stores/sky-units.ts'
import { hasBothSigns } from '../../src-shared/statistics/cut-scale.ts'
import { aboutZero } from '../../src-shared/colour/range.ts'
import type { Stretch } from './sky-screen.ts'
import type { Survey } from './survey.ts'
import { colourTableOf, transferOf, type ChosenStretch } from './transfer.ts'
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

/** A column of a map. */
export interface SkySource {
  id: string
  column: number
}

/**
 * Stretch, cuts and colours of a column on the sky, remembered for each column of a map; the colour map of intensities
 * is the same on every page.
 * @param counted whether the column's distribution is wanted, for a histogram; equalised colours need it anyway
 */
export function useMapLook(source: () => SkySource | null, counted = true) {
  const appearance = useAppearance()
  const maps = useMaps()
  const units = useSkyUnits()
  const columnOf = (from: SkySource | null) => from && maps.find(from.id)?.columns[from.column]
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
  /** The unit that values are read in; cuts, tiles and colours stay in the column's own. */
  const shownUnit = computed(() => {
    const from = source()
    return from ? units.shownFor(from) : { unit: '', factor: 1 }
  })
  /** With diverging colours, zero is in their middle. */
  const centred = computed(() => colourMap.value === 'residual')
  const cuts = computed<readonly [number, number] | null>({
    get: () => chosen.value?.value.cuts ?? null,
    set: (next) => choose({ cuts: next }),
  })

  const distribution = useDistribution(
    source,
    () => survey.value !== null && (counted || stretch.value === 'equalised'),
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
  return { survey, stretch, cuts, colourMap, colourMaps, shownCuts, transfer, distribution, shownUnit, look }
}
