import type { Run } from '../../../src-preload/contract/runs.ts'
import type { Context } from '../host/context.ts'

/**
 * Stops the training of runs on any machine, whether a job of this host or one that another host submitted to a
 * cluster; exports of their samples go on.
 * @throws CirrusError conflict if a cluster can't be reached
 */
export async function stopRuns({ jobs, slurm }: Context, runs: readonly Pick<Run, 'id' | 'folder'>[]): Promise<void> {
  await Promise.all(runs.map(({ id }) => jobs.stopMaking(id)))
  await slurm.cancel(runs.map(({ folder }) => folder))
}
