import type { ByteSource } from './byte-source.ts'
import { FitsError, NotFitsError } from './fits-error.ts'
import { decodeRecord, parseHeader, type FitsHeader } from './header.ts'

export const blockLength = 2880
const recordLength = 80
/** A header longer than this counts as damaged; the longest real ones have some hundred kilobytes. */
const longestHeader = 16 << 20

/** A header and the location of its data, which are not read. */
export interface FitsHdu {
  index: number
  /** EXTNAME, or 'PRIMARY' or '' */
  name: string
  kind: 'image' | 'table' | 'ASCII table' | 'compressed image' | 'compressed table' | 'other'
  header: FitsHeader
  /** NAXIS1, NAXIS2, ... from the header */
  axes: number[]
  dataStart: number
  dataLength: number
}

/** The HDUs of a file, one after the other; their data are skipped. @throws FitsError */
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
      const record = decodeRecord(block.subarray(at, at + recordLength))
      if (record.startsWith('END') && record.slice(3).trim() === '') {
        return describe(source.file, index, parseHeader(records), position + blockLength)
      }
      records.push(record)
    }
    if (position - start > longestHeader) {
      throw new FitsError(
        source.file,
        `HDU ${index}`,
        `no END card in the first ${longestHeader} bytes of the header; the file is damaged, get a fresh copy`,
      )
    }
  }
}

/** Whether no HDU starts here: at the end of the file, or at what some writers leave after the last block. */
function isEnd(start: Uint8Array, index: number, file: string): boolean {
  const keyword = Buffer.from(start.buffer, start.byteOffset, Math.min(8, start.length)).toString('latin1')
  if (index === 0) {
    if (keyword === 'SIMPLE  ') return false
    throw new NotFitsError(
      file,
      'byte 0',
      `not a FITS file: it begins with ${JSON.stringify(keyword)} instead of SIMPLE`,
    )
  }
  // FITS 4.0, Sec. 3.5: special records after the last HDU are to be ignored.
  return keyword !== 'XTENSION'
}

function refuseCut(file: string, index: number, end: number): never {
  throw new FitsError(
    file,
    `HDU ${index}, byte ${end}`,
    'the file ends inside a header, so it was cut short; get a fresh copy',
  )
}

function describe(file: string, index: number, header: FitsHeader, dataStart: number): FitsHdu {
  const place = `HDU ${index}`
  const whole = (keyword: string, fallback?: number) => {
    const value = header.number(keyword) ?? fallback
    if (value === undefined || !Number.isSafeInteger(value) || value < 0) {
      const said = header.text(keyword)
      const reason = said === undefined ? 'the card is missing' : `${said} is not a whole number, 0 or more`
      throw new FitsError(
        file,
        `${place}, card ${keyword}`,
        `${reason}; the header is damaged, get a fresh copy of the file`,
      )
    }
    return value
  }
  const bits = header.number('BITPIX')
  if (bits === undefined || ![8, 16, 32, 64, -32, -64].includes(bits)) {
    throw new FitsError(
      file,
      `${place}, card BITPIX`,
      `${bits ?? 'no number'} is not one of 8, 16, 32, 64, -32, -64; the header is damaged, get a fresh copy of the file`,
    )
  }
  const dimensions = whole('NAXIS')
  if (dimensions > 999)
    throw new FitsError(
      file,
      `${place}, card NAXIS`,
      `${dimensions} axes are not possible; the header is damaged, get a fresh copy of the file`,
    )
  const axes = Array.from({ length: dimensions }, (_, i) => whole(`NAXIS${i + 1}`))
  // Random groups (FITS 4.0, Sec. 6) begin with an axis of length 0.
  const groups = header.get('GROUPS') === true && axes[0] === 0
  const values = dimensions === 0 ? 0 : (groups ? axes.slice(1) : axes).reduce((product, length) => product * length, 1)
  const dataLength = (Math.abs(bits) / 8) * whole('GCOUNT', 1) * (whole('PCOUNT', 0) + values)
  // The block after the data begins at a safe integer too.
  if (!Number.isSafeInteger(dataStart + dataLength + blockLength)) {
    throw new FitsError(
      file,
      `${place}, NAXIS cards`,
      `${dataLength} bytes of data are not possible; the header is damaged, get a fresh copy of the file`,
    )
  }
  const kind = kindOf(header, index)
  if (kind !== 'other' && dimensions > 0) {
    requireCount(file, place, header, 'GCOUNT', 1)
    if (kind === 'image') requireCount(file, place, header, 'PCOUNT', 0)
  }
  return { index, name: nameOf(header, index), kind, header, axes, dataStart, dataLength }
}

/** Refuses groups and parameters where there can be none (FITS 4.0, Sec. 7): the axes would not give the data's size. */
function requireCount(file: string, place: string, header: FitsHeader, keyword: string, only: number): void {
  const value = header.number(keyword) ?? only
  if (value === only) return
  throw new FitsError(
    file,
    `${place}, card ${keyword}`,
    `${value} is not ${only}, which it must be here; correct the card, or get a fresh copy of the file`,
  )
}

function nameOf(header: FitsHeader, index: number): string {
  return header.text('EXTNAME') ?? (index === 0 ? 'PRIMARY' : '')
}

function kindOf(header: FitsHeader, index: number): FitsHdu['kind'] {
  const extension = header.text('XTENSION')
  if (index === 0) return header.get('GROUPS') === true ? 'other' : 'image'
  if (extension === 'IMAGE') return 'image'
  if (extension === 'TABLE') return 'ASCII table'
  if (extension !== 'BINTABLE' && extension !== 'A3DTABLE') return 'other'
  if (header.get('ZIMAGE') === true) return 'compressed image'
  return header.get('ZTABLE') === true ? 'compressed table' : 'table'
}

/**
 * Refuses an HDU with incomplete data. Only uncompressed files have a known length; compressed ones are checked when
 * read.
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
    `the file is cut short: ${expected} bytes expected, ${found} found; get a fresh copy`,
  )
}
