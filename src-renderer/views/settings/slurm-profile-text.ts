import { slurmProfileSchema } from '../../../src-preload/contract/index.ts'
import type { SlurmProfile } from '../../../src-preload/contract/index.ts'

/** A new profile: everything is the cluster's default. */
export const emptyProfile = (): SlurmProfile => ({ ...slurmProfileSchema.parse({ name: '-' }), name: '' })

/** What is wrong with a profile among others, by field. */
export function profileFaults(
  profile: SlurmProfile,
  others: readonly SlurmProfile[],
): Partial<Record<keyof SlurmProfile, string>> {
  const faults: Partial<Record<keyof SlurmProfile, string>> = {}
  for (const { path, message } of slurmProfileSchema.safeParse(profile).error?.issues ?? []) {
    const field = path[0] as keyof SlurmProfile
    const which = typeof path[1] === 'number' ? `${(profile[field] as string[])[path[1]]}: ` : ''
    faults[field] ??= `${which}${message}`
  }
  if (profile.name.trim() === '') faults.name = 'enter a name'
  else if (others.some(({ name }) => name === profile.name)) faults.name = 'another profile has this name'
  return faults
}

/** A profile in a line: what each trial's job asks of the cluster. */
export function profileSummary({ partition, account, time, gpus, cpus, memory, capacity }: SlurmProfile): string {
  const asks = [
    partition && `partition ${partition}`,
    account && `account ${account}`,
    time && `time ${time}`,
    gpus > 0 && `${gpus} GPU${gpus > 1 ? 's' : ''}`,
    cpus !== null && `${cpus} CPU${cpus > 1 ? 's' : ''}`,
    memory && `memory ${memory}`,
    `${capacity} job${capacity > 1 ? 's' : ''} in the queue`,
  ]
  return asks.filter(Boolean).join(' · ')
}
