import { useSessionStorage } from '@vueuse/core'
import { toRaw, watch } from 'vue'

/**
 * A half-filled form, kept for this session under its address, so that leaving the page, Back and reload lose nothing.
 * @param form the form to keep; null until it is known. An unchanged form is not kept.
 */
export function useFormDraft<Form>(address: string) {
  const stored = useSessionStorage<Form | null>(`cirrus.form.${address}`, null, {
    serializer: { read: (text) => JSON.parse(text) as Form, write: (form) => JSON.stringify(form) },
  })
  let ended = false
  return {
    /** The form as it was left; null for a new one. */
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
    /** Discards the draft once the form is submitted or cancelled. */
    end() {
      ended = true
      stored.value = null
    },
  }
}
