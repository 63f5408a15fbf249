import { ref, shallowRef, watch } from 'vue'
import type { Ref } from 'vue'
import type { CirrusError } from '../../../../src-preload/rpc/errors.ts'

/**
 * What the host computes of a study, asked for again when `version` changes. What came last stays in sight meanwhile;
 * while an answer is on its way nothing more is asked, so that a host that thinks for long is not given ever more to
 * think about.
 * @param subject an answer of another subject is not shown
 * @param begin when it is asked for first
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
