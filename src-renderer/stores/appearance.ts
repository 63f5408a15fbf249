import { defineStore } from 'pinia'
import { computed, ref, watchEffect } from 'vue'
import type { ColourMapName } from '../../src-shared/colour/colour-maps.ts'
import { remembered } from './remembered.ts'

export type ThemeChoice = 'dark' | 'light' | 'system'

/** The chosen theme and colour map of the sky. */
export const useAppearance = defineStore('appearance', () => {
  const choice = remembered<ThemeChoice>('theme', 'system')
  const colourMap = remembered<ColourMapName>('colour-map', 'magma')

  const query = window.matchMedia('(prefers-color-scheme: light)')
  const systemIsLight = ref(query.matches)
  query.addEventListener('change', ({ matches }) => (systemIsLight.value = matches))

  const theme = computed<'dark' | 'light'>(() =>
    choice.value === 'system' ? (systemIsLight.value ? 'light' : 'dark') : choice.value,
  )
  watchEffect(
    () => {
      document.documentElement.dataset.theme = theme.value
    },
    { flush: 'sync' },
  )
  const toggle = () => {
    choice.value = theme.value === 'dark' ? 'light' : 'dark'
  }
  return { choice, theme, colourMap, toggle }
})
