import { blockLength } from '../fits/hdu.ts'
import { formatHeader } from '../fits/write.ts'

/**
 * The coverage of a full-sky map as a MOC file (IVOA MOC 1.1, Sec. 2.3): the twelve base cells, NUNIQ numbers 4 to 15.
 * aladin-lite requests it for every HiPS.
 */
export function fullSkyCoverage(): Uint8Array {
  const cells = Int32Array.from({ length: 12 }, (_, cell) => 4 + cell)
  const data = Buffer.alloc(blockLength)
  cells.forEach((cell, i) => data.writeInt32BE(cell, 4 * i))
  return Buffer.concat([
    formatHeader([
      { keyword: 'SIMPLE', value: true },
      { keyword: 'BITPIX', value: 8 },
      { keyword: 'NAXIS', value: 0 },
      { keyword: 'EXTEND', value: true },
    ]),
    formatHeader([
      { keyword: 'XTENSION', value: 'BINTABLE' },
      { keyword: 'BITPIX', value: 8 },
      { keyword: 'NAXIS', value: 2 },
      { keyword: 'NAXIS1', value: 4 },
      { keyword: 'NAXIS2', value: cells.length },
      { keyword: 'PCOUNT', value: 0 },
      { keyword: 'GCOUNT', value: 1 },
      { keyword: 'TFIELDS', value: 1 },
      { keyword: 'TTYPE1', value: 'UNIQ' },
      { keyword: 'TFORM1', value: '1J' },
      { keyword: 'MOCVERS', value: '1.1' },
      { keyword: 'PIXTYPE', value: 'HEALPIX' },
      { keyword: 'ORDERING', value: 'NUNIQ' },
      { keyword: 'COORDSYS', value: 'C' },
      { keyword: 'MOCORDER', value: 0 },
    ]),
    data,
  ])
}
