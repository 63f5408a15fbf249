import { slurmProfileSchema } from '../../../src-preload/contract/index.ts'
import { counted } from '../../../src-shared/text/counted.ts'
import type { SlurmProfile } from '../../../src-preload/contract/index.ts'

/** A new profile, all cluster defaults. */
export const emptyProfile = (): SlurmProfile => ({ ...slurmProfileSchema.parse({ name: '-' }), name: '' })

/** The errors of a profile among the others, by field. */
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

/** A profile in one line: what the job of each trial requests. */
export function profileSummary({ partition, account, time, gpus, cpus, memory, capacity }: SlurmProfile): string {
  const asks = [
    partition && `partition ${partition}`,
    account && `account ${account}`,
    time && `time ${time}`,
    gpus > 0 && counted(gpus, 'GPU'),
    cpus !== null && counted(cpus, 'CPU'),
    memory && `memory ${memory}`,
    `${counted(capacity, 'job')} in the queue`,
  ]
  return asks.filter(Boolean).join(' · ')
}
