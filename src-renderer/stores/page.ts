import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'

export interface Crumb {
  label: string
  to?: string
}
/** What is under the cursor. `position` is Galactic, degrees. */
export interface CursorReadOut {
  lon?: number
  lat?: number
  value?: number | null
  unit?: string
  /** More words: a pixel, an epoch. */
  note?: string
}

/** What the frame shows of the page that is open: the way to it, what it is about, and what is under the cursor. */
export const usePage = defineStore('page', () => {
  const crumbs = shallowRef<Crumb[]>([])
  const subject = ref('')
  const cursor = shallowRef<CursorReadOut | null>(null)
  return { crumbs, subject, cursor }
})
