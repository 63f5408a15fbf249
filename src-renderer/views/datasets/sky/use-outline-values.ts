import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'
import {
  datasetChannels,
  standardOf,
  type Dataset,
  type Patch,
  type Validation,
} from '../../../../src-preload/contract/index.ts'
import type { CirrusError } from '../../../../src-preload/rpc/errors.ts'
import { scalingOf } from '../../../../src-shared/sky/channels.ts'
import { scaledWords } from '../../../../src-shared/sky/scale.ts'
import { formatUnit } from '../../../../src-shared/text/format.ts'
import { call } from '../../../connection/index.ts'
import { useValidations } from '../../../stores/validations.ts'

/** What gives outlines their colours: the split, a statistic of the patch, or the id of a validation with its errors. */
export type OutlineColour = string

/** A validation in a list of choices. */
export const validationWords = ({ runName, epoch, config: { split, channel } }: Validation) =>
  `error, ${split}${channel ? `, ${channel}` : ''}, epoch ${epoch} of ${runName}`

/**
 * A value for each patch of a dataset, by which its outline is coloured.
 * @param channel whose mean and standard deviation are shown
 * @returns `valueOf` is null while patches are coloured by their split; it gives null for a patch without a value
 */
export function useOutlineValues(dataset: () => Dataset | null, channel: () => number) {
  const validations = useValidations()
  const colour = ref<OutlineColour>('split')
  const errors = shallowRef<ReadonlyMap<number, number> | null>(null)
  const failure = shallowRef<CirrusError | null>(null)

  const choices = computed(() => {
    const of = dataset()
    if (of?.state !== 'complete') return []
    const measured = validations.items.filter(({ datasetId, state }) => datasetId === of.id && state === 'complete')
    return [
      { value: 'split', label: 'split' },
      // All patches that were standardised together have one mean and one standard deviation.
      ...(of.recipe.standardisation === 'patch'
        ? [
            { value: 'mean', label: 'mean' },
            { value: 'std', label: 'standard deviation' },
          ]
        : []),
      ...measured.map((one) => ({ value: one.id, label: validationWords(one) })),
    ]
  })
  const shown = computed(() => choices.value.find(({ value }) => value === colour.value)?.value ?? 'split')
  watch(
    () => dataset()?.id,
    () => (colour.value = 'split'),
  )

  let asking: AbortController | null = null
  watch(shown, async (id) => {
    asking?.abort()
    errors.value = failure.value = null
    if (['split', 'mean', 'std'].includes(id)) return
    const { signal } = (asking = new AbortController())
    try {
      const found = await call('validations.patches', { id }, { signal })
      if (!signal.aborted) errors.value = new Map(found.map((patch) => [patch.index, patch.meanSquaredError]))
    } catch (error) {
      if (!signal.aborted) failure.value = error as CirrusError
    }
  })
  onScopeDispose(() => asking?.abort())

  const valueOf = computed<((patch: Patch) => number | null) | null>(() => {
    const at = channel()
    if (shown.value === 'split') return null
    if (shown.value === 'mean') return (patch) => standardOf(patch, at).mean
    if (shown.value === 'std') return (patch) => standardOf(patch, at).std
    const found = errors.value
    return (patch) => found?.get(patch.index) ?? null
  })
  /** Mean and standard deviation are those of the scaled values; errors are mean squares of standardised ones. */
  const unit = computed(() => {
    const of = dataset()
    if (!of || shown.value === 'split') return ''
    if (shown.value !== 'mean' && shown.value !== 'std') return 'mean squared error'
    const scaling = scalingOf(datasetChannels(of.recipe)[channel()] ?? 'I', of.recipe)
    return scaling.scale === 'linear' ? of.unit : scaledWords(scaling, formatUnit(of.unit) || 'value')
  })
  return { colour, shown, choices, valueOf, unit, failure }
}
