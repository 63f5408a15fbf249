import { computed } from 'vue'
import { trialCapacity } from '../../../src-shared/study/trial-capacity.ts'
import type { Study } from '../../../src-preload/contract/index.ts'
import { formatCount } from '../../../src-shared/text/format.ts'
import { useDevices } from '../../stores/devices.ts'
import { useSlurmProfiles } from './use-slurm-profiles.ts'

/** How many trials a study can run at once, which may be fewer than it requests. */
export function useTrialsAtOnce(study: () => Pick<Study, 'concurrency' | 'executor'>) {
  const devices = useDevices()
  const profiles = useSlurmProfiles()
  const capacity = computed(() => trialCapacity(study().executor, devices.engines, profiles.value) ?? Infinity)
  return {
    atOnce: computed(() => Math.min(study().concurrency, capacity.value)),
    /** Why they are fewer, and where that is set; null if they are not. */
    limit: computed(() => {
      const { concurrency, executor } = study()
      if (concurrency <= capacity.value) return null
      const count = formatCount(capacity.value)
      return executor.kind === 'local'
        ? { text: `This machine trains at most ${count} at a time.`, to: '/settings' }
        : { text: `The Slurm profile ${executor.profile} allows at most ${count} at a time.`, to: '/settings#slurm' }
    }),
  }
}
