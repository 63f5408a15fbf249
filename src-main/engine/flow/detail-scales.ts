import { detailKinds } from '../../../src-shared/model/haar.ts'
import { detailsOf, picturesOf } from '../../../src-shared/model/pyramid.ts'
import type { ModelConfig } from '../../../src-shared/model/configuration.ts'
import type { Weight } from '../runtime/graph.ts'
import type { PatchSource } from '../training/patch-source.ts'
import { scaleName } from './level-networks.ts'

/** Most patches that are measured. */
const most = 256

/**
 * The root mean square of each octave's details in training patches, by which they are divided so that a flow sees a
 * variance of 1. Details across rows and across columns share theirs: patches are turned. Bad pixels count as they are.
 */
export function measureDetailScales(
  source: Pick<PatchSource, 'splits' | 'read'>,
  config: Pick<ModelConfig, 'size' | 'channels' | 'octaves' | 'wavelets'>,
): Record<string, Weight> {
  const { size, channels, octaves } = config
  if (octaves === 0) return {}
  const { train } = source.splits
  const chosen = train.filter((_, i) => i % Math.ceil(train.length / most) === 0)
  const width = detailKinds * channels
  const squares = Array.from({ length: octaves }, () => new Float64Array(width))
  const unscaled = new Float32Array(width).fill(1)
  const patch = new Float32Array(size ** 2 * channels)
  for (const index of chosen) {
    source.read(index, patch, 0)
    const pictures = picturesOf(patch, config)
    pictures.slice(1).forEach((finer, i) => {
      const details = detailsOf({ coarser: pictures[i], finer }, i + 1, config, unscaled)
      const places = details.length / width
      for (let at = 0; at < details.length; at++) squares[i][at % width] += details[at] ** 2 / places / chosen.length
    })
  }
  return Object.fromEntries(
    squares.map((sums, i) => {
      const scale = Array.from(sums, (sum, k) => {
        const kind = Math.floor(k / channels)
        const shared = kind < 2 ? (sums[k % channels] + sums[channels + (k % channels)]) / 2 : sum
        // Details that are always 0 stay so.
        return Math.sqrt(shared) || 1
      })
      return [scaleName(i + 1), { shape: [width], values: Float32Array.from(scale) }]
    }),
  )
}
