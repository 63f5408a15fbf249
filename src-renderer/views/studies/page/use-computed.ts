import { ref, shallowRef, watch } from 'vue'
import type { Ref } from 'vue'
import type { CirrusError } from '../../../../src-preload/rpc/errors.ts'

/**
 * A result that the host computes for a study, requested again when `version` changes. The last result stays visible
 * meanwhile; only one request is in flight, so that slow computations do not pile up.
 * @param subject results for another subject are not shown
 * @param begin when to request it first
 */
export function useComputed<Answer>(
  subject: () => string,
  version: () => unknown,
  ask: () => Promise<Answer>,
  begin: (load: () => void) => void = (load) => load(),
) {
  const answer = shallowRef() as Ref<Answer | undefined>
  const failure = shallowRef<CirrusError | null>(null)
  const busy = ref(false)
  let stale = false

  const load = async () => {
    if (busy.value) {
      stale = true
      return
    }
    busy.value = true
    const asked = subject()
    try {
      const told = await ask()
      if (asked === subject()) {
        answer.value = told
        failure.value = null
      }
    } catch (error) {
      if (asked === subject()) failure.value = error as CirrusError
    }
    busy.value = false
    if (!stale) return
    stale = false
    await load()
  }
  watch([subject, version] as const, ([now], [before]) => {
    if (now !== before) {
      answer.value = undefined
      failure.value = null
    }
    void load()
  })
  begin(() => void load())
  return { answer, failure, busy, load }
}
