import { FLOAT32, type, type GraphNode } from './graph-node.ts'

/** TensorFlow's number for bfloat16 (types.proto): float32 with 8 bits of mantissa instead of 24. */
export const BFLOAT16 = 14

/** The inputs of a convolution, or of a gradient of one, that are arrays; the third one is a shape. */
const arrays: Readonly<Record<string, readonly number[]>> = {
  Conv2D: [0, 1],
  Conv2DBackpropInput: [1, 2],
  Conv2DBackpropFilter: [0, 2],
}

/**
 * The same graph with the float32 convolutions of one function, and their gradients, in bfloat16: their arrays are cast
 * before them, each once however many convolutions it feeds, and what they give is cast back under its old name. All
 * else stays in float32: variables, normalisation, sums, the loss.
 * @param scope the name under which the function was recorded
 */
export function convolutionsInBfloat16(nodes: readonly GraphNode[], scope: string): GraphNode[] {
  const casts = new Map<string, GraphNode>()
  const castOf = (input: string) => {
    // A node's name may not hold the colon of `node:output`.
    const name = `${scope}/bfloat16/${input.replace(':', '/')}`
    if (!casts.has(input)) casts.set(input, cast(name, input, FLOAT32, BFLOAT16))
    return name
  }
  const rewritten = nodes.flatMap((node) => {
    const { name, op, inputs, attributes } = node
    const { T } = attributes
    const isFloat32 = T?.kind === 'type' && T.value === FLOAT32
    if (!(op in arrays) || !isFloat32 || !name.startsWith(`${scope}/`)) return [node]
    const narrow = `${name}/bfloat16`
    return [
      {
        name: narrow,
        op,
        inputs: inputs.map((input, i) => (arrays[op].includes(i) ? castOf(input) : input)),
        attributes: { ...attributes, T: type(BFLOAT16) },
      },
      cast(name, narrow, BFLOAT16, FLOAT32),
    ]
  })
  return [...rewritten, ...casts.values()]
}

const cast = (name: string, input: string, from: number, to: number): GraphNode => ({
  name,
  op: 'Cast',
  inputs: [input],
  attributes: { SrcT: type(from), DstT: type(to) },
})
