import type { Preset, TrainingConfig } from '../../../src-shared/model/configuration.ts'
import { fitToPatches, type PatchForm } from '../../../src-shared/model/latent-shape.ts'
import { presets } from '../../../src-shared/model/presets.ts'
import { refused } from '../../../src-preload/rpc/errors.ts'

/**
 * A preset's configuration for the patches of a dataset.
 * @param preset null selects the one made for the size: 64, 128 or 256 px
 * @throws CirrusError refused if no preset is made for the size and none was named
 */
export function presetConfig(preset: Preset | null, patches: PatchForm): TrainingConfig {
  const { size } = patches
  const chosen = preset ?? (Object.keys(presets) as Preset[]).find((name) => presets[name].size === size)
  if (!chosen) {
    const known = Object.values(presets).map((config) => `${config.preset} (${config.size} px)`)
    throw refused(
      '--preset',
      '',
      `no preset is made for patches of ${size} px; name one of ${known.join(', ')} to adapt it`,
    )
  }
  return fitToPatches(presets[chosen], patches)
}
