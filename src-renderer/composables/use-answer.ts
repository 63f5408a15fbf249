import { shallowRef, watch, type ShallowRef } from 'vue'
import type { CirrusError } from '../../src-preload/rpc/errors.ts'

/**
 * The host's answer to a question that changes. An earlier question is cancelled; its answer stays until the next one
 * has come, as long as both have the same subject.
 */
export function useAnswer<Question, Answer>(
  question: () => Question,
  ask: (question: Question, signal: AbortSignal) => Promise<Answer>,
  subject: (question: Question) => string = (asked) => JSON.stringify(asked),
): { answer: Readonly<ShallowRef<Answer | null>>; failure: Readonly<ShallowRef<CirrusError | null>> } {
  const answer = shallowRef<Answer | null>(null)
  const failure = shallowRef<CirrusError | null>(null)
  let about = ''
  watch(
    () => JSON.stringify(question()),
    async (_now, _before, onCleanup) => {
      const asked = question()
      const abort = new AbortController()
      onCleanup(() => abort.abort())
      if (about !== subject(asked)) answer.value = null
      about = subject(asked)
      failure.value = null
      try {
        const told = await ask(asked, abort.signal)
        if (!abort.signal.aborted) answer.value = told
      } catch (error) {
        if (!abort.signal.aborted) failure.value = error as CirrusError
      }
    },
    { immediate: true },
  )
  return { answer, failure }
}
