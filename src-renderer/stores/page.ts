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
  /** The value of a second map there. */
  beside?: { value: number | null; unit: string }
  /** Additional text: a pixel, an epoch. */
  note?: string
}

/** What the frame shows about the open page: breadcrumb, subject, and what is under the cursor. */
export const usePage = defineStore('page', () => {
  const crumbs = shallowRef<Crumb[]>([])
  const subject = ref('')
  const cursor = shallowRef<CursorReadOut | null>(null)
  return { crumbs, subject, cursor }
})
