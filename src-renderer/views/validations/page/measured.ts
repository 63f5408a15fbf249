import { shallowRef, watch } from 'vue'
import type { ValidatedPatch, Validation } from '../../../../src-preload/contract/index.ts'
import type { ValidationResults } from '../../../../src-shared/validation/results.ts'
import type { CirrusError } from '../../../../src-preload/rpc/errors.ts'
import { call } from '../../../connection/index.ts'

/** A complete validation with all its numbers. */
export interface Measured {
  validation: Validation
  results: ValidationResults
  /** In the order of the arrays and pictures. */
  patches: readonly ValidatedPatch[]
}

/** The measurements of a validation; null until it is complete. */
export function useMeasured(validation: () => Validation) {
  const measured = shallowRef<Measured | null>(null)
  const failure = shallowRef<CirrusError | null>(null)
  const load = async (signal?: AbortSignal) => {
    const { id, state } = validation()
    failure.value = null
    if (state !== 'complete') return
    try {
      const [results, patches] = await Promise.all([
        call('validations.results', { id }, { signal }),
        call('validations.patches', { id }, { signal }),
      ])
      if (!signal?.aborted) measured.value = { validation: validation(), results, patches }
    } catch (error) {
      if (!signal?.aborted) failure.value = error as CirrusError
    }
  }
  watch(
    [() => validation().id, () => validation().state],
    (_now, _before, onCleanup) => {
      const abort = new AbortController()
      onCleanup(() => abort.abort())
      measured.value = null
      void load(abort.signal)
    },
    { immediate: true },
  )
  return { measured, failure, load }
}
