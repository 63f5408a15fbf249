import type { FitsHdu } from './hdu.ts'

/** The HDUs of a file in a few words, for a refusal. */
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
 * Why HDUs that look like data are not read, and the command that makes them readable; null where none of them is of
 * such a kind.
 */
export function unreadableKind(file: string, hdus: FitsHdu[]): { hdu: FitsHdu; card: string; reason: string } | null {
  for (const hdu of hdus) {
    if (hdu.kind === 'compressed table') {
      const reason = `this table is compressed (as fpack does it), which is not read; decompress it first: funpack ${file}`
      return { hdu, card: 'ZTABLE', reason }
    }
    if (hdu.kind === 'compressed image') {
      const method = hdu.header.text('ZCMPTYPE') ?? 'unknown method'
      const reason = `this is a tile-compressed image (${method}, ${compressedAxes(hdu).join(' x ')} pixels), which is not read; decompress it first: funpack ${file}`
      return { hdu, card: 'ZIMAGE', reason }
    }
    if (hdu.kind === 'ASCII table') {
      const reason = `this is an ASCII table, which is not read; convert it to a binary table first, for instance with astropy.table or stilts`
      return { hdu, card: 'XTENSION', reason }
    }
  }
  return null
}
