import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import type { Tensor2D, Tensor4D } from '@tensorflow/tfjs-node-gpu'
import { trainingConfigSchema, type TrainingConfig } from '../../../src-shared/model/configuration.ts'
import { writeNpy } from '../../../src-main/files/npy.ts'
import { openSafetensors, writeSafetensors } from '../../../src-main/files/safetensors.ts'
import { klDivergence } from '../../../src-main/engine/model/elbo.ts'
import { initialWeights } from '../../../src-main/engine/model/initial-weights.ts'
import { decode, encode, modelWeights } from '../../../src-main/engine/model/model.ts'
import { readWeightsFile, writeWeightsFile } from '../../../src-main/engine/model/weights-file.ts'
import { compile } from '../../../src-main/engine/runtime/compile.ts'
import type { Weights } from '../../../src-main/engine/runtime/graph.ts'
import { elements } from '../../../src-main/engine/runtime/session.ts'
import { installedPeerPython } from '../../bench/python.ts'
import keras from '../../reference/layers-keras.json' with { type: 'json' }
import { largestRelativeError } from '../relative-error.ts'
import { newFolder, smallConfig, smallFlow, smallSpatialConfig } from '../training/small-dataset.ts'

const script = fileURLToPath(new URL('../../../resources/keras/load_cirrus_weights.py', import.meta.url))
const python = installedPeerPython()
const wave = (count: number, phase: number) => Float32Array.from({ length: count }, (_, i) => Math.sin(0.7 * i + phase))
const newFile = () => {
  const folder = newFolder()
  mkdirSync(folder)
  return join(folder, 'weights.safetensors')
}
const written = async (config: TrainingConfig, weights: Weights = initialWeights(modelWeights(config), 3)) => {
  const path = newFile()
  await writeWeightsFile(path, { config, epoch: 2, weights })
  return path
}

/** The decoded posterior mean of one patch, and its KL per latent. */
function reconstruct(config: TrainingConfig, weights: Weights, patch: Float32Array) {
  const f = compile<'patch', 'kl' | 'decoded'>(
    ({ patch }, tensors) => {
      const posterior = encode(patch as Tensor4D, tensors, config, { kind: 'inference' })
      const decoded = decode(posterior.mean as Tensor2D, tensors, config, { kind: 'inference' })
      return { kl: klDivergence(posterior), decoded }
    },
    { inputs: { patch: [1, config.size, config.size, config.channels] }, weights },
  )
  const result = f({ patch })
  f.free()
  return result
}

describe('a weights file', () => {
  test.each(['paper', 'spatial'] as const)('has the names that Keras gives the layers of %s', async (architecture) => {
    const reference = keras[architecture]
    const config = trainingConfigSchema.parse({ ...smallConfig, ...reference.config })
    const file = await openSafetensors(await written(config))
    await file.close()
    expect([...file.tensors.keys()]).toEqual(reference.names)
    expect(trainingConfigSchema.parse(JSON.parse(file.metadata.config))).toEqual(config)
    expect(file.metadata).toMatchObject({ format: 'cirrus-weights-1', epoch: '2' })
  })

  test.each(['paper', 'spatial'] as const)(
    "read back gives a %s model that reproduces Keras's numbers",
    async (name) => {
      const reference = keras[name]
      const config = trainingConfigSchema.parse({ ...smallConfig, ...reference.config })
      const entries = modelWeights(config)
      const made = entries.map(({ name, shape }, i) => {
        const values = wave(elements(shape), i).map((value) => 0.2 * value)
        return [name, { shape, values: /gamma|moving_variance/.test(name) ? values.map((value) => 1 + value) : values }]
      })
      const weights = await readWeightsFile(await written(config, Object.fromEntries(made)), entries, config)
      const inputs = { patches: [2, config.size, config.size, config.channels] }
      const f = compile<'patches', 'mean'>(
        ({ patches }, tensors) => ({ mean: encode(patches as Tensor4D, tensors, config, { kind: 'inference' }).mean }),
        { inputs, weights },
      )
      expect(
        largestRelativeError(f({ patches: wave(elements(inputs.patches), 0.5) }).mean, reference.mean),
      ).toBeLessThan(1e-5)
      f.free()
    },
  )

  test('of another model is refused, naming the file, the tensor and the settings to change', async () => {
    const path = await written(smallConfig)
    const read = (change: Partial<TrainingConfig>) => {
      const config = { ...smallConfig, ...change }
      return expect(readWeightsFile(path, modelWeights(config), config)).rejects
    }
    await read({ denseWidth: 9 }).toThrow(
      `${path}, tensor "encoder/dense/kernel": its shape is [64, 8], this model needs [64, 9]. ` +
        'These weights were trained with denseWidth=8: set the same, or start from other weights.',
    )
    await read({ encoderFilters: [4, 4, 4] }).toThrow(/"encoder\/conv2d_2\/kernel": it is missing.*encoderFilters=4,4:/)
    await read({ decoderFilters: [4] }).toThrow(/tensor "decoder\/dense\/kernel"/)
    await read({ likelihoodWidth: 'learned' }).toThrow(/"likelihood\/log_width": it is missing.*likelihoodWidth=none:/)
  })

  test('of a flow is refused by one that means something else by them, with the settings to change', async () => {
    const flow: TrainingConfig = { ...smallFlow, octaves: 1, octaveFilters: [4] }
    const path = await written(flow)
    const read = (change: Partial<TrainingConfig>) => {
      const config = { ...flow, ...change }
      return expect(readWeightsFile(path, modelWeights(config), config))
    }
    await read({}).resolves.toBeDefined()
    await read({ wavelets: 'haar' }).rejects.toThrow(
      `${path} makes details of average-interpolating wavelets. ` +
        'These weights were trained with wavelets=average-interpolating: set the same, or start from other weights.',
    )
    await read({ timeModulation: 'shift' }).rejects.toThrow(
      /"velocity\/down_0\/block_0\/gain\/kernel": this model has no such layer.*timeModulation=scale-and-shift:/,
    )
  })

  test('with an extra layer, or from another program, is refused with advice', async () => {
    const path = newFile()
    const weights = Object.entries(initialWeights(modelWeights(smallConfig), 3))
    const tensors = weights.map(([name, { shape, values }]) => ({ name, shape, values: () => values }))
    const more = { name: 'decoder/dense_1/bias', shape: [1], values: () => new Float32Array(1) }
    await writeSafetensors(path, [...tensors, more])
    const read = () => readWeightsFile(path, modelWeights(smallConfig), smallConfig)
    await expect(read()).rejects.toThrow(
      `${path}, tensor "decoder/dense_1/bias": this model has no such layer. Start from weights that Cirrus exported`,
    )
    // Tensors outside encoder and decoder, such as an optimiser's state, are ignored.
    await writeSafetensors(path, [...tensors, { ...more, name: 'adam/decoder/dense/bias/m' }])
    expect(Object.keys(await read())).toHaveLength(weights.length)
  })

  test('that does not exist is refused', async () => {
    const path = newFile()
    await expect(readWeightsFile(path, [], smallConfig)).rejects.toMatchObject({ kind: 'weights', code: 'refused' })
  })
})

describe.skipIf(!python)('Keras, where it is installed (npm run bench installs it),', () => {
  test.each([
    ['spatial', smallSpatialConfig],
    ['paper with gelu and strides of 4 and 1', { ...smallConfig, activation: 'gelu', encoderStrides: [4, 1] }],
  ] as [string, TrainingConfig][])(
    'builds %s from the file alone and reconstructs like Cirrus',
    async (_, config) => {
      const weights = initialWeights(modelWeights(config), 5)
      // Variances beyond their bound, which the script must respect too.
      const bias = weights[config.architecture === 'paper' ? 'encoder/dense_1/bias' : 'encoder/conv2d_10/bias'].values
      bias.fill(9, bias.length / 2)
      const path = await written(config, weights)
      const patch = wave(config.size ** 2, 0.1)
      const [sample, patches] = [join(path, '../sample.npy'), join(path, '../patches.npy')]
      const { kl, decoded } = reconstruct(config, weights, patch)
      await writeNpy(sample, new Float32Array([...patch, ...decoded]), [2, config.size, config.size])
      await writeNpy(patches, patch, [1, config.size, config.size])
      const told = execFileSync(python!, [script, path, '--check', patches, '--sample', sample], { encoding: 'utf8' })
      const [, difference, largest] = /reconstruction: (\S+), of at most (\S+)/.exec(told)!.map(Number)
      expect(difference / largest).toBeLessThan(1e-5)
      const inNats = kl.reduce((sum, value) => sum + value, 0)
      expect(Number(/KL (\S+) nat/.exec(told)![1]) / inNats).toBeCloseTo(1, 4)
      const squares = decoded.reduce((sum, value, i) => sum + (value - patch[i]) ** 2, 0)
      expect(Number(/residuals (\S+)/.exec(told)![1]) / squares).toBeCloseTo(1, 4)
    },
    // Keras starts slowly if other tests run at the same time.
    300_000,
  )
})
