import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import { isUnderWay } from '../../src-preload/contract/index.ts'
import type { Job } from '../../src-preload/contract/index.ts'
import { perFrame } from '../composables/per-frame.ts'
import { call, on, onConnected } from '../connection/index.ts'
import { newestFirst } from './newest-first.ts'

/** Jobs, newest first. */
export const useJobs = defineStore('jobs', () => {
  const items = shallowRef<Job[]>([])
  const sorted = (jobs: Iterable<Job>) => [...jobs].sort(newestFirst(({ startedAt }) => startedAt))

  const load = async () => {
    items.value = sorted(await call('jobs.list', {}))
  }
  on(
    'jobs.changed',
    perFrame<Job>((told) => {
      items.value = sorted(new Map([...items.value, ...told].map((job) => [job.id, job])).values())
    }),
  )
  onConnected(() => void load().catch(() => undefined))

  const cancel = (id: string) => call('jobs.cancel', { id })
  const clear = async () => {
    await call('jobs.clear', {})
    await load()
  }
  const open = computed(() => items.value.filter(isUnderWay))
  const ofSubject = (subject: string) => items.value.find((job) => job.subject === subject && isUnderWay(job))
  return { items, open, load, cancel, clear, ofSubject }
})
