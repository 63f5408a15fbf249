import { nextTick } from 'vue'
import { useRouter } from 'vue-router'

/**
 * Opens map files from anywhere in the window: through the address of the Maps page, one after the other, as a new
 * address would replace one that has not led there yet.
 */
export function useOpeningMaps(): (paths: readonly string[]) => void {
  const router = useRouter()
  let before: Promise<unknown> = Promise.resolve()
  return (paths) => {
    for (const path of paths)
      before = before.then(() => router.push({ path: '/maps', query: { open: path } })).then(() => nextTick())
  }
}
