import type { TrainingConfig } from '../../../src-shared/model/configuration.ts'
import { finishing } from './finish-samples.ts'

type Config = Pick<TrainingConfig, 'size' | 'channels' | 'standardised'>

/**
 * Gives every patch of a sky its mean and standard deviation, in place, before they are put together. A flow on
 * standardised patches keeps 0 and 1 only approximately, and patches that agree with their neighbours less so. The texture
 * that each was told is not imposed as on samples: its functions of pixels differ from patch to patch, and where patches
 * overlap their mean would have too little power.
 * @param patches [patches, size, size]
 * @param standards [patches, 2]; null for 0 and 1
 */
export function finishSky(patches: Float32Array, config: Config, standards: Float32Array | null): void {
  const finish = finishing({ ...config, conditions: [] })
  const length = config.size ** 2
  for (let p = 0; p * length < patches.length; p++) {
    const patch = patches.subarray(p * length, (p + 1) * length)
    const [mean, std] = standards?.subarray(2 * p, 2 * p + 2) ?? [0, 1]
    patch.set(finish(patch).map((value) => value * std + mean))
  }
}
