import { computed, ref, shallowRef, watch } from 'vue'
import { fitToPatches } from '../../../src-shared/model/latent-shape.ts'
import type { Preset, TrainingConfig } from '../../../src-shared/model/configuration.ts'
import { patchFormOf } from '../../../src-preload/contract/index.ts'
import type { Run } from '../../../src-preload/contract/index.ts'
import { useDatasets } from '../../stores/datasets.ts'
import { misfits } from './setting-fields.ts'
import { settingAbout, settingNames } from './setting-table.ts'
import { usePresets } from './use-presets.ts'

/** The choices in the part of the form that runs and studies share. */
export interface ConfigurationDraft {
  datasetId: string
  preset: Preset
  config: TrainingConfig
}

/**
 * The part that the forms of a run and of a study share: a dataset, and a configuration that starts as the preset for
 * its patches, or as a copy of a run's, and can be edited.
 * @param source the run whose settings are copied, if there is one
 * @param askedDataset id of the initial dataset; '' for the first
 * @param left the draft of the form as it was left
 */
export function useConfiguration(
  source: () => Run | undefined,
  askedDataset: string,
  left: ConfigurationDraft | null = null,
) {
  const datasets = useDatasets()
  const presets = usePresets()

  const usable = computed(() => datasets.items.filter(({ state }) => state === 'complete'))
  const datasetId = ref(left?.datasetId ?? askedDataset)
  const dataset = computed(() => datasets.find(datasetId.value))
  /** What the patches determine of the configuration. */
  const patches = computed(() => dataset.value && patchFormOf(dataset.value))
  const size = computed(() => patches.value?.size)
  /** The draft holds until another dataset or preset is chosen. */
  let resumed = left
  watch(source, (run) => run?.datasetId && !resumed && (datasetId.value = run.datasetId), { immediate: true })
  watch(usable, ([first]) => (datasetId.value ||= first?.id ?? ''), { immediate: true })

  /** The preset for patches of this size, or that of the run. */
  const preset = ref<Preset>(left?.preset ?? 'demo')
  watch(
    [size, source],
    ([size, run]) => {
      if (size === undefined) return
      if (resumed?.config.size === size) preset.value = resumed.preset
      else if (run?.config.size === size) preset.value = run.config.preset
      else preset.value = size <= 64 ? 'demo' : size <= 128 ? '128px' : 'paper'
    },
    { immediate: true },
  )
  /** The preset's configuration for these patches, the same as in the terminal. */
  const base = computed(() => {
    const chosen = presets.value?.[preset.value]
    return chosen && fitToPatches(chosen, patches.value ?? chosen)
  })
  /** The run, as long as the form is based on its settings. */
  const copied = shallowRef<Run | null>(null)
  const config = ref<TrainingConfig | null>(null)
  watch(
    [base, source],
    ([fitted, run]) => {
      if (!fitted) return
      const suits = (made: TrainingConfig) =>
        made.preset === fitted.preset && made.size === fitted.size && made.channels === fitted.channels
      copied.value = run && suits(run.config) ? run : null
      if (size.value !== undefined && resumed && !suits(resumed.config)) resumed = null
      config.value = { ...((resumed ?? copied.value)?.config ?? fitted) }
    },
    { immediate: true },
  )

  const wrong = computed(() => (config.value ? misfits(config.value) : {}))
  /** The first invalid setting, with its error. */
  const toMend = computed(() => {
    const first = settingNames.find((name) => wrong.value[name])
    return first && `${settingAbout(first, config.value!.architecture).label}: ${wrong.value[first]}`
  })
  const draft = computed<ConfigurationDraft | null>(
    () => config.value && { datasetId: datasetId.value, preset: preset.value, config: config.value },
  )
  return { datasets, presets, usable, datasetId, dataset, preset, base, copied, config, draft, wrong, toMend }
}
