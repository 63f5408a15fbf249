import type { Tensor1D, Tensor4D } from '@tensorflow/tfjs-node-gpu'
import type { ModelConfig } from '../../../src-shared/model/configuration.ts'
import { activations } from '../model/activation.ts'
import { convolution, dense, transposedConvolution } from '../model/layers.ts'
import { kernelAndBias, silent, type WeightEntry } from '../model/weight-table.ts'
import type { WeightTensors } from '../runtime/graph.ts'
import { tensorflow } from '../runtime/tensorflow.ts'
import { conditionWeights, type Given } from './conditions.ts'
import { sideBySide } from './side-by-side.ts'
import { embedTime, timeWeights } from './time-embedding.ts'

/** Kernel size of convolutions that keep the resolution: where there is one place, they are dense layers. */
const fieldOf = ({ size }: Pick<ModelConfig, 'size'>) => (size === 1 ? 1 : 3)
/** And of those that halve or double it. */
const change = 2

type Way = 'down' | 'up'

const names = {
  start: 'velocity/start',
  block: (way: Way, level: number, i: number) => `velocity/${way}_${level}/block_${i}`,
  halve: (level: number) => `velocity/down_${level}/halve`,
  double: (level: number) => `velocity/up_${level}/double`,
  end: 'velocity/end',
} as const

/**
 * All weights of the velocity's network; names begin with `velocity/`. A block begins as the identity, and the velocity as
 * 0. Those of conditions come last, so that the others are drawn as without them.
 * @param seen channels of the picture that it is given, if there is one
 */
export function velocityWeights(config: ModelConfig, seen = 0): WeightEntry[] {
  const { channels, encoderFilters: widths, blocks, embedding, timeModulation } = config
  const field = fieldOf(config)
  const stage = (way: Way, level: number): WeightEntry[] =>
    Array.from({ length: blocks }, (_, i) => names.block(way, level, i)).flatMap((name) => {
      const width = widths[level]
      return [
        ...kernelAndBias(`${name}/conv2d`, [field, field, width, width], width),
        ...kernelAndBias(`${name}/time`, [embedding, width], width),
        ...(timeModulation === 'scale-and-shift'
          ? silent(kernelAndBias(`${name}/gain`, [embedding, width], width))
          : []),
        ...silent(kernelAndBias(`${name}/conv2d_1`, [field, field, width, width], width)),
      ]
    })
  const down = widths.flatMap((width, level) => {
    const next = widths[level + 1]
    return [
      ...stage('down', level),
      ...(next ? kernelAndBias(names.halve(level), [change, change, width, next], next) : []),
    ]
  })
  const up = widths
    .slice(0, -1)
    .flatMap((width, level) => [
      ...kernelAndBias(names.double(level), [change, change, width, widths[level + 1]], width),
      ...stage('up', level),
    ])
  return [
    ...timeWeights(config),
    ...kernelAndBias(names.start, [field, field, channels + seen, widths[0]], widths[0]),
    ...down,
    ...up,
    ...silent(kernelAndBias(names.end, [field, field, widths[0], channels], channels)),
    ...conditionWeights(config),
  ]
}

/**
 * The velocity at x and t, both ways through residual convolutions at several resolutions, with what was found at each on
 * the way down added on the way up (Ronneberger et al. 2015, arXiv:1505.04597). The time scales and shifts what is within a
 * block (Perez et al. 2018, arXiv:1709.07871): near the data, where little noise is left, the velocity of the smallest
 * scales is many times what is seen of them. No normalisation: its passes over memory cost a processor more than they gain.
 * @param x [batch, size, size, channels]
 * @param t [batch], from 0 (noise) to 1 (data)
 * @param given what the flow is conditioned on, and the picture that it adds to
 */
export const velocity = (
  x: Tensor4D,
  t: Tensor1D,
  weights: WeightTensors,
  config: ModelConfig,
  given: Given = {},
): Tensor4D => sideBySide(x, t, given, (x, t, given) => velocityOf(x, t, weights, config, given))

function velocityOf(x: Tensor4D, t: Tensor1D, weights: WeightTensors, config: ModelConfig, given: Given): Tensor4D {
  const { tf } = tensorflow()
  const activation = activations[config.activation]
  const time = embedTime(t, weights, config, given)
  const scales = config.timeModulation === 'scale-and-shift'
  const block = (x: Tensor4D, name: string): Tensor4D => {
    const toldBy = (layer: string) =>
      dense(time, weights, `${name}/${layer}`).reshape<Tensor4D>([x.shape[0], 1, 1, x.shape[3]])
    const first = convolution(activation(x), weights, `${name}/conv2d`, 1)
    const scaled = scales ? tf.mul(first, tf.add(toldBy('gain'), 1)) : first
    const inner = activation(tf.add(scaled, toldBy('time')) as Tensor4D)
    return tf.add(x, convolution(inner, weights, `${name}/conv2d_1`, 1))
  }
  const stage = (x: Tensor4D, way: Way, level: number) => {
    let y = x
    for (let i = 0; i < config.blocks; i++) y = block(y, names.block(way, level, i))
    return y
  }
  const coarsest = config.encoderFilters.length - 1
  const passed: Tensor4D[] = []
  let y = convolution(given.picture ? tf.concat([x, given.picture], 3) : x, weights, names.start, 1)
  for (let level = 0; level < coarsest; level++) {
    passed.push(stage(y, 'down', level))
    y = convolution(passed[level], weights, names.halve(level), change)
  }
  y = stage(y, 'down', coarsest)
  for (let level = coarsest - 1; level >= 0; level--) {
    y = stage(tf.add(passed[level], transposedConvolution(y, weights, names.double(level), change)), 'up', level)
  }
  return convolution(activation(y), weights, names.end, 1)
}
