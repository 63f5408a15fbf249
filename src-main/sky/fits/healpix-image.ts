import type { ByteSource } from './byte-source.ts'
import { imageForm, valueTypes } from './column-form.ts'
import { compressedForm } from './compressed-image.ts'
import { FitsError } from './fits-error.ts'
import { requireData, type FitsHdu } from './hdu.ts'
import type { FitsHeader } from './header.ts'
import { readCoordsys, readNside, readOrdering } from './healpix-cards.ts'
import type { HealpixHeader } from './healpix-header.ts'

/**
 * A map kept as one-dimensional images, one a quantity.
 * @param cards the header that has the HEALPix cards
 * @throws FitsError
 */
export function imageMap(source: ByteSource, cards: FitsHeader, hdus: FitsHdu[]): HealpixHeader {
  const { file } = source
  const nside = readNside(file, hdus[0], cards, null)
  const ordering = readOrdering(file, hdus[0], cards)
  if (ordering === 'NESTED' && (nside & (nside - 1)) !== 0) {
    throw new FitsError(
      file,
      `HDU ${hdus[0].index}, card NSIDE`,
      `${nside} is not a power of two, as NESTED order needs; get the map in RING order`,
    )
  }
  const columns = hdus.map((hdu, index) => {
    const form = hdu.kind === 'image' ? imageForm(hdu) : compressedForm(file, hdu)
    if (form.repeat !== 12 * nside * nside) {
      throw new FitsError(
        file,
        `HDU ${hdu.index}`,
        `nside ${nside} asks for ${12 * nside * nside} pixels, but the image has ${form.repeat}; it is not a full map, so choose another file`,
      )
    }
    requireData(source, hdu)
    const name =
      hdu.header.text('EXTNAME') ?? hdu.header.text('QUANT') ?? hdu.header.text('OBJECT') ?? `IMAGE${hdu.index}`
    return { name, unit: hdu.header.text('BUNIT') ?? null, type: valueTypes[form.code].type, index, hdu, form }
  })
  const { code, repeat } = columns[0].form
  return {
    file,
    nside,
    ordering,
    coordsys: readCoordsys(cards),
    indexing: 'implicit',
    columns,
    pixels: null,
    shape: { rowBytes: valueTypes[code].bytes * repeat, rows: 1 },
    badValue: cards.number('BAD_DATA') ?? null,
  }
}
