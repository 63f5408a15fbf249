import { defineStore } from 'pinia'
import { ref } from 'vue'
import { CirrusError } from '../../src-preload/rpc/errors.ts'

export interface Notice {
  key: number
  kind: 'done' | 'failure'
  text: string
  details?: string
  action?: { label: string; to?: string; run?: () => void }
}

/** Short messages at the edge of the window about the outcome of an action. A failure stays until dismissed. */
export const useNotices = defineStore('notices', () => {
  const items = ref<Notice[]>([])
  let next = 0
  const dismiss = (key: number) => {
    items.value = items.value.filter((notice) => notice.key !== key)
  }
  const show = (notice: Omit<Notice, 'key'>) => {
    const key = next++
    items.value = [...items.value.slice(-3), { ...notice, key }]
    if (notice.kind === 'done') setTimeout(() => dismiss(key), 6000)
  }
  const done = (text: string, action?: Notice['action']) => show({ kind: 'done', text, action })
  const failure = (error: unknown) => {
    if (error instanceof CirrusError && error.code === 'cancelled') return
    const { message, details } =
      error instanceof CirrusError ? error : { message: String((error as Error)?.message ?? error), details: undefined }
    show({ kind: 'failure', text: message, details })
  }
  /** Runs an action that may fail; shows the failure and returns undefined if it does. */
  const attempt = async <T>(work: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await work()
    } catch (error) {
      failure(error)
      return undefined
    }
  }
  return { items, show, done, failure, attempt, dismiss }
})
