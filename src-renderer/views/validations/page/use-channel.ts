import { computed, ref } from 'vue'
import { channelPlace, channelsOf } from '../../../../src-shared/sky/channels.ts'
import { useRuns } from '../../../stores/runs.ts'
import type { Measured } from './measured.ts'

/** The channels of a validated run's patches, and the place of the one whose decoded pictures are shown, at first the measured one. */
export function useChannel(measured: () => Measured) {
  const runs = useRuns()
  const channels = computed(
    () => channelsOf(runs.find(measured().validation.runId)?.config.channels ?? 1) ?? (['I'] as const),
  )
  const chosen = ref<number | null>(null)
  const channel = computed({
    get: () => chosen.value ?? Math.max(0, channelPlace(channels.value, measured().validation.config.channel)),
    set: (place) => (chosen.value = place),
  })
  return { channels, channel }
}
