import { setTimeout } from 'node:timers/promises'
import type { Job } from '../../../src-preload/contract/jobs.ts'
import { isTyped, type Findings } from '../findings.ts'
import type { Host } from '../host.ts'

/** Milliseconds that a job may take before it is cancelled, and then to end. */
const patience = 5000
const endLimit = 60_000

/** Watches the jobs of a host: their failures must say what happened, and they must end when they are cancelled. */
export function watchJobs(host: Host, findings: Findings) {
  host.client.on('jobs.changed', ({ kind, title, failure }) => {
    if (failure && !isTyped(failure.code))
      findings.fault(
        'untyped',
        `job ${kind}: ${failure.code} ${failure.message}\n  ${title}\n  ${failure.details ?? ''}`,
      )
  })
  const underWay = async () => (await host.client.call('jobs.list', {})).filter(({ endedAt }) => endedAt === null)
  const cancel = async (jobs: readonly Job[]) => {
    for (const { id } of jobs) await host.client.call('jobs.cancel', { id }).catch(() => {})
    const ids = new Set(jobs.map(({ id }) => id))
    const limit = performance.now() + endLimit
    for (;;) {
      const left = (await underWay()).filter(({ id }) => ids.has(id))
      if (left.length === 0) return
      if (performance.now() > limit) {
        for (const { kind, title } of left)
          findings.fault('hang', `job ${kind}: cancelled, but without an end\n  ${title}`)
        return
      }
      await setTimeout(50)
    }
  }
  const seen = new Map<string, number>()
  return {
    /** Cancels jobs that take long. */
    async endSlow() {
      const now = performance.now()
      const jobs = await underWay()
      for (const { id } of jobs) if (!seen.has(id)) seen.set(id, now)
      await cancel(jobs.filter(({ id }) => now - seen.get(id)! > patience))
    },
    /** Cancels all, and clears the list. */
    async endAll() {
      await cancel(await underWay())
      await host.client.call('jobs.clear', {})
    },
  }
}
