import { defineStore, storeToRefs } from 'pinia'
import { shallowRef } from 'vue'
import type { Preset, TrainingConfig } from '../../../src-shared/model/configuration.ts'
import type { CirrusError } from '../../../src-preload/rpc/errors.ts'
import { call } from '../../connection/index.ts'
import { useNotices } from '../../stores/notices.ts'

const useKnownPresets = defineStore('presets', () => ({
  presets: shallowRef<Partial<Record<Preset, TrainingConfig>> | null>(null),
}))

/**
 * The presets' configurations, requested once; a failure is shown, and the next page that needs them requests them
 * again.
 */
export function usePresets() {
  const { presets } = storeToRefs(useKnownPresets())
  if (presets.value === null) {
    const notices = useNotices()
    const ask = () =>
      call('runs.presets', {}).then(
        (known) => void (presets.value = known),
        (error: CirrusError) =>
          notices.show({
            kind: 'failure',
            text: `Can’t read the presets: ${error.message}`,
            details: error.details,
            action: { label: 'Try again', run: () => void ask() },
          }),
      )
    void ask()
  }
  return presets
}
