import type { Attribute, GraphNode, ListKind } from './graph-node.ts'
import { MessageWriter } from './protobuf.ts'

/** The tag of the graph in its SavedModel file. */
export const servingTag = 'serve'

// A producer version newer than any op requires; TensorFlow 2.21 accepts it (core/public/version.h).
const graphVersion = 2000

/** A SavedModel file (saved_model.proto) with one graph and nothing else. */
export function savedModel(nodes: readonly GraphNode[]): Uint8Array {
  const graph = new MessageWriter()
  for (const node of nodes) graph.message(1, nodeDef(node))
  graph.message(4, new MessageWriter().integer(1, graphVersion))
  const info = new MessageWriter().string(4, servingTag)
  return new MessageWriter().integer(1, 1).message(2, new MessageWriter().message(1, info).message(2, graph)).finish()
}

function nodeDef(node: GraphNode): MessageWriter {
  const message = new MessageWriter().string(1, node.name).string(2, node.op)
  for (const input of node.inputs) message.string(3, input)
  for (const [name, attribute] of Object.entries(node.attributes)) {
    message.message(5, new MessageWriter().string(1, name).message(2, attributeValue(attribute)))
  }
  return message
}

// Field numbers of AttrValue (attr_value.proto); its lists use the same.
const fields = { string: 2, int: 3, float: 4, bool: 5, type: 6 } as const

function attributeValue(attribute: Attribute): MessageWriter {
  const message = new MessageWriter()
  switch (attribute.kind) {
    case 'shape':
      return message.message(7, tensorShape(attribute.value))
    case 'tensor': {
      const { dtype, shape, bytes } = attribute
      return message.message(8, new MessageWriter().integer(1, dtype).message(2, tensorShape(shape)).bytes(4, bytes))
    }
    case 'list': {
      const list = new MessageWriter()
      for (const value of attribute.values) plain(list, attribute.of, value)
      return message.message(1, list)
    }
    default:
      return plain(message, attribute.kind, attribute.value)
  }
}

function plain(message: MessageWriter, kind: ListKind, value: string | number | boolean): MessageWriter {
  if (kind === 'string') return message.string(fields.string, String(value))
  if (kind === 'float') return message.float(fields.float, Number(value))
  return message.integer(fields[kind], Number(value))
}

function tensorShape(shape: readonly number[]): MessageWriter {
  const message = new MessageWriter()
  for (const length of shape) message.message(2, new MessageWriter().integer(1, length))
  return message
}
