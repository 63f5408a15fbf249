/**
 * Writes protocol buffer messages field by field (the wire format of protobuf.dev/programming-guides/encoding), as far
 * as a TensorFlow graph needs it. Large byte fields are not copied until `bytes` joins the pieces.
 */
export class MessageWriter {
  readonly #pieces: Uint8Array[] = []
  #length = 0

  get length(): number {
    return this.#length
  }

  /** int32, int64, bool and enums; negative numbers take ten bytes. */
  integer(field: number, value: number): this {
    return this.#add(varint(field << 3)).#add(varint(value))
  }

  float(field: number, value: number): this {
    const bytes = new Uint8Array(4)
    new DataView(bytes.buffer).setFloat32(0, value, true)
    return this.#add(varint((field << 3) | 5)).#add(bytes)
  }

  bytes(field: number, value: Uint8Array): this {
    return this.#add(varint((field << 3) | 2))
      .#add(varint(value.length))
      .#add(value)
  }

  string(field: number, value: string): this {
    return this.bytes(field, new TextEncoder().encode(value))
  }

  message(field: number, value: MessageWriter): this {
    this.#add(varint((field << 3) | 2)).#add(varint(value.#length))
    for (const piece of value.#pieces) this.#add(piece)
    return this
  }

  finish(): Uint8Array {
    const all = new Uint8Array(this.#length)
    let at = 0
    for (const piece of this.#pieces) {
      all.set(piece, at)
      at += piece.length
    }
    return all
  }

  #add(piece: Uint8Array): this {
    this.#pieces.push(piece)
    this.#length += piece.length
    return this
  }
}

function varint(value: number): Uint8Array {
  const bytes: number[] = []
  let rest = BigInt.asUintN(64, BigInt(value))
  while (rest > 127n) {
    bytes.push(Number(rest & 127n) | 128)
    rest >>= 7n
  }
  bytes.push(Number(rest))
  return Uint8Array.from(bytes)
}
