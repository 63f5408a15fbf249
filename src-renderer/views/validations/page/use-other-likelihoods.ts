import { shallowRef, watch } from 'vue'
import type { Validation } from '../../../../src-preload/contract/index.ts'
import type { Likelihood } from '../../../../src-shared/validation/likelihood.ts'
import { call } from '../../../connection/index.ts'

/** The likelihoods of a validation that is shown beside another; none without one, or until it is complete. */
export function useOtherLikelihoods(other: () => Validation | null) {
  const likelihoods = shallowRef<readonly Likelihood[]>([])
  watch(
    [() => other()?.id, () => other()?.state],
    async ([id, state], _before, onCleanup) => {
      const abort = new AbortController()
      onCleanup(() => abort.abort())
      likelihoods.value = []
      if (id === undefined || state !== 'complete') return
      // The column of the other one tells of a failure.
      const found = await call('validations.results', { id }, { signal: abort.signal }).catch(() => null)
      if (!abort.signal.aborted) likelihoods.value = found?.likelihoods ?? []
    },
    { immediate: true },
  )
  return likelihoods
}
