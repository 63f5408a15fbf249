import { writeFileAtomically, writeFully } from '../../files/atomic.ts'
import type { ByteSource } from './byte-source.ts'
import { valueTypes } from './column-form.ts'
import { encodeValue, isEncodable } from './encode-value.ts'
import { FitsError } from './fits-error.ts'
import { blockLength, walkHdus, type FitsHdu } from './hdu.ts'
import type { ChosenColumn, HealpixHeader } from './map-header.ts'
import { formatHeader, type WrittenCard } from './write.ts'

/** New values of some elements of a column. */
export interface ChangedColumn {
  chosen: ChosenColumn<HealpixHeader>
  /** `pixelElements` of that column */
  elements: ArrayLike<number>
  /** in the unit of the map, one for each */
  values: ArrayLike<number>
}

export interface CopyNotes {
  /** added to the headers of the columns that change, in place of those that it has with the same keywords */
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
 * Copies a FITS file with other values at some elements of one or more columns. All other bytes are those of the file
 * (decompressed, if it is compressed as a whole), but for the cards that are added to the headers of those columns, whose
 * checksums no longer hold and are left out.
 * @returns how many values the columns could not hold, and were limited to the nearest that it can
 * @throws FitsError as `requireChangeable`, or for a damaged file; the signal's reason when aborted
 */
export async function copyWithValues(
  source: ByteSource,
  changed: readonly ChangedColumn[],
  { cards, history }: CopyNotes,
  out: string,
  signal?: AbortSignal,
): Promise<number> {
  for (const { chosen } of changed) requireChangeable(chosen)
  const { places, bytes, limited } = encoded(changed)
  const hdus = new Map(changed.map(({ chosen }) => [chosen.column.hdu.index, chosen.column.hdu]))
  await writeFileAtomically(out, async (file) => {
    let next = 0
    const copy = async (from: number, to: number) => {
      for await (const { piece, position } of pieces(source, from, to)) {
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
    }
    let copied = 0
    for (const hdu of [...hdus.values()].sort((a, b) => a.index - b.index)) {
      const start = await headerStart(source, hdu)
      await copy(copied, start)
      const header = Buffer.alloc(hdu.dataStart - start)
      await source.read(header, start)
      await writeFully(file, headerWith(header, cards, history))
      copied = hdu.dataStart
    }
    await copy(copied, Infinity)
  })
  return limited
}

/** The bytes of new values and their places in the file, ascending. */
function encoded(changed: readonly ChangedColumn[]) {
  let limited = 0
  const values = changed.flatMap(({ chosen: { header, column }, elements, values }) => {
    const { form, hdu } = column
    const { bytes: length } = valueTypes[form.code]
    return Array.from(values, (value, i) => {
      const bytes = new Uint8Array(length)
      if (!encodeValue(value, form, new DataView(bytes.buffer))) limited++
      const row = Math.floor(elements[i] / form.repeat)
      const inRow = form.offset + (elements[i] % form.repeat) * length
      return { bytes, place: hdu.dataStart + row * header.shape.rowBytes + inRow }
    })
  })
  values.sort((a, b) => a.place - b.place)
  return { places: values.map(({ place }) => place), bytes: values.map(({ bytes }) => bytes), limited }
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
