import type { ByteSource } from './byte-source.ts'
import { imageForm, typeOf, valueTypes, type ColumnForm } from './column-form.ts'
import { readCompressedImage } from './compressed/compressed-image.ts'
import { FitsError } from './fits-error.ts'
import { readMapFrame } from './frame-cards.ts'
import { requireData, type FitsHdu } from './hdu.ts'
import { readNside, readOrdering, type MapCards } from './healpix-cards.ts'
import { imageAxes, isImage } from './image-axes.ts'
import type { HeaderOptions, HealpixHeader } from './map-header.ts'

/**
 * Whether an image may be a map: NSIDE is given, and the first axis is as long as a full map. Tile-compressed ones of one
 * axis are a map together.
 */
export function isMapImage(hdu: FitsHdu, cards: MapCards): boolean {
  const axes = imageAxes(hdu)
  if (!isImage(hdu) || axes.length === 0 || axes[0] === 0 || cards.header.get('NSIDE') === undefined) return false
  if (axes.length === 1) return hdu.kind === 'image'
  return axes.length === 2 && axes[1] > 0 && axes[0] === 12 * cards.header.number('NSIDE')! ** 2
}

/**
 * A map stored as images of 12 nside^2 pixels, one per quantity, or as one image [quantities, pixels]. For images of
 * another size the refusal is returned: they do not count as a map.
 * @param firstIndex number of columns of the maps before it in the file
 * @throws FitsError for a map that is damaged or of an unsupported kind
 */
export function imageMap(
  source: ByteSource,
  hdus: FitsHdu[],
  cards: MapCards,
  firstIndex: number,
  options: HeaderOptions,
): HealpixHeader | FitsError {
  const { file } = source
  const nside = readNside(file, cards, null)
  requireFewMaps(file, hdus)
  for (const hdu of hdus) if (hdu.kind === 'compressed image') readCompressedImage(file, hdu)
  const formsOf = hdus.map(quantities)
  const other = formsOf.findIndex(([{ repeat }]) => repeat !== 12 * nside * nside)
  if (other >= 0) {
    return new FitsError(
      file,
      `HDU ${hdus[other].index}`,
      `nside ${nside} needs ${12 * nside * nside} pixels, but the image has ${formsOf[other][0].repeat}; it is not a full map, choose another file`,
    )
  }
  const ordering = readOrdering(file, cards, nside)
  const columns = hdus.flatMap((hdu, i) => {
    const forms = formsOf[i]
    requireData(source, hdu)
    const name =
      hdu.header.text('EXTNAME') ?? hdu.header.text('QUANT') ?? hdu.header.text('OBJECT') ?? `IMAGE${hdu.index}`
    const unit = hdu.header.text('BUNIT') ?? null
    return forms.map((form, n) => ({
      name: forms.length === 1 ? name : `${name}[${n}]`,
      unit,
      type: typeOf(form),
      hdu,
      form,
    }))
  })
  const { code } = columns[0].form
  return {
    kind: 'healpix',
    file,
    nside,
    ordering,
    ...readMapFrame(file, cards.hdus, options),
    polcconv: options.polcconv ?? cards.header.text('POLCCONV') ?? null,
    indexing: 'implicit',
    columns: columns.map((column, i) => ({ ...column, index: firstIndex + i })),
    leftOut: [],
    pixels: null,
    firstPixel: 0,
    full: true,
    shape: {
      rowBytes: valueTypes[code].bytes * imageForm(hdus[0]).repeat,
      rows: 1,
    },
    badValue: cards.header.number('BAD_DATA') ?? null,
    cards: cards.header,
  }
}

/** The forms of the rows of an image, each a map. */
function quantities(hdu: FitsHdu): ColumnForm[] {
  const whole = imageForm(hdu)
  const [repeat] = imageAxes(hdu)
  return Array.from({ length: whole.repeat / repeat }, (_, n) => ({
    ...whole,
    repeat,
    offset: n * repeat * valueTypes[whole.code].bytes,
  }))
}

/** As many as a table may have columns. */
const mostMaps = 999

function requireFewMaps(file: string, hdus: FitsHdu[]): void {
  const hdu = hdus.find((hdu) => (imageAxes(hdu)[1] ?? 1) > mostMaps)
  if (!hdu) return
  throw new FitsError(
    file,
    `HDU ${hdu.index}, card NAXIS2`,
    `${imageAxes(hdu)[1]} maps in an image are more than the supported ${mostMaps}; write the maps you need to a file of their own`,
  )
}
