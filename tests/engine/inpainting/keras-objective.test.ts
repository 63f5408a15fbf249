import { describe, expect, it } from 'vitest'
import type { TrainedModel } from '../../../src-main/engine/inference/trained-model.ts'
import { compileDecoderProducts } from '../../../src-main/engine/inpainting/decoder-products.ts'
import { compilePosteriorObjective } from '../../../src-main/engine/inpainting/posterior-objective.ts'
import keras from '../../reference/vae-keras.json' with { type: 'json' }
import { batch, config, wave, weights } from '../model/keras-model.ts'
import { largestRelativeError } from '../relative-error.ts'
import { smallConfig } from '../training/small-dataset.ts'

const model: TrainedModel = { config: { ...smallConfig, ...config }, weights, epoch: 0 }
const z = wave(batch * config.latentDimension, 0.25).map((value) => 2 * value)
const pixels = config.size ** 2

// Keras's numbers are in float64, ours in float32.
describe('with the same decoder as Keras', () => {
  it('the objective of Eq. 13 and its gradient agree to 1e-5', () => {
    const objective = compilePosteriorObjective(model, 0.2, batch)
    const mask = Float32Array.from({ length: pixels }, (_, i) => Number(i % 3 !== 0))
    const { value, chi2, gradient } = objective({ z, data: wave(batch * pixels, 0.5).subarray(0, pixels), mask })
    objective.free()
    expect(largestRelativeError(value, keras.inpainting.objective)).toBeLessThan(1e-5)
    expect(largestRelativeError(chi2, keras.inpainting.chi2)).toBeLessThan(1e-5)
    expect(largestRelativeError(gradient, keras.inpainting.gradient)).toBeLessThan(1e-5)
  })

  it('products with the derivative of the decoder agree to 1e-5', () => {
    const products = compileDecoderProducts(model, batch)
    const { product } = products({ z, direction: wave(batch * config.latentDimension, 1) })
    products.free()
    expect(largestRelativeError(product, keras.inpainting.product)).toBeLessThan(1e-5)
  })
})
