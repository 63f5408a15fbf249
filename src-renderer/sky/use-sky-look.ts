import { computed, shallowRef, watch } from 'vue'
import { useAppearance } from '../stores/appearance.ts'
import { remembered } from '../stores/remembered.ts'
import type { Stretch } from './sky-screen.ts'
import type { Survey } from './survey.ts'

/** Cuts in the column's unit; null takes the survey's own. */
interface Chosen {
  stretch: Stretch
  cuts: readonly [number, number] | null
}

/** How a column of a map is shown, remembered for each; the colour map is the same on every page. */
export function useSkyLook(source: () => { id: string; column: number } | null) {
  const appearance = useAppearance()
  const survey = shallowRef<Survey | null>(null)
  const key = computed(() => {
    const from = source()
    return from ? `look.${from.id}.${from.column}` : null
  })
  const chosen = computed(() => (key.value ? remembered<Chosen>(key.value, { stretch: 'log', cuts: null }) : null))
  watch(key, () => (survey.value = null))

  const stretch = computed<Stretch>({
    get: () => chosen.value?.value.stretch ?? 'log',
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
