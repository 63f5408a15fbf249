import type { ModelConfig, TrainingConfig } from '../../../src-shared/model/configuration.ts'
import { imposeTexture } from '../../../src-shared/model/impose-texture.ts'
import { textureNames } from '../../../src-shared/model/texture.ts'
import { channelsOf } from '../../../src-shared/sky/channels.ts'
import { standardiseChannels } from '../../../src-shared/sky/standardise-channels.ts'

type Config = Pick<ModelConfig, 'size' | 'channels' | 'conditions'> & Pick<TrainingConfig, 'standardised'>

/** Patches [batch, size, size, channels] and their conditions [batch, conditions] -> patches. */
type Finish = (patches: Float32Array, conditions?: Float32Array) => Float32Array

/**
 * Gives samples of a flow what all patches that it was trained on have, and what it was told of each, both of which it
 * keeps only approximately: the mean and variance of standardised patches; and skewness and details, for patches of one
 * channel (Q and U would have to change together). A sample without contrast is left as it is.
 */
export function finishing({ size, channels, conditions, standardised }: Config): Finish {
  if (!standardised) return (patches) => patches
  const texture = new Set(textureNames(size))
  const told = conditions.flatMap((name, column) => (texture.has(name) ? [{ name, column }] : []))
  const length = size ** 2 * channels
  const asTold = channels === 1 && told.length > 0
  return (patches, values) => {
    const out = patches.slice()
    for (let at = 0, i = 0; at < patches.length; at += length, i++) {
      const row = values?.subarray(i * conditions.length, (i + 1) * conditions.length)
      standardise(out.subarray(at, at + length), channels)
      if (!asTold || !row) continue
      const wanted = Object.fromEntries(told.map(({ name, column }) => [name, row[column]]))
      out.set(imposeTexture(out.subarray(at, at + length), wanted, size), at)
    }
    return out
  }
}

function standardise(patch: Float32Array, channels: number): void {
  standardiseChannels(Float64Array.from(patch), channelsOf(channels)!, { scale: 'linear', softening: null }, patch)
}
