import type { Run } from '../../../src-preload/contract/runs.ts'
import type { Context } from '../host/context.ts'

/**
 * Stops the training of runs, on whatever machine it is: by a job of this host, or by one that another host has put
 * into a cluster's queue.
 * @throws CirrusError conflict where a cluster can't be asked
 */
export async function stopRuns({ jobs, slurm }: Context, runs: readonly Pick<Run, 'id' | 'folder'>[]): Promise<void> {
  await Promise.all(runs.map(({ id }) => jobs.cancelSubject(id)))
  await slurm.cancel(runs.map(({ folder }) => folder))
}
