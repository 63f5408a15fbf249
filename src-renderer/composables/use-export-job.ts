import { computed, ref } from 'vue'
import type { Job } from '../../src-preload/contract/index.ts'
import { freeId } from '../../src-shared/text/names.ts'
import { connectionState } from '../connection/index.ts'
import { useExports } from '../stores/exports.ts'
import { useNotices } from '../stores/notices.ts'
import { useFieldErrors } from './use-field-errors.ts'

/**
 * An export that the host writes as a job: its folder, sending it off, and why it was refused.
 * @param subject id of what is exported, after which its folder is named
 * @param begin asks the host for it; the folder is null for one in the home
 * @param asked what the form holds: a refusal is of what was asked for
 * @param fields of the form, besides the folder, that show refusals of their own
 */
export function useExportJob(
  subject: () => string,
  {
    begin,
    asked,
    fields = [],
  }: { begin(folder: string | null): Promise<Job>; asked(): unknown; fields?: readonly string[] },
) {
  const exported = useExports()
  const notices = useNotices()
  const folder = ref('')
  const typed = computed(() => folder.value.trim() || null)
  const byDefault = computed(() => {
    const id = freeId(subject(), (one) => exported.items.some((each) => each.id === one))
    return `${connectionState().host?.home ?? ''}/exports/${id}`
  })
  const { at, attempt, busy, error } = useFieldErrors(() => [asked(), folder.value])
  return {
    folder,
    byDefault,
    /** The folder that files go to. */
    out: computed(() => typed.value ?? byDefault.value),
    at,
    busy,
    /** A refusal that no field shows. */
    elsewhere: computed(() => ([...fields, 'folder'].some((field) => at(field) !== '') ? null : error.value)),
    /** @returns whether it has begun */
    async send(): Promise<boolean> {
      const job = await attempt(() => begin(typed.value))
      if (job) notices.done(`${job.title}: see Jobs for its progress.`)
      return job !== undefined
    },
  }
}
