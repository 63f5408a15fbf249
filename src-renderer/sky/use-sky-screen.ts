import { computed, onBeforeUnmount, onMounted, shallowRef, watch, type ShallowRef } from 'vue'
import { coarseSkyAddress } from '../../src-preload/contract/maps.ts'
import { CirrusError } from '../../src-preload/rpc/errors.ts'
import { fetchFloats } from '../connection/index.ts'
import { isStarted, type SkySlot } from './aladin-screen.ts'
import { closeSecondScreen, hasWebGl, openScreen } from './open-screen.ts'
import type { Look, SkyPlace, SkyProjection, SkyScreen } from './sky-screen.ts'
import { showFirstPicture } from './show-first-picture.ts'
import { fetchSurvey, type Survey } from './survey.ts'
import { useCurtain } from './use-curtain.ts'
import { useTilesComing } from './use-tiles-coming.ts'

/** Null cuts mean the survey's own. */
export type ChosenLook = Omit<Look, 'cuts'> & { cuts: readonly [number, number] | null }

/**
 * Shows a column of a map on a screen inside an element, and keeps its look up to date.
 * @param view the initial place, null for the whole sky, and the projection
 * @param surveyed called with the column's survey before its tiles are shown
 * @param slot the window's first sky is kept for the next view, the second freed with this one
 */
export function useSkyScreen(
  root: Readonly<ShallowRef<HTMLElement | null>>,
  source: () => { mapId: string; column: number },
  look: () => ChosenLook,
  view: () => { place: SkyPlace | null; projection: SkyProjection },
  surveyed: (survey: Survey) => void,
  slot: SkySlot = 'first',
) {
  const survey = shallowRef<Survey | null>(null)
  const screen = shallowRef<SkyScreen | null>(null)
  const failure = shallowRef<CirrusError | null>(null)
  const applied = computed<Look | null>(() => {
    if (!survey.value) return null
    const { cuts, zero } = survey.value
    const [low, high] = look().cuts ?? cuts
    return { ...look(), cuts: [low - zero, high - zero] }
  })
  const missing = useTilesComing(() => survey.value?.address ?? null)
  useCurtain(
    screen,
    computed(() => missing.value === 'all'),
  )

  let loading: AbortController | null = null
  async function load() {
    loading?.abort()
    const { signal } = (loading = new AbortController())
    survey.value = null
    failure.value = null
    const { mapId, column } = source()
    try {
      const surveying = fetchSurvey(mapId, column, signal)
      surveying.catch(() => undefined)
      // Whether there is WebGL takes a while to find out, in which the host works.
      const starting = !isStarted(slot) && hasWebGl()
      const coarse = starting ? fetchFloats(coarseSkyAddress(mapId, column), signal) : null
      coarse?.catch(() => undefined)
      const found = await surveying
      survey.value = found
      surveyed(found)
      if (coarse && root.value) await showFirstPicture(root.value, coarse, found, view(), applied.value!, signal)
      if (signal.aborted) return
      const opened = await openScreen(mapId, found, applied.value!, slot)
      if (signal.aborted) return
      // The survey may have changed the look while the screen was opening.
      opened.setLook(applied.value!)
      if (screen.value === null) begin(opened)
    } catch (error) {
      if (signal.aborted) return
      failure.value =
        error instanceof CirrusError ? error : new CirrusError('internal', 'The sky view did not start.', String(error))
    }
  }
  function begin(opened: SkyScreen) {
    root.value?.prepend(opened.element)
    const { place, projection } = view()
    opened.setProjection(projection)
    const at = place ?? survey.value?.data
    if (at) {
      opened.setFov(at.fov)
      opened.goTo(at)
    } else opened.wholeSky()
    screen.value = opened
  }
  watch(
    () => [source().mapId, source().column],
    () => void load(),
  )
  watch(
    () => view().projection,
    (next) => screen.value?.setProjection(next),
  )
  watch(applied, (now) => now && screen.value?.setLook(now))
  onMounted(load)
  onBeforeUnmount(() => {
    loading?.abort()
    if (screen.value?.element.parentElement === root.value) screen.value?.element.remove()
    if (slot === 'second') closeSecondScreen()
  })
  return { survey, screen, failure, missing, load }
}
