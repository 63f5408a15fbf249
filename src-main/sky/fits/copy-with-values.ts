import { writeFileAtomically, writeFully } from '../../files/atomic.ts'
import type { ByteSource } from './byte-source.ts'
import { valueTypes } from './column-form.ts'
import { encodeValue, isEncodable } from './encode-value.ts'
import { FitsError } from './fits-error.ts'
import { blockLength, walkHdus, type FitsHdu } from './hdu.ts'
import type { ChosenColumn, HealpixHeader } from './map-header.ts'
import { formatHeader, type WrittenCard } from './write.ts'

/** New values of some elements of a column (`pixelElements`). */
export interface ChangedElements {
  elements: ArrayLike<number>
  /** in the unit of the map, one for each */
  values: ArrayLike<number>
}

export interface CopyNotes {
  /** added to the header of the map, in place of those that it has with the same keywords */
  cards: readonly WrittenCard[]
  history: readonly string[]
}

const pieceBytes = 1 << 22
const record = 80

/**
 * Refuses a column whose values can't be changed in place: of a compressed image, and of logicals and bits.
 * @throws FitsError that says how to convert it
 */
export function requireChangeable({ header, column }: ChosenColumn): void {
  const { kind, index } = column.hdu
  const why =
    kind !== 'table' && kind !== 'image'
      ? 'the map is compressed within its file'
      : isEncodable(column.form)
        ? null
        : `the column holds values of type ${column.type}`
  if (why === null) return
  const reason = `${why}, so that single values can't be replaced; write it as plain numbers with cirrus map convert first`
  throw new FitsError(header.file, `HDU ${index}, column ${column.name}`, reason, 'column')
}

/**
 * Copies a FITS file with other values at some elements of one column. All other bytes are those of the file
 * (decompressed, if it is compressed as a whole), but for the cards that are added to the header of that column, whose
 * checksums no longer hold and are left out.
 * @returns how many values the column could not hold, and were limited to the nearest that it can
 * @throws FitsError as `requireChangeable`, or for a damaged file; the signal's reason when aborted
 */
export async function copyWithValues(
  source: ByteSource,
  chosen: ChosenColumn<HealpixHeader>,
  changed: ChangedElements,
  { cards, history }: CopyNotes,
  out: string,
  signal?: AbortSignal,
): Promise<number> {
  requireChangeable(chosen)
  const { hdu } = chosen.column
  const { bytes, places, limited } = encoded(chosen, changed)
  const start = await headerStart(source, hdu)
  await writeFileAtomically(out, async (file) => {
    for await (const { piece } of pieces(source, 0, start)) {
      signal?.throwIfAborted()
      await writeFully(file, piece)
    }
    const header = Buffer.alloc(hdu.dataStart - start)
    await source.read(header, start)
    await writeFully(file, headerWith(header, cards, history))
    let next = 0
    for await (const { piece, position } of pieces(source, hdu.dataStart, Infinity)) {
      signal?.throwIfAborted()
      // A value may lie across the border of two pieces: it is then visited in both.
      while (next > 0 && places[next - 1] + bytes[next - 1].length > position) next--
      for (; next < places.length && places[next] < position + piece.length; next++)
        bytes[next].forEach((byte, i) => {
          const at = places[next] - position + i
          if (at >= 0 && at < piece.length) piece[at] = byte
        })
      await writeFully(file, piece)
    }
  })
  return limited
}

/** The bytes of new values and their places in the file, ascending. */
function encoded({ header, column }: ChosenColumn<HealpixHeader>, { elements, values }: ChangedElements) {
  const { form, hdu } = column
  const { bytes: length } = valueTypes[form.code]
  const order = Uint32Array.from(elements, (_, i) => i).sort((a, b) => elements[a] - elements[b])
  let limited = 0
  const bytes = Array.from(order, (i) => {
    const element = new Uint8Array(length)
    if (!encodeValue(values[i], form, new DataView(element.buffer))) limited++
    return element
  })
  const places = Float64Array.from(order, (i) => {
    const row = Math.floor(elements[i] / form.repeat)
    return hdu.dataStart + row * header.shape.rowBytes + form.offset + (elements[i] % form.repeat) * length
  })
  return { bytes, places, limited }
}

/** The byte at which the header of an HDU begins. */
async function headerStart(source: ByteSource, hdu: FitsHdu): Promise<number> {
  let start = 0
  for await (const { index, dataStart, dataLength } of walkHdus(source)) {
    if (index === hdu.index) break
    start = dataStart + Math.ceil(dataLength / blockLength) * blockLength
  }
  return start
}

async function* pieces(source: ByteSource, from: number, to: number) {
  for (let position = from; position < to;) {
    const piece = new Uint8Array(Math.min(pieceBytes, to - position))
    const found = await source.read(piece, position)
    if (found > 0) yield { piece: piece.subarray(0, found), position }
    if (found < piece.length) return
    position += found
  }
}

/** The header's own lines but those of the new cards and the checksums, then the new ones. */
function headerWith(header: Buffer, cards: readonly WrittenCard[], history: readonly string[]): Uint8Array {
  const dropped = ['CHECKSUM', 'DATASUM', ...cards.map(({ keyword }) => keyword)]
  const lines: Buffer[] = []
  for (let at = 0; at < header.length; at += record) {
    const line = header.subarray(at, at + record)
    const keyword = line.toString('latin1', 0, 8).trimEnd()
    if (keyword === 'END') break
    if (!dropped.includes(keyword)) lines.push(line)
  }
  const added = Buffer.from(formatHeader(cards, history)).toString('latin1').trimEnd()
  const length = lines.length * record + added.length
  const padded = added.padEnd(added.length + Math.ceil(length / blockLength) * blockLength - length)
  return Buffer.concat([...lines, Buffer.from(padded, 'latin1')])
}
