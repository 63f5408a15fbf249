import { readFileSync } from 'node:fs'
import { describe, expect, test, vi } from 'vitest'
import type { Tensor, Tensor2D, Tensor3D } from '@tensorflow/tfjs-node-gpu'
import { presets } from '../../../src-shared/model/presets.ts'
import { isAutoencoder } from '../../../src-shared/model/autoencoder.ts'
import { flowPrior } from '../../../src-main/engine/prior/flow.ts'
import { compileDecoder, compileEncoder } from '../../../src-main/engine/inference/encode-decode.ts'
import { compileReconstructor } from '../../../src-main/engine/inference/reconstruct.ts'
import { modelWeights } from '../../../src-main/engine/model/model.ts'
import { flowPosterior } from '../../../src-main/engine/inpainting/flow-posterior.ts'
import { compilePosteriorObjective } from '../../../src-main/engine/inpainting/posterior-objective.ts'
import { addTrainingStep } from '../../../src-main/engine/runtime/adam.ts'
import { compile } from '../../../src-main/engine/runtime/compile.ts'
import { Graph, type Weights } from '../../../src-main/engine/runtime/graph.ts'
import { keyShape, randomKey, randomNormal } from '../../../src-main/engine/runtime/random-numbers.ts'
import { elements } from '../../../src-main/engine/runtime/session.ts'
import { tensorflow } from '../../../src-main/engine/runtime/tensorflow.ts'
import { compileTraining } from '../../../src-main/engine/training/compile-training.ts'
import { activationSchema, type TrainingConfig } from '../../../src-shared/model/configuration.ts'
import { failure } from './failure.ts'
import { opCases } from './op-cases/index.ts'
import { blurs } from '../../shared/inpainting/blur-of.ts'

const { tf, backend, binding } = tensorflow()
const held = () => ({
  native: binding.getNumOfTensors(),
  tfjs: tf.memory().numTensors,
  models: binding.getNumOfSavedModels(),
})
const type = (name: string, value = binding.TF_FLOAT) => ({ name, type: binding.TF_ATTR_TYPE, value })

describe('recording', () => {
  test('computes nothing: neither a product of four-terabyte matrices nor as many random numbers', () => {
    const side = 1e6
    const f = new Graph().add<'x' | 'key', 'y'>(
      'f',
      ({ x, key }) => ({ y: tf.add(tf.matMul(x as Tensor2D, x as Tensor2D), randomNormal([side, side], key)) }),
      { x: [side, side], key: keyShape },
    )
    expect(f.outputs[0].shape).toEqual([side, side])
  })

  test('leaves existing arrays unchanged', () => {
    const before = held()
    const outside = tf.tensor1d([3, 4])
    const f = compile(({ x }) => ({ y: tf.mul(x, outside) }), { inputs: { x: [2] } })
    expect([...f({ x: Float32Array.of(1, 2) }).y]).toEqual([3, 8])
    expect([...tf.tidy(() => tf.neg(outside).dataSync())]).toEqual([-3, -4])
    f.free()
    outside.dispose()
    expect(held()).toEqual(before)
  })

  test('allows numbers made in JavaScript to be read, and to be returned', () => {
    const f = compile(
      ({ x }) => {
        const pair = tf.tensor1d([2, 3])
        return { y: tf.add(x, tf.add(pair, pair.dataSync()[1])), pair }
      },
      { inputs: { x: [2] } },
    )
    const { y, pair } = f({ x: Float32Array.of(0, 10) })
    expect([...y, ...pair]).toEqual([5, 16, 2, 3])
    f.free()
  })

  test('of every preset and activation, in training, inference and inpainting, uses only tested ops', () => {
    const ops = new Set<string>()
    const load = vi.spyOn(Graph.prototype, 'load').mockImplementation(function (this: Graph) {
      for (const { name, op } of this.recorder.nodes) if (name.endsWith(`_${op}`)) ops.add(op)
      throw new Error('recorded')
    })
    const varied = activationSchema.options.flatMap((activation) =>
      [presets.demo, presets.spatial].map((preset): TrainingConfig => {
        return { ...preset, activation, gradientClip: 1, freeBits: 0.1, likelihoodWidth: 0.1 }
      }),
    )
    for (const config of [...Object.values(presets), ...varied]) {
      const weights: Weights = Object.fromEntries(
        modelWeights(config).map(({ name, shape }) => [name, { shape, values: new Float32Array(elements(shape)) }]),
      )
      const model = { config, weights, epoch: 0 }
      expect(() => compileTraining(config, weights)).toThrow('recorded')
      if (!isAutoencoder(config)) {
        const use = config.observation === 'masked' ? flowPosterior : flowPrior
        expect(() => use(model, { batch: 2, solverSteps: 4 })).toThrow('recorded')
        continue
      }
      expect(() => compilePosteriorObjective(model, 0.1, 1)).toThrow('recorded')
      expect(() => compilePosteriorObjective(model, 0.1, 2, Array(config.channels).fill(blurs.at(-1)![1]))).toThrow(
        'recorded',
      )
      expect(() => compileReconstructor(model, 10)).toThrow('recorded')
      expect(() => compileEncoder(model, 2)).toThrow('recorded')
      expect(() => compileDecoder(model, 2)).toThrow('recorded')
    }
    load.mockRestore()
    expect(ops.size).toBeGreaterThan(20)
    for (const op of ops) expect(Object.keys(opCases)).toContain(op)
  })

  test('and training for 1,000 steps leaves nothing behind once the session is freed', () => {
    const before = held()
    const graph = new Graph({
      w: { shape: [2], values: Float32Array.of(1, 2) },
      mean: { shape: [2], values: new Float32Array(2) },
    })
    const step = addTrainingStep(
      graph,
      'step',
      ({ x, key }, { w, mean }) => {
        const difference = tf.sub(tf.add(w, tf.mul(randomNormal([2], key), 0.01)), x)
        const updates = { mean: tf.add(tf.mul(mean, 0.9), tf.mul(w, 0.1)) }
        return { loss: tf.sum(tf.square(difference)), outputs: { largest: tf.max(w) }, updates }
      },
      { inputs: { x: [2], key: keyShape }, trainable: ['w'], adam: { beta1: 0.9 } },
    )
    const session = graph.load()
    const during = held()
    const x = Float32Array.of(3, -4)
    const learningRate = Float32Array.of(0.05)
    for (let i = 0; i < 1000; i++) session.run(step, { x, key: randomKey(i), learningRate })
    expect(held()).toEqual(during)
    const [w, mean] = session.getAll(['w', 'mean'])
    // Adam circles the minimum, x, within about a learning rate.
    for (const values of [w, mean]) [3, -4].forEach((x, i) => expect(Math.abs(values[i] - x)).toBeLessThan(0.1))
    session.free()
    expect(held()).toEqual(before)
  })
})

describe('what cannot be recorded is refused with its line and advice, and leaves nothing behind', () => {
  const lines = readFileSync(import.meta.filename, 'utf8').split('\n')
  const refusals: Record<string, { f: (x: Tensor) => unknown; line: string; message: RegExp }> = {
    'a read of values': {
      f: (x) => tf.mul(x, tf.exp(x).dataSync()[0]),
      line: 'tf.exp(x).dataSync()',
      message: /reads a tensor's values.*Return the tensor as an output/,
    },
    'a condition on values': {
      f: (x) => ((x.arraySync() as number[])[0] > 0 ? x : tf.neg(x)),
      line: 'x.arraySync()',
      message: /reads a tensor's values/,
    },
    'an asynchronous read of values': {
      f: (x) => {
        void x.data().then(() => {})
        return x
      },
      line: 'void x.data()',
      message: /reads a tensor's values/,
    },
    'waiting for values': {
      f: async (x) => tf.mul(x, (await x.data())[0]),
      line: 'await x.data()',
      message: /reads a tensor's values/,
    },
    'a tensor computed outside': {
      f: (x) => tf.add(x, outside),
      line: 'tf.add(x, outside)',
      message: /An input of Add\w* is a tensor made outside.*as an input or a weight/,
    },
    'a tensor computed outside, returned': {
      f: () => outside,
      line: 'compile(',
      message: /The output "y" of "f" is a tensor made outside/,
    },
    'an op without a rule': {
      f: (x) => backend.executeSingleOutput('Rint', [type('T')], [x]),
      line: "'Rint'",
      message: /Rint cannot be recorded: no rule.*Add one to src-main\/engine\/runtime\/shape-rules/,
    },
    'a computed shape': {
      f: (x) =>
        backend.executeSingleOutput('Reshape', [type('T'), type('Tshape', binding.TF_INT32)], [x, tf.cast(x, 'int32')]),
      line: "'Reshape'",
      message: /output shape of Reshape depends on computed numbers: use fixed ones/,
    },
    'shapes that tfjs refuses': {
      f: (x) => tf.conv2d(x.reshape<Tensor3D>([1, 1, 2]), tf.ones([1, 1, 3, 1]), 1, 'same'),
      line: 'tf.conv2d(x.reshape',
      message: /Error in conv2d: depth of input \(2\) must match input depth for filter 3/,
    },
    'matrices that do not fit': {
      f: (x) => tf.matMul(x.reshape([1, 2]), tf.ones([3, 4])),
      line: 'tf.matMul(x.reshape',
      message: /cannot multiply \[1, 2\] by \[3, 4\]: rows of 2 numbers do not fit columns of 3/,
    },
    'shapes that do not broadcast': {
      f: (x) => backend.executeSingleOutput('Mul', [type('T')], [x, tf.zeros([3])]),
      line: "'Mul'",
      message: /Mul cannot join the shapes \[2\] and \[3\]: lengths must be equal or 1/,
    },
    'shapes that only TensorFlow refuses': {
      f: (x) => backend.executeSingleOutput('AddN', [type('T'), count(2)], [x, tf.reshape(x, [2, 1])]),
      line: "'AddN'",
      message: /TensorFlow rejected the compiled graph: /,
    },
    'an output that is not float32': {
      f: (x) => tf.greater(x, 0),
      line: 'compile(',
      message: /output "y" of "f", made at recorder.test.ts:\d+, is of type bool: make it float32 with tf.cast/,
    },
  }
  const count = (value: number) => ({ name: 'N', type: binding.TF_ATTR_INT, value })
  const outside = tf.exp(tf.tensor1d([1, 2]))

  test.each(Object.entries(refusals))('%s', (_, { f, line, message }) => {
    const before = held()
    const weights = { w: { shape: [1], values: Float32Array.of(1) } }
    const error = failure(() => compile(({ x }) => ({ y: f(x) as Tensor }), { inputs: { x: [2] }, weights }))
    const [, file, number, said] = /^([\w.]+):(\d+): (.*)/.exec(error.message)!
    expect(file).toBe('recorder.test.ts')
    expect(lines[Number(number) - 1]).toContain(line)
    expect(said).toMatch(message)
    expect(backend.binding).toBe(binding)
    expect([...tf.tidy(() => tf.add(tf.tensor1d([1]), 1).dataSync())]).toEqual([2])
    expect(held()).toEqual(before)
  })

  test('a new value of a variable with another shape', () => {
    const graph = new Graph({ mean: { shape: [3], values: new Float32Array(3) } })
    const error = failure(() =>
      graph.record('f', { x: [2] }, ({ recorder, inputs, assign }) => {
        recorder.record('f', () => assign('mean', tf.square(inputs.x)))
      }),
    )
    expect(error.kind).toBe('shape')
    expect(error.message).toMatch(
      /The new value of "mean", made at recorder.test.ts:\d+, has the shape \[2\] and cannot take the place of \[3\]/,
    )
  })

  test('other errors pass through unchanged', () => {
    const mistake = new TypeError('of its own')
    const throwing = () => {
      throw mistake
    }
    expect(() => compile(throwing, { inputs: {} })).toThrow(mistake)
  })
})
