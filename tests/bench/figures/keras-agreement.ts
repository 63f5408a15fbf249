import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSafetensors } from '../../../src-main/files/safetensors.ts'
import type { Preset, TrainingConfig } from '../../../src-shared/model/configuration.ts'
import { largestRelativeError } from '../../engine/relative-error.ts'
import type { Bench, Figures } from '../bench.ts'
import type { WeightKind } from '../ours/engine.ts'
import { evaluate, type Row } from '../row.ts'

/**
 * The engine against Keras with the same weights and batch. The error of a tensor is its largest difference over its
 * largest magnitude, max |a - b| / max |b|; that of the gradient, as one vector of all tensors, is |a - b| / |b|.
 * Outputs must meet the goal on the initial weights of a training. There, gradients cross kinks of ReLU, so they, and
 * the weights after a step of Adam, must meet it on smooth weights (ours/engine.ts) instead. Keras's own error,
 * compared with itself in double precision, shows what single precision can achieve: ours may not be larger.
 */
export const kerasAgreement: Figures = async (bench) => [
  ...(await agreement(bench, 'demo')),
  ...(await agreement(bench, 'paper')),
]

const outputs: Record<string, RegExp> = { encoder: /^(mean|logWidth)$/, decoder: /^decoded$/, loss: /^loss$/ }

async function agreement(bench: Bench, preset: Preset): Promise<Row[]> {
  const smooth = await compare(bench, preset, 'smooth')
  const initial = await compare(bench, preset, 'initial')
  return [
    ...Object.entries(outputs).map(([output, names]) =>
      evaluate({
        figure: `${output} against Keras, preset ${preset}, initial weights`,
        unit: '',
        ours: initial && largestError(initial.ours, initial.single, names),
        goal: 1e-5,
      }),
    ),
    evaluate({
      figure: `gradient (one vector) against Keras, preset ${preset}, smooth weights`,
      unit: '',
      ours: smooth && errorOfVector(smooth.ours, smooth.single, 'gradient/'),
      goal: 1e-5,
    }),
    evaluate({
      figure: `weights (one vector) after a step of Adam against Keras, preset ${preset}, smooth weights`,
      unit: '',
      ours: smooth && errorOfVector(smooth.ours, smooth.single, 'stepped/'),
      goal: 1e-5,
    }),
    ...Object.entries({ smooth, initial }).flatMap(([weights, answers]) =>
      Object.entries(errorsAgainstDouble).map(([what, error]) =>
        evaluate({
          figure: `${what} against Keras in double precision, preset ${preset}, ${weights} weights`,
          unit: '',
          ours: answers && error(answers.ours, answers.double),
          peers: { 'Keras in single precision': answers && error(answers.single, answers.double) },
          // On initial weights, the kinks of ReLU make both gradients random to this extent.
          goal: weights === 'smooth' ? 1 : null,
        }),
      ),
    ),
  ]
}

type Tensors = Map<string, Float32Array>

const errorsAgainstDouble: Record<string, (found: Tensors, expected: Tensors) => number> = {
  loss: (found, expected) => largestError(found, expected, outputs.loss),
  'gradient (one vector)': (found, expected) => errorOfVector(found, expected, 'gradient/'),
  "gradient's worst tensor": (found, expected) => largestError(found, expected, /^gradient/),
  'weights (one vector) after a step of Adam': (found, expected) => errorOfVector(found, expected, 'stepped/'),
}

/** The answers of the engine, and of Keras in both precisions, for one set of weights. */
type Answers = { ours: Tensors; single: Tensors; double: Tensors }

/** @returns null without Keras */
async function compare(bench: Bench, preset: Preset, weights: WeightKind): Promise<Answers | null> {
  const keras = await bench.startPeer('keras_peer.py')
  if (!keras) return null
  const folder = await mkdtemp(join(tmpdir(), 'cirrus-bench-'))
  const file = (name: string) => join(folder, `${name}.safetensors`)
  try {
    const engine = bench.startOurs('engine.ts')
    const asked = { preset, weights, folder }
    const { config, names } = await engine.ask<{ config: TrainingConfig; names: string[] }>('answers', asked)
    await engine.end()
    const answersIn = async (dtype: string) => {
      await keras.ask('answers', { config, names, given: file('given'), out: file(dtype), dtype })
      return readTensors(file(dtype))
    }
    const single = await answersIn('float32')
    return { ours: await readTensors(file('ours')), single, double: await answersIn('float64') }
  } finally {
    await keras.end()
    await rm(folder, { recursive: true, force: true })
  }
}

async function readTensors(path: string): Promise<Tensors> {
  const file = await openSafetensors(path)
  try {
    const tensors: Tensors = new Map()
    for (const name of file.tensors.keys()) tensors.set(name, await file.read(name))
    return tensors
  } finally {
    await file.close()
  }
}

/** Over the tensors with matching names; NaN if one is missing or not finite. */
function largestError(found: Tensors, expected: Tensors, names: RegExp): number {
  const chosen = [...expected].filter(([name]) => names.test(name))
  return Math.max(...chosen.map(([name, values]) => largestRelativeError(found.get(name) ?? [], values)))
}

/** Of all tensors with this prefix, as one vector. */
function errorOfVector(found: Tensors, expected: Tensors, prefix: string): number {
  let [differences, squares] = [0, 0]
  for (const [name, values] of expected) {
    if (!name.startsWith(prefix)) continue
    const ours = found.get(name)
    for (let i = 0; i < values.length; i++) {
      differences += ((ours?.[i] ?? NaN) - values[i]) ** 2
      squares += values[i] ** 2
    }
  }
  return Math.sqrt(differences / squares)
}
