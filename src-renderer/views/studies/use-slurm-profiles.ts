import { shallowRef } from 'vue'
import type { SlurmProfile } from '../../../src-preload/contract/index.ts'
import { call, onConnected } from '../../connection/index.ts'

/** The Slurm profiles in the settings; none until the host has reported them. */
export function useSlurmProfiles() {
  const profiles = shallowRef<readonly SlurmProfile[]>([])
  const take = (known: readonly SlurmProfile[]) => {
    profiles.value = known
  }
  onConnected(() => void call('slurm.profiles', {}).then(take, () => undefined))
  return profiles
}
