import { ref, watch } from 'vue'
import { isUnderWay, type Job } from '../../../src-preload/contract/index.ts'
import { call } from '../../connection/index.ts'
import { useJobs } from '../../stores/jobs.ts'
import { useNotices } from '../../stores/notices.ts'

/** Starts downloads of products, and passes on the map of each that completes while the page is shown. */
export function useDownloads(opened: (id: string) => void) {
  const jobs = useJobs()
  const notices = useNotices()
  const started = ref(new Set<string>())
  /** The latest download of each product in this window. */
  const latest = ref(new Map<string, string>())

  async function download(name: string) {
    const job = await notices.attempt(() => call('maps.download', { name }))
    if (!job) return
    latest.value.set(name, job.id)
    started.value.add(job.id)
  }
  watch(
    () => jobs.items.filter((job) => started.value.has(job.id) && !isUnderWay(job)),
    (ended) => {
      for (const { id, state, subject } of ended) {
        started.value.delete(id)
        if (state === 'complete' && subject !== null) opened(subject)
      }
    },
  )
  /** The latest download of a product: one of this window, or the one under way that the host named. */
  const jobOf = (name: string, jobId: string | null): Job | undefined => {
    const id = latest.value.get(name) ?? jobId
    return jobs.items.find((job) => job.id === id)
  }
  return { download, jobOf }
}
