import type { Preset, TrainingConfig } from '../../src-shared/model/configuration.ts'
import { fitToPatches, latentMap } from '../../src-shared/model/latent-shape.ts'
import { presets } from '../../src-shared/model/presets.ts'
import { priorConfig } from '../../src-shared/model/prior-config.ts'

/** A preset with the paper's learning rate, so that the steps of all are alike. */
export const presetConfig = (preset: Preset): TrainingConfig => ({
  ...presets[preset],
  learningRate: 1e-4,
  beta1: 0.5,
})

/** The flows: the preset at 64 and 256 px, one without octaves, and one of the latents of `spatial`. */
export const flowConfigs = {
  patches: presets.flow,
  large: fitToPatches(presets.flow, { size: 256, channels: 1, standardised: true }),
  oneLevel: { ...presets.flow, octaves: 0, encoderFilters: [32, 64, 128] },
  latents: priorConfig(latentMap(presets.spatial)),
} satisfies Record<string, TrainingConfig>
