import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'
import type { z } from 'zod'
import type { datasetMethods } from '../../../src-preload/contract/index.ts'
import { importCommand, stackImportSchema, type Dataset } from '../../../src-preload/contract/index.ts'
import type { ChannelSet } from '../../../src-shared/sky/channels.ts'
import type { Standardisation } from '../../../src-shared/sky/scale.ts'
import type { CirrusError } from '../../../src-preload/rpc/errors.ts'
import { useFieldErrors } from '../../composables/use-field-errors.ts'
import { call } from '../../connection/index.ts'

export type ImportPreview = z.infer<(typeof datasetMethods)['datasets.previewImport']['result']>

/** Milliseconds without a change before the stack's header is read. */
const rest = 250

/**
 * The form of an import: what the stack's header says while it is filled in, errors at the fields that the host names,
 * the equivalent command, and its submission.
 */
export function useImport() {
  const form = ref({
    path: '',
    positions: '',
    masks: '',
    noise: '',
    width: NaN,
    unit: '',
    channels: 'I' as ChannelSet,
    scale: 'log' as 'log' | 'linear',
    standardisation: 'patch' as Standardisation,
    split: 'random' as 'random' | 'disjoint',
    seed: 0,
    name: '',
  })
  const errors = useFieldErrors(() => form.value)
  const preview = shallowRef<ImportPreview | null>(null)
  /** Undefined as long as the form is incomplete. */
  const order = computed(() => {
    const { path, positions, masks, noise, unit, name, ...knobs } = form.value
    const given = {
      ...knobs,
      path: path.trim(),
      positions: positions.trim() || null,
      masks: masks.trim() || undefined,
      noise: noise.trim() || undefined,
      unit: unit.trim(),
    }
    const parsed = stackImportSchema.safeParse(given)
    return parsed.success ? { ...parsed.data, name: name.trim() || undefined } : undefined
  })

  let timer: ReturnType<typeof setTimeout> | undefined
  let asking: AbortController | null = null
  const forget = () => {
    clearTimeout(timer)
    asking?.abort()
  }
  async function ask() {
    const { signal } = (asking = new AbortController())
    try {
      const answer = await call('datasets.previewImport', order.value!, { signal })
      if (!signal.aborted) preview.value = answer
    } catch (error) {
      if (!signal.aborted) errors.error.value = error as CirrusError
    }
  }
  watch(
    () => JSON.stringify(order.value),
    () => {
      forget()
      preview.value = null
      if (order.value) timer = setTimeout(() => void ask(), rest)
    },
  )
  onScopeDispose(forget)

  const command = computed(() => {
    if (!order.value || !preview.value) return null
    const { name, ...stack } = order.value
    return importCommand(stack, preview.value.folder, name)
  })
  const submit = (): Promise<Dataset | undefined> => errors.attempt(() => call('datasets.import', order.value!))
  return { form, errors, preview, command, submit }
}
