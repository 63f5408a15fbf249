import { customRef } from 'vue'
import type { Ref } from 'vue'

/** A value kept in the browser's storage under `cirrus.<name>`; the default if there is none or it cannot be read. */
export function remembered<T>(name: string, byDefault: T): Ref<T> {
  const key = `cirrus.${name}`
  const read = (): T => {
    try {
      const text = localStorage.getItem(key)
      return text === null ? byDefault : (JSON.parse(text) as T)
    } catch {
      return byDefault
    }
  }
  let value = read()
  return customRef<T>((track, trigger) => ({
    get() {
      track()
      return value
    },
    set(next) {
      value = next
      try {
        localStorage.setItem(key, JSON.stringify(next))
      } catch {
        // If storage is full or blocked, the layout is simply not remembered.
      }
      trigger()
    },
  }))
}

/** Removes all remembered values from the storage. */
export function forgetRemembered() {
  for (const key of Object.keys(localStorage).filter((name) => name.startsWith('cirrus.'))) localStorage.removeItem(key)
}
