import type { Tensor2D } from '@tensorflow/tfjs-node-gpu'
import { describe, expect, it } from 'vitest'
import { presets } from '../../../src-shared/model/presets.ts'
import { type ModelConfig } from '../../../src-shared/model/configuration.ts'
import { decode, foldedDecoder, modelWeights } from '../../../src-main/engine/model/model.ts'
import { compile } from '../../../src-main/engine/runtime/compile.ts'
import type { Weights } from '../../../src-main/engine/runtime/graph.ts'
import { fillNormal, randomStream } from '../../../src-main/engine/runtime/random.ts'
import { elements } from '../../../src-main/engine/runtime/session.ts'
import { largestRelativeError } from '../relative-error.ts'

const batch = 3
const small = { size: 32, latentDimension: 6, decoderFilters: [10, 8, 4], encoderFilters: [4, 8, 10], denseWidth: 8 }

/** Random decoder weights; batch normalisations differ from channel to channel, and some flip the sign. */
function drawnDecoder(config: ModelConfig): Weights {
  const entries = modelWeights(config).filter(({ name }) => name.startsWith('decoder/'))
  return Object.fromEntries(
    entries.map(({ name, shape }, i) => {
      const drawn = fillNormal(new Float32Array(elements(shape)), randomStream(30, i))
      const values = drawn.map((value) => (name.endsWith('/moving_variance') ? Math.exp(value) : value))
      return [name, { shape, values }]
    }),
  )
}

function decoded(config: ModelConfig, weights: Weights): Float32Array {
  const decoder = compile<'z', 'patches'>(
    ({ z }, tensors) => ({ patches: decode(z as Tensor2D, tensors, config, { kind: 'inference' }) }),
    { inputs: { z: [batch, config.latentDimension] }, weights },
  )
  const { patches } = decoder({
    z: fillNormal(new Float32Array(batch * config.latentDimension), randomStream(31)),
  })
  decoder.free()
  return patches
}

describe.each([
  ['after-activation', 4, [2, 2, 2], 1],
  ['after-activation', 3, [2, 1, 2], 2],
  ['before-activation', 4, [2, 2, 2], 1],
  ['before-activation', 5, [1, 2, 2], 2],
] as const)(
  'a decoder with batch normalisation %s, kernel %i, strides %o and %i channels',
  (batchNormOrder, kernel, strides, channels) => {
    const config: ModelConfig = {
      ...presets.demo,
      ...small,
      batchNormOrder,
      kernel,
      channels,
      decoderStrides: [...strides],
    }

    it('decodes the same patches after folding, also at the border', () => {
      const weights = drawnDecoder(config)
      const folded = foldedDecoder(weights, config)
      expect(largestRelativeError(decoded(config, folded), decoded(config, weights))).toBeLessThan(3e-6)
    })

    it('has no batch normalisation left after folding', () => {
      const folded = Object.keys(foldedDecoder(drawnDecoder(config), config))
      expect(folded.filter((name) => !/\/(kernel|bias)$/.test(name))).toEqual([])
    })
  },
)

it('a spatial decoder has no batch normalisation and is unchanged', () => {
  const weights = drawnDecoder(presets.spatial)
  expect(foldedDecoder(weights, presets.spatial)).toBe(weights)
})
