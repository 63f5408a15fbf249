import { computed, shallowRef, watch } from 'vue'
import { useAppearance } from '../stores/appearance.ts'
import { remembered } from '../stores/remembered.ts'
import type { Stretch } from './sky-screen.ts'
import type { Survey } from './survey.ts'

/** Cuts in the column's unit. Null takes the survey's own cuts, and the stretch that suits them. */
interface Chosen {
  stretch: Stretch | null
  cuts: readonly [number, number] | null
}

/** Log for intensities, linear for values of both signs (Stokes Q and U, fluctuations), which a log would drive to one end. */
const stretchFor = ([low]: readonly [number, number]): Stretch => (low < 0 ? 'linear' : 'log')

/** How a column of a map is shown, remembered for each; the colour map is the same on every page. */
export function useSkyLook(source: () => { id: string; column: number } | null) {
  const appearance = useAppearance()
  const survey = shallowRef<Survey | null>(null)
  const key = computed(() => {
    const from = source()
    return from ? `look.${from.id}.${from.column}` : null
  })
  const chosen = computed(() => (key.value ? remembered<Chosen>(key.value, { stretch: null, cuts: null }) : null))
  watch(key, () => (survey.value = null))

  const stretch = computed<Stretch>({
    get: () => chosen.value?.value.stretch ?? (survey.value ? stretchFor(survey.value.cuts) : 'log'),
    set: (next) => {
      if (chosen.value) chosen.value.value = { ...chosen.value.value, stretch: next }
    },
  })
  const cuts = computed<readonly [number, number] | null>({
    get: () => chosen.value?.value.cuts ?? null,
    set: (next) => {
      if (chosen.value) chosen.value.value = { ...chosen.value.value, cuts: next }
    },
  })
  return { survey, stretch, cuts, colourMap: computed(() => appearance.colourMap), grid: remembered('sky.grid', true) }
}
