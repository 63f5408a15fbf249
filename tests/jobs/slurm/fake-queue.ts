import { readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SlurmJob, SlurmQueue } from '../../../src-main/jobs/executors/slurm/queue.ts'
import { CirrusError, type ErrorCode } from '../../../src-preload/rpc/errors.ts'

/** A cluster's queue in memory: its jobs do nothing, and change state as a test sets it. */
export function createFakeQueue() {
  const jobs: SlurmJob[] = []
  const scripts: string[] = []
  let arrays = 0
  /** The error each program fails with, while set. */
  const failures: Partial<Record<'sbatch' | 'squeue' | 'scancel', ErrorCode>> = {}
  const answer = (program: keyof typeof failures) => {
    const code = failures[program]
    if (code) throw new CirrusError(code, `${program} says: no.`)
  }
  const queue: SlurmQueue = {
    every: 5,
    async submit(options) {
      answer('sbatch')
      const place = options.find((option) => option.startsWith('--chdir='))!.slice('--chdir='.length)
      arrays++
      for (const task of readdirSync(place)) {
        const folder = readlinkSync(join(place, task))
        scripts.push(readFileSync(join(folder, 'slurm.sh'), 'utf8'))
        jobs.push({ id: `${arrays}_${task}`, state: 'PENDING', reason: 'Resources', folder })
      }
      return arrays
    },
    async jobs() {
      answer('squeue')
      return jobs.map((job) => ({ ...job }))
    },
    async cancel(id) {
      answer('scancel')
      const job = jobs.find((one) => one.id === id)!
      if (job.state === 'PENDING' || job.state === 'RUNNING') job.state = 'CANCELLED'
    },
  }
  return {
    queue,
    jobs,
    scripts,
    failures,
    /** Ends a job without a report of its training, as if its script had exited with this code. */
    fail(id: string, exitCode: number) {
      const job = jobs.find((one) => one.id === id)!
      writeFileSync(join(job.folder, 'slurm-exit-code'), `${exitCode}\n`)
      job.state = 'FAILED'
    },
  }
}
