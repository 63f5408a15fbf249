import type { FitsHdu } from './hdu.ts'

/** Whether an HDU is an image, plain or tile-compressed. */
export const isImage = ({ kind }: FitsHdu): boolean => kind === 'image' || kind === 'compressed image'

/** NAXIS1, NAXIS2, ... of an image; of a tile-compressed one after decompression (FITS 4.0, Sec. 10.1.1). */
export function imageAxes({ kind, axes, header }: FitsHdu): number[] {
  if (kind !== 'compressed image') return axes
  const dimensions = header.number('ZNAXIS') ?? 0
  if (!(dimensions >= 0 && dimensions <= 999)) return []
  return Array.from({ length: dimensions }, (_, i) => header.number(`ZNAXIS${i + 1}`) ?? 0)
}
