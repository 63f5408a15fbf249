import type { Preset, TrainingConfig } from '../../src-shared/model/configuration.ts'
import { latentMap } from '../../src-shared/model/latent-shape.ts'
import { presets } from '../../src-shared/model/presets.ts'
import { priorConfig } from '../../src-shared/model/prior-config.ts'

/** A preset with the paper's learning rate, so that the steps of all are alike. */
export const presetConfig = (preset: Preset): TrainingConfig => ({
  ...presets[preset],
  learningRate: 1e-4,
  beta1: 0.5,
})

/** The flows: of patches of 64 px, from coarse to fine of 256 px, and of the latents of `spatial`. */
export const flowConfigs = {
  patches: presets.flow,
  octaves: { ...presets.flow, size: 256, latentDimension: 256 ** 2, octaves: 2 },
  latents: priorConfig(latentMap(presets.spatial)),
} satisfies Record<string, TrainingConfig>
