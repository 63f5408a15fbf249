import { FitsError } from './fits-error.ts'
import type { FitsHdu } from './hdu.ts'
import { imageAxes } from './image-axes.ts'
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
  return `HDU ${index} (${kind}, ${imageAxes(hdu).join(' x ')})`
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
    if (hdu.kind === 'ASCII table') {
      return refusal(
        'XTENSION',
        'this is an ASCII table, which is not supported; convert it to a binary table first, for instance with astropy.table or STILTS',
      )
    }
  }
  return null
}
