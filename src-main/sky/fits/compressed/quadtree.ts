import { readBlock, type BitReader } from './hcompress-bits.ts'

/** A part of an array [rows, columns] of rows of `stride` elements. */
export interface Quadrant {
  offset: number
  rows: number
  columns: number
  stride: number
}

/**
 * Decodes the bit planes of a quadrant, the highest first, and adds them to `values`. A plane is a quadtree: a block of
 * 2 x 2 bits says which of its four parts hold any 1, each of which has a block of its own, down to single pixels.
 * @throws RangeError if the tile ends too early, or a plane has an unknown format
 */
export function decodeQuadrant(bits: BitReader, values: Float64Array, quadrant: Quadrant, planes: number): void {
  for (let plane = planes - 1; plane >= 0; plane--) addPlane(values, quadrant, readBlocks(bits, quadrant), 2 ** plane)
}

/** One bit plane as blocks of 2 x 2 pixels, [ceil(rows / 2), ceil(columns / 2)]. */
function readBlocks(bits: BitReader, { rows, columns }: Quadrant): Uint8Array {
  const sizes = halvings(Math.max(1, rows), Math.max(1, columns))
  const format = bits.nybble()
  if (format === 0) {
    const direct = new Uint8Array(Math.ceil(rows / 2) * Math.ceil(columns / 2))
    for (let i = 0; i < direct.length; i++) direct[i] = bits.nybble()
    return direct
  }
  if (format !== 15) throw new RangeError(`a bit plane of the format ${format} does not exist`)
  let blocks = Uint8Array.of(readBlock(bits))
  for (let level = sizes.length - 2; level >= 0; level--) {
    blocks = expand(blocks, sizes[level])
    for (let i = blocks.length - 1; i >= 0; i--) if (blocks[i] !== 0) blocks[i] = readBlock(bits)
  }
  return blocks
}

/** The numbers of blocks [rows, columns] from the finest level to a single block. */
function halvings(rows: number, columns: number): [number, number][] {
  const sizes: [number, number][] = []
  let size: [number, number] = [rows, columns]
  do {
    size = [Math.ceil(size[0] / 2), Math.ceil(size[1] / 2)]
    sizes.push(size)
  } while (size[0] > 1 || size[1] > 1)
  return sizes
}

/** The bits of blocks, each as an element of its own, [rows, columns]. */
function expand(blocks: Uint8Array, [rows, columns]: [number, number]): Uint8Array<ArrayBuffer> {
  const bits = new Uint8Array(rows * columns)
  const blocksInRow = Math.ceil(columns / 2)
  for (let row = 0, i = 0; row < rows; row++) {
    const shift = row & 1 ? 0 : 2
    const from = (row >> 1) * blocksInRow
    for (let column = 0; column < columns; column++) {
      bits[i++] = (blocks[from + (column >> 1)] >> (shift + 1 - (column & 1))) & 1
    }
  }
  return bits
}

function addPlane(values: Float64Array, quadrant: Quadrant, blocks: Uint8Array, weight: number): void {
  const { offset, rows, columns, stride } = quadrant
  const blocksInRow = Math.ceil(columns / 2)
  for (let row = 0; row < rows; row++) {
    const shift = row & 1 ? 0 : 2
    const from = (row >> 1) * blocksInRow
    const place = offset + row * stride
    for (let column = 0; column < columns; column++) {
      if ((blocks[from + (column >> 1)] >> (shift + 1 - (column & 1))) & 1) values[place + column] += weight
    }
  }
}
