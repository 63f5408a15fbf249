import { shallowRef } from 'vue'
import type { Preset, TrainingConfig } from '../../../src-preload/contract/index.ts'
import { call } from '../../connection/index.ts'

const presets = shallowRef<Partial<Record<Preset, TrainingConfig>> | null>(null)

/** The presets' configurations, asked for once. */
export function usePresets() {
  if (presets.value === null) {
    void call('runs.presets', {}).then(
      (known) => (presets.value = known),
      () => undefined,
    )
  }
  return presets
}
