import type { ExecutorChoice } from './specification.ts'

/**
 * Trials that a study's executor can run at once, if nothing else uses it: one per training engine of this machine, or
 * as many as the cluster profile allows in the queue. Null if not known yet, or if the profile is gone.
 */
export function trialCapacity(
  executor: ExecutorChoice,
  devices: readonly { role: string }[],
  profiles: readonly { name: string; capacity: number }[],
): number | null {
  if (executor.kind === 'slurm') return profiles.find(({ name }) => name === executor.profile)?.capacity ?? null
  return devices.filter(({ role }) => role === 'training').length || null
}
