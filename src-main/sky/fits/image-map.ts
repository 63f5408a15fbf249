import type { ByteSource } from './byte-source.ts'
import { imageForm, typeOf, valueTypes } from './column-form.ts'
import { readCompressedImage } from './compressed/compressed-image.ts'
import { FitsError } from './fits-error.ts'
import { requireData, type FitsHdu } from './hdu.ts'
import type { MapCards } from './healpix-cards.ts'
import type { FitsHeader } from './header.ts'
import { claimsSky, readImageCoordinates } from './image-coordinates.ts'
import { imageAxes, isImage } from './image-axes.ts'
import type { HeaderOptions, ImageHeader } from './map-header.ts'

/** Whether an HDU is an image of two axes or more with celestial coordinates. */
export function isSkyImage(hdu: FitsHdu): boolean {
  const axes = imageAxes(hdu)
  return isImage(hdu) && axes.length >= 2 && axes.every((length) => length > 0) && claimsSky(hdu.header)
}

/** As many as a table may have columns. */
const mostPlanes = 999

/**
 * The map that an image is, one column a plane. Images whose coordinates can't be read do not count as maps: the
 * refusal is returned.
 * @param firstIndex number of columns of the maps before it in the file
 * @throws FitsError for a file that is cut short, or compressed in a way that is not supported
 */
export function imageMapOf(
  source: ByteSource,
  hdu: FitsHdu,
  cards: MapCards,
  firstIndex: number,
  options: HeaderOptions,
): ImageHeader | FitsError {
  const { file } = source
  if (hdu.kind === 'compressed image') readCompressedImage(file, hdu)
  const whole = imageForm(hdu)
  const [width, height] = imageAxes(hdu)
  const planes = whole.repeat / (width * height)
  if (planes > mostPlanes) {
    return new FitsError(
      file,
      `HDU ${hdu.index}, NAXIS cards`,
      `${planes} planes are more than the supported ${mostPlanes}; write the planes you need to a file of their own`,
    )
  }
  requireData(source, hdu)
  try {
    const { wcs, frame } = readImageCoordinates(file, hdu, options.coordsys)
    const step = valueTypes[whole.code].bytes
    return {
      kind: 'image',
      file,
      width,
      height,
      wcs,
      coordsys: frame,
      polcconv: options.polcconv ?? conventionIn(hdu, cards.header),
      columns: planeNames(hdu, planes).map((name, plane) => ({
        name,
        unit: hdu.header.text('BUNIT') ?? null,
        type: typeOf(whole),
        index: firstIndex + plane,
        hdu,
        form: { ...whole, repeat: width * height, offset: plane * width * height * step },
      })),
      leftOut: [],
      shape: { rowBytes: whole.repeat * step, rows: 1 },
      badValue: cards.header.number('BAD_DATA') ?? null,
      cards: cards.header,
    }
  } catch (error) {
    if (error instanceof FitsError) return error
    throw error
  }
}

/** Stokes parameters by their number on a STOKES axis (FITS 4.0, Table 29). */
const stokes = ['I', 'Q', 'U', 'V']

/** The name of the HDU; for several planes Stokes parameters if an axis gives them, else with the plane's number. */
function planeNames(hdu: FitsHdu, planes: number): string[] {
  const { header, index } = hdu
  const name = hdu.name || (header.text('OBJECT') ?? `IMAGE${index}`)
  if (planes === 1) return [name]
  if (isPixell(hdu)) return stokes.slice(0, 3)
  const isStokes = imageAxes(hdu)[2] === planes && hasStokesAxis(hdu)
  const first = (header.number('CRVAL3') ?? 1) + (1 - (header.number('CRPIX3') ?? 1)) * (header.number('CDELT3') ?? 1)
  return Array.from(
    { length: planes },
    (_, plane) =>
      (isStokes ? stokes[first + plane * (header.number('CDELT3') ?? 1) - 1] : undefined) ?? `${name}[${plane}]`,
  )
}

const hasStokesAxis = ({ header }: FitsHdu) => header.text('CTYPE3') === 'STOKES'

/** Whether an image is I, Q and U as pixell's write_map writes them: real numbers, of which only two axes are described. */
function isPixell(hdu: FitsHdu): boolean {
  const { header } = hdu
  const axes = imageAxes(hdu)
  return (
    axes.length === 3 &&
    axes[2] === 3 &&
    /-(CAR|CEA)$/.test(header.text('CTYPE1') ?? '') &&
    header.number('WCSAXES') === 2 &&
    (header.number('ZBITPIX') ?? header.number('BITPIX') ?? 0) < 0
  )
}

/** The sign convention of U: on an axis STOKES it is the IAU's unless POLCCONV says otherwise, as pixell reads it. */
const conventionIn = (hdu: FitsHdu, header: FitsHeader): string | null =>
  header.text('POLCCONV') ?? (hasStokesAxis(hdu) ? 'IAU' : null)
