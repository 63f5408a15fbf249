import { useSessionStorage } from '@vueuse/core'
import { toRaw, watch } from 'vue'

/**
 * A form that is half filled in, kept for this session under its address: leaving the page, Back and a reload lose nothing.
 * @param form what is kept; null until it is there. As it first was it is not kept.
 */
export function useFormDraft<Form>(address: string) {
  const stored = useSessionStorage<Form | null>(`cirrus.form.${address}`, null, {
    serializer: { read: (text) => JSON.parse(text) as Form, write: (form) => JSON.stringify(form) },
  })
  let ended = false
  return {
    /** As it was left; null for a new one. */
    left: structuredClone(toRaw(stored.value)),
    keep(form: () => Form | null) {
      let first = ''
      watch(
        () => JSON.stringify(form()),
        (text) => {
          if (ended || text === 'null') return
          first ||= text
          if (text !== first) stored.value = JSON.parse(text) as Form
        },
        { immediate: true },
      )
    },
    /** Forgets it: what was filled in was taken, or is not wanted. */
    end() {
      ended = true
      stored.value = null
    },
  }
}
