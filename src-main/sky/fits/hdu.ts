import type { ByteSource } from './byte-source.ts'
import { FitsError } from './fits-error.ts'
import { parseHeader, type FitsHeader } from './header.ts'

export const blockLength = 2880
const recordLength = 80
/** A header longer than this is taken for damage; the longest seen in the field are some hundred kilobytes. */
const longestHeader = 16 << 20

/** A header and where its data lie; the data themselves are not read. */
export interface FitsHdu {
  index: number
  /** EXTNAME, or 'PRIMARY' or '' */
  name: string
  kind: 'image' | 'table' | 'compressed image' | 'other'
  header: FitsHeader
  /** NAXIS1, NAXIS2, ... as the header says */
  axes: number[]
  dataStart: number
  dataLength: number
}

/** Walks the HDUs of a file from the first on; data are stepped over. @throws FitsError */
export async function* walkHdus(source: ByteSource): AsyncGenerator<FitsHdu> {
  let position = 0
  for (let index = 0; ; index++) {
    const hdu = await readHdu(source, index, position)
    if (!hdu) return
    yield hdu
    position = hdu.dataStart + Math.ceil(hdu.dataLength / blockLength) * blockLength
  }
}

async function readHdu(source: ByteSource, index: number, start: number): Promise<FitsHdu | null> {
  const records: string[] = []
  const block = Buffer.alloc(blockLength)
  for (let position = start; ; position += blockLength) {
    const found = await source.read(block, position)
    if (position === start && isEnd(block.subarray(0, found), index, source.file)) return null
    if (found < blockLength) refuseCut(source.file, index, position + found)
    for (let at = 0; at < blockLength; at += recordLength) {
      const record = block.toString('latin1', at, at + recordLength)
      if (record.startsWith('END') && record.slice(3).trim() === '') {
        return describe(source.file, index, parseHeader(records), position + blockLength)
      }
      records.push(record)
    }
    if (position - start > longestHeader) {
      throw new FitsError(
        source.file,
        `HDU ${index}`,
        `no END card in the first ${longestHeader} bytes of the header; the file is damaged, get it again`,
      )
    }
  }
}

/** Whether no HDU begins here: the file's end, or what some writers leave behind its last block. */
function isEnd(start: Uint8Array, index: number, file: string): boolean {
  const keyword = Buffer.from(start.buffer, start.byteOffset, Math.min(8, start.length)).toString('latin1')
  if (index === 0) {
    if (keyword === 'SIMPLE  ') return false
    throw new FitsError(
      file,
      'byte 0',
      `not a FITS file: it begins with ${JSON.stringify(keyword)} where SIMPLE must stand`,
    )
  }
  // FITS 4.0, Sec. 3.5: special records after the last HDU are to be ignored.
  return keyword !== 'XTENSION'
}

function refuseCut(file: string, index: number, end: number): never {
  throw new FitsError(
    file,
    `HDU ${index}, byte ${end}`,
    'the file ends inside a header; it was cut short, so get it again',
  )
}

function describe(file: string, index: number, header: FitsHeader, dataStart: number): FitsHdu {
  const place = `HDU ${index}`
  const whole = (keyword: string, fallback?: number) => {
    const value = header.number(keyword) ?? fallback
    if (value === undefined || !Number.isSafeInteger(value) || value < 0) {
      const said = header.text(keyword)
      const reason = said === undefined ? 'the card is missing' : `${said} is not a whole number from 0 on`
      throw new FitsError(file, `${place}, card ${keyword}`, `${reason}; the header is damaged, get the file again`)
    }
    return value
  }
  const bits = header.number('BITPIX')
  if (bits === undefined || ![8, 16, 32, 64, -32, -64].includes(bits)) {
    throw new FitsError(
      file,
      `${place}, card BITPIX`,
      `${bits ?? 'nothing'} is none of 8, 16, 32, 64, -32, -64; the header is damaged, get the file again`,
    )
  }
  const dimensions = whole('NAXIS')
  if (dimensions > 999)
    throw new FitsError(
      file,
      `${place}, card NAXIS`,
      `${dimensions} axes are not possible; the header is damaged, get the file again`,
    )
  const axes = Array.from({ length: dimensions }, (_, i) => whole(`NAXIS${i + 1}`))
  // Random groups (FITS 4.0, Sec. 6) begin with an axis of length 0.
  const groups = header.get('GROUPS') === true && axes[0] === 0
  const values = dimensions === 0 ? 0 : (groups ? axes.slice(1) : axes).reduce((product, length) => product * length, 1)
  const dataLength = (Math.abs(bits) / 8) * whole('GCOUNT', 1) * (whole('PCOUNT', 0) + values)
  if (!Number.isSafeInteger(dataLength)) {
    throw new FitsError(
      file,
      `${place}, NAXIS cards`,
      `${dataLength} bytes of data are not possible; the header is damaged, get the file again`,
    )
  }
  return { index, name: nameOf(header, index), kind: kindOf(header, index), header, axes, dataStart, dataLength }
}

function nameOf(header: FitsHeader, index: number): string {
  return header.text('EXTNAME') ?? (index === 0 ? 'PRIMARY' : '')
}

function kindOf(header: FitsHeader, index: number): FitsHdu['kind'] {
  const extension = header.text('XTENSION')
  if (index === 0) return header.get('GROUPS') === true ? 'other' : 'image'
  if (extension === 'IMAGE') return 'image'
  if (extension === 'BINTABLE' || extension === 'A3DTABLE')
    return header.get('ZIMAGE') === true ? 'compressed image' : 'table'
  return 'other'
}

/**
 * Refuses an HDU whose data are not all there. Only plain files say their length beforehand; compressed ones are
 * found out when they are read.
 */
export function requireData(source: ByteSource, hdu: FitsHdu): void {
  const expected = hdu.dataStart + hdu.dataLength
  if (source.size !== null && source.size < expected) refuseTruncation(source.file, hdu, source.size)
}

/** The refusal of a file that ends at byte `found`, inside the data of `hdu`. */
export function refuseTruncation(file: string, hdu: FitsHdu, found: number): never {
  const expected = hdu.dataStart + hdu.dataLength
  throw new FitsError(
    file,
    `HDU ${hdu.index}, byte ${found}`,
    `the file is cut short: ${expected} bytes expected, ${found} found; get it again`,
  )
}

/** The HDUs of a file in a few words, for a refusal. */
export function describeHdus(hdus: FitsHdu[]): string {
  const words = hdus
    .filter(({ index, dataLength }) => dataLength > 0 || index > 0 || hdus.length === 1)
    .slice(0, 8)
    .map(({ index, kind, axes, dataLength }) => {
      if (kind === 'table') return `HDU ${index} (a table of ${axes[1] ?? 0} rows)`
      return dataLength === 0 ? `HDU ${index} (no data)` : `HDU ${index} (${kind}, ${axes.join(' x ')})`
    })
  return words.join(', ')
}
