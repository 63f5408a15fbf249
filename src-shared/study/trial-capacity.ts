import type { ExecutorChoice } from './specification.ts'

/**
 * Trials that run at once where a study chose, as far as they are alone there: one on each engine of this machine that
 * trains, or as many as the profile of a cluster has in its queue. Null where nobody has told yet, or the profile is gone.
 */
export function trialCapacity(
  executor: ExecutorChoice,
  devices: readonly { role: string }[],
  profiles: readonly { name: string; capacity: number }[],
): number | null {
  if (executor.kind === 'slurm') return profiles.find(({ name }) => name === executor.profile)?.capacity ?? null
  return devices.filter(({ role }) => role === 'training').length || null
}
