import { FitsError } from './fits-error.ts'
import type { FitsHdu } from './hdu.ts'
import { unpackCommand } from './unpack-command.ts'

/** A short description of a file's HDUs, for error messages. */
export function describeHdus(hdus: FitsHdu[]): string {
  return hdus
    .filter(({ index, dataLength }) => dataLength > 0 || index > 0 || hdus.length === 1)
    .slice(0, 8)
    .map(describeHdu)
    .join(', ')
}

function describeHdu(hdu: FitsHdu): string {
  const { index, kind, axes, dataLength } = hdu
  if (kind === 'table') return `HDU ${index} (a table of ${axes[1] ?? 0} rows)`
  if (dataLength === 0) return `HDU ${index} (no data)`
  const lengths = kind === 'compressed image' ? compressedAxes(hdu) : axes
  return `HDU ${index} (${kind}, ${lengths.join(' x ')})`
}

/** NAXIS1, NAXIS2, ... of a tile-compressed image after decompression (FITS 4.0, Sec. 10.1.1). */
export function compressedAxes({ header }: FitsHdu): number[] {
  const dimensions = header.number('ZNAXIS') ?? 0
  if (!(dimensions >= 0 && dimensions <= 999)) return []
  return Array.from({ length: dimensions }, (_, i) => header.number(`ZNAXIS${i + 1}`) ?? 0)
}

/**
 * The refusal of the first HDU of an unsupported kind, with the command that makes it readable; null if there is none.
 */
export function unreadableKind(file: string, hdus: FitsHdu[]): FitsError | null {
  for (const hdu of hdus) {
    const refusal = (card: string, reason: string) => new FitsError(file, `HDU ${hdu.index}, card ${card}`, reason)
    if (hdu.kind === 'compressed table') {
      return refusal(
        'ZTABLE',
        `this table is compressed, which is not supported; decompress it first: ${unpackCommand('funpack', file)}`,
      )
    }
    if (hdu.kind === 'compressed image') {
      const what = `${hdu.header.text('ZCMPTYPE') ?? 'unknown method'}, ${compressedAxes(hdu).join(' x ')} pixels`
      return refusal(
        'ZIMAGE',
        `this is a tile-compressed image (${what}), which is not supported; decompress it first: ${unpackCommand('funpack', file)}`,
      )
    }
    if (hdu.kind === 'ASCII table') {
      return refusal(
        'XTENSION',
        'this is an ASCII table, which is not supported; convert it to a binary table first, for instance with astropy.table or STILTS',
      )
    }
  }
  return null
}
