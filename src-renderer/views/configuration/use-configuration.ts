import { computed, ref, shallowRef, watch } from 'vue'
import { fitToSize } from '../../../src-shared/model/latent-shape.ts'
import type { Preset, TrainingConfig } from '../../../src-shared/model/configuration.ts'
import type { Run } from '../../../src-preload/contract/index.ts'
import { useDatasets } from '../../stores/datasets.ts'
import { misfits } from './setting-fields.ts'
import { settingTable } from './setting-table.ts'
import type { SettingName } from './setting-table.ts'
import { usePresets } from './use-presets.ts'

/**
 * What the forms of a run and of a study have in common: a dataset, and a configuration that begins as the preset for
 * its patches, or as that of a run, and may be changed.
 * @param source the run whose settings are taken over, if there is one
 * @param askedDataset id of the dataset to begin with; '' for the first
 */
export function useConfiguration(source: () => Run | undefined, askedDataset: string) {
  const datasets = useDatasets()
  const presets = usePresets()

  const usable = computed(() => datasets.items.filter(({ state }) => state === 'complete'))
  const datasetId = ref(askedDataset)
  const dataset = computed(() => datasets.find(datasetId.value))
  const size = computed(() => dataset.value?.recipe.size)
  watch(source, (run) => void (datasetId.value = run?.datasetId ?? datasetId.value), { immediate: true })
  watch(usable, ([first]) => (datasetId.value ||= first?.id ?? ''), { immediate: true })

  /** The preset that was made for patches of this size, or that of the run. */
  const preset = ref<Preset>('demo')
  watch(
    [size, source],
    ([size, run]) => {
      if (size === undefined) return
      if (run?.config.size === size) preset.value = run.config.preset
      else preset.value = size <= 64 ? 'demo' : size <= 128 ? '128px' : 'paper'
    },
    { immediate: true },
  )
  /** The preset's configuration for these patches, as the terminal takes it too. */
  const base = computed(() => {
    const chosen = presets.value?.[preset.value]
    return chosen && fitToSize(chosen, size.value ?? chosen.size)
  })
  /** The run, as long as its settings are where the form began. */
  const copied = shallowRef<Run | null>(null)
  const config = ref<TrainingConfig | null>(null)
  watch(
    [base, source],
    ([fitted, run]) => {
      if (!fitted) return
      copied.value = run && run.config.preset === fitted.preset && run.config.size === fitted.size ? run : null
      config.value = { ...(copied.value?.config ?? fitted) }
    },
    { immediate: true },
  )

  const wrong = computed(() => (config.value ? misfits(config.value) : {}))
  /** The first setting that is wrong, by its name. */
  const toMend = computed(() => {
    const first = (Object.keys(settingTable) as SettingName[]).find((name) => wrong.value[name])
    return first && `${settingTable[first].label}: ${wrong.value[first]}`
  })
  return { datasets, presets, usable, datasetId, dataset, preset, base, copied, config, wrong, toMend }
}
