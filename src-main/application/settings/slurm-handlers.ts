import type { slurmEvents, slurmMethods } from '../../../src-preload/contract/slurm-profiles.ts'
import type { Handlers } from '../../../src-preload/rpc/server.ts'
import type { Context } from '../host/context.ts'

type SlurmContract = { methods: typeof slurmMethods; events: typeof slurmEvents }

/** The profiles of clusters, and their changes. */
export function slurmHandlers({ jobs, slurm }: Context): Handlers<SlurmContract> {
  return {
    'slurm.profiles': () => slurm.profiles(),
    async 'slurm.configure'({ profiles }) {
      const known = await slurm.configure(profiles)
      jobs.widen()
      return known
    },
  }
}
