import { writeFileAtomically } from '../../files/atomic.ts'
import { blockLength } from './hdu.ts'

/** A card to write: keyword of up to 8 characters; the text of a COMMENT is wrapped like HISTORY. */
export interface WrittenCard {
  keyword: string
  value: string | number | boolean
  comment?: string
}

/** An image to write as one HDU. */
export interface WrittenImage {
  /** EXTNAME */
  name: string
  width: number
  height: number
  /** Pictures of a cube, its third axis; without it, there are two axes. */
  planes?: number
  /** plane by plane, row-major, NAXIS1 (columns) fastest; NaN where a value is missing */
  values: Float32Array | Float64Array
  cards: readonly WrittenCard[]
  /** Lines for HISTORY cards; long ones are wrapped. */
  history: readonly string[]
}

/**
 * Writes float32 and float64 images as one FITS file, atomically: the first as the primary HDU, the others as extensions
 * (FITS 4.0, Sec. 3.3, 4.2 and 7.1).
 * @throws RangeError for a card that FITS can't represent, or values that don't fill the image
 */
export async function writeFitsImages(path: string, images: readonly WrittenImage[]): Promise<void> {
  const parts = images.flatMap((image, index) => [imageHeader(image, index, images.length), imageData(image)])
  await writeFileAtomically(path, Buffer.concat(parts))
}

function imageHeader(
  { name, width, height, planes, values, cards, history }: WrittenImage,
  index: number,
  count: number,
): Uint8Array {
  return formatHeader(
    [
      index === 0
        ? { keyword: 'SIMPLE', value: true, comment: 'FITS standard' }
        : { keyword: 'XTENSION', value: 'IMAGE', comment: 'image extension' },
      values instanceof Float64Array
        ? { keyword: 'BITPIX', value: -64, comment: 'IEEE double precision' }
        : { keyword: 'BITPIX', value: -32, comment: 'IEEE single precision' },
      { keyword: 'NAXIS', value: planes === undefined ? 2 : 3, comment: 'number of axes' },
      { keyword: 'NAXIS1', value: width, comment: 'columns' },
      { keyword: 'NAXIS2', value: height, comment: 'rows' },
      ...(planes === undefined ? [] : [{ keyword: 'NAXIS3', value: planes, comment: 'planes' }]),
      ...(index === 0
        ? count > 1
          ? [{ keyword: 'EXTEND', value: true, comment: 'there are extensions' }]
          : []
        : [
            { keyword: 'PCOUNT', value: 0 },
            { keyword: 'GCOUNT', value: 1 },
          ]),
      { keyword: 'EXTNAME', value: name, comment: 'what this image is' },
      ...cards,
    ],
    history,
  )
}

function imageData({ name, width, height, planes = 1, values }: WrittenImage): Uint8Array {
  if (values.length !== width * height * planes) {
    const shape = planes === 1 ? `${width} x ${height}` : `${width} x ${height} x ${planes}`
    throw new RangeError(`image ${name}: ${values.length} values do not fill ${shape} pixels`)
  }
  const bytes = Buffer.alloc(Math.ceil(values.byteLength / blockLength) * blockLength)
  for (let i = 0; i < values.length; i++) {
    if (values instanceof Float64Array) bytes.writeDoubleBE(values[i], 8 * i)
    else bytes.writeFloatBE(values[i], 4 * i)
  }
  return bytes
}

/** Cards, HISTORY and END as whole blocks of 36 lines of 80 characters. */
export function formatHeader(cards: readonly WrittenCard[], history: readonly string[] = []): Uint8Array {
  const lines = [
    ...cards.flatMap(formatCard),
    ...history.flatMap((line) => formatText('HISTORY', line)),
    'END'.padEnd(80),
  ]
  const text = lines.join('')
  return Buffer.from(text.padEnd(Math.ceil(text.length / blockLength) * blockLength), 'latin1')
}

/** A card as one line of 80 characters; a longer string is continued by the CONTINUE convention (Sec. 4.2.1.2). */
function formatCard({ keyword, value, comment }: WrittenCard): string[] {
  if (!/^[A-Z0-9_-]{1,8}$/.test(keyword)) throw new RangeError(`"${keyword}" is not a FITS keyword`)
  if (keyword === 'COMMENT') return formatText(keyword, String(value))
  const head = `${keyword.padEnd(8)}= `
  if (typeof value !== 'string') {
    const text = typeof value === 'boolean' ? (value ? 'T' : 'F') : formatNumber(keyword, value)
    return [withComment(head + text.padStart(20), comment)]
  }
  const pieces = quotedPieces(printable(value))
  const first = `${head}'${pieces[0].padEnd(8)}${pieces.length > 1 ? '&' : ''}'`
  return [
    pieces.length > 1 ? first.padEnd(80) : withComment(first, comment),
    ...pieces.slice(1).map((piece, i) => `CONTINUE  '${piece}${i < pieces.length - 2 ? '&' : ''}'`.padEnd(80)),
  ]
}

const formatText = (keyword: 'COMMENT' | 'HISTORY', text: string) =>
  wrap(text, 72).map((line) => (keyword.padEnd(8) + line).padEnd(80))

const withComment = (line: string, comment: string | undefined) =>
  (comment ? `${line} / ${printable(comment)}` : line).padEnd(80).slice(0, 80)

function formatNumber(keyword: string, value: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`card ${keyword}: ${value} can't be written to FITS`)
  return String(value).toUpperCase()
}

/** FITS headers hold printable ASCII only; other characters are spelled out or replaced by '?'. */
const printable = (text: string) =>
  text
    .replace(/[µμ]/g, 'u')
    .replace(/[ÅÅ]/g, 'Angstrom')
    .replaceAll('°', 'deg')
    .normalize('NFKD')
    .replaceAll('−', '-')
    .replace(/\p{M}/gu, '')
    .replace(/[^\x20-\x7e]/g, '?')

/** Pieces of at most 67 characters, quotes doubled and never cut in two. */
function quotedPieces(text: string): string[] {
  const pieces = ['']
  for (const character of text) {
    const written = character === "'" ? "''" : character
    if (pieces.at(-1)!.length + written.length > 67) pieces.push('')
    pieces[pieces.length - 1] += written
  }
  return pieces
}

function wrap(text: string, width: number): string[] {
  const lines = ['']
  for (const word of printable(text).split(' ')) {
    for (let rest = word; rest !== '';) {
      const line = lines.at(-1)!
      if (line !== '' && line.length + 1 + rest.length > width) lines.push('')
      const room = width - (lines.at(-1) === '' ? 0 : lines.at(-1)!.length + 1)
      lines[lines.length - 1] += (lines.at(-1) === '' ? '' : ' ') + rest.slice(0, room)
      rest = rest.slice(room)
      if (rest !== '') lines.push('')
    }
  }
  return lines
}
