import { readFileSync } from 'node:fs'
import type { TrainingConfig } from '../../../src-shared/model/configuration.ts'
import type { EngineDescription } from '../outcomes.ts'
import { FLOAT32, type, type GraphNode } from './graph-node.ts'
import { tensorflow } from './tensorflow.ts'

/** TensorFlow's type number for bfloat16 (types.proto): float32 with 8 bits of mantissa instead of 24. */
export const BFLOAT16 = 14

/**
 * Kernels for bfloat16 convolutions: `native` are TensorFlow's own, fast if the device has instructions for them;
 * `rounded` are its float32 kernels, with inputs rounded to bfloat16. Both accumulate in float32 and round their
 * outputs, so they differ only in the order of sums.
 */
type Bfloat16Kernels = EngineDescription['bfloat16Kernels']

/** Names of the instructions in Linux's /proc/cpuinfo, on x86 and on ARM. */
const instructions = /^(?:flags|Features)\s*:.*\b(?:avx512_bf16|amx_bf16|bf16)\b/m

/**
 * The faster kernels for a device: without the instructions, TensorFlow's own take eight times as long as float32.
 * @param processor contents of /proc/cpuinfo; null if unknown, which counts as a processor without the instructions
 */
export const kernelsFor = (usesGpu: boolean, processor: string | null): Bfloat16Kernels =>
  usesGpu || (processor !== null && instructions.test(processor)) ? 'native' : 'rounded'

let chosen: Bfloat16Kernels | undefined

/** The kernels used for bfloat16 convolutions on this device. @throws EngineError 'tensorflow-missing' */
export function bfloat16Kernels(): Bfloat16Kernels {
  const { binding } = tensorflow()
  chosen ??= kernelsFor(
    binding.isUsingGpuDevice(),
    process.platform === 'linux' ? readFileSync('/proc/cpuinfo', 'utf8') : null,
  )
  return chosen
}

/** The array inputs of a convolution or of one of its gradients; the remaining one is a shape. */
const arrays: Readonly<Record<string, readonly number[]>> = {
  Conv2D: [0, 1],
  Conv2DBackpropInput: [1, 2],
  Conv2DBackpropFilter: [0, 2],
}

/** The same graph with some functions' convolutions in a precision. @throws EngineError 'tensorflow-missing' */
export const inPrecision = (
  nodes: readonly GraphNode[],
  functions: readonly { name: string }[],
  precision: TrainingConfig['precision'],
): readonly GraphNode[] =>
  precision === 'float32'
    ? nodes
    : functions.reduce<readonly GraphNode[]>(
        (all, { name }) => convolutionsInBfloat16(all, name, bfloat16Kernels()),
        nodes,
      )

/**
 * The same graph with one function's float32 convolutions and their gradients in bfloat16: input arrays are cast, each
 * once however many convolutions it feeds, and outputs are cast back under their old names. Everything else stays in
 * float32: variables, normalisation, sums, the loss.
 * @param scope the name under which the function was recorded
 */
export function convolutionsInBfloat16(
  nodes: readonly GraphNode[],
  scope: string,
  kernels: Bfloat16Kernels,
): GraphNode[] {
  const casts = new Map<string, GraphNode[]>()
  const castOf = (input: string) => {
    // A node's name must not contain the colon of `node:output`.
    const name = `${scope}/bfloat16/${input.replace(':', '/')}`
    if (!casts.has(input)) {
      casts.set(input, kernels === 'native' ? [narrow(name, input)] : rounded(name, `${name}/narrow`, input))
    }
    return name
  }
  const rewritten = nodes.flatMap((node) => {
    const { name, op, inputs, attributes } = node
    const { T } = attributes
    const isFloat32 = T?.kind === 'type' && T.value === FLOAT32
    if (!(op in arrays) || !isFloat32 || !name.startsWith(`${scope}/`)) return [node]
    const convolution = {
      ...node,
      name: `${name}/${kernels}`,
      inputs: inputs.map((input, i) => (arrays[op].includes(i) ? castOf(input) : input)),
    }
    return kernels === 'native'
      ? [{ ...convolution, attributes: { ...attributes, T: type(BFLOAT16) } }, wide(name, convolution.name)]
      : [convolution, ...rounded(name, `${name}/narrow`, convolution.name)]
  })
  return [...rewritten, ...[...casts.values()].flat()]
}

const narrow = (name: string, input: string) => cast(name, input, FLOAT32, BFLOAT16)
const wide = (name: string, input: string) => cast(name, input, BFLOAT16, FLOAT32)
const rounded = (name: string, between: string, input: string) => [narrow(between, input), wide(name, between)]

const cast = (name: string, input: string, from: number, to: number): GraphNode => ({
  name,
  op: 'Cast',
  inputs: [input],
  attributes: { SrcT: type(from), DstT: type(to) },
})
