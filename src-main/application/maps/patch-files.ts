import { writeNpy } from '../../files/npy.ts'
import { writePng } from '../../files/png.ts'
import { positionOf } from '../../../src-shared/sky/position.ts'
import type { Channel } from '../../../src-shared/sky/channels.ts'
import { offsetsOfPatch, withStokesAxis, wcsOfPatch } from '../../../src-shared/sky/projection/wcs-of-patch.ts'
import { writeFitsImages, type WrittenCard } from '../../sky/fits/write.ts'
import { colourPicture } from '../../figures/colour-picture.ts'
import { writtenFile, type WrittenFile } from '../host/written-file.ts'

/** One picture of a sky patch, with its metadata. */
export interface PatchPicture {
  /** Image name in a file with several: ORIGINAL, MODEL, ... */
  name: string
  /** [size, size], row 0 south, column 0 east; of several Stokes parameters [channels, size, size] */
  values: Float32Array | Float64Array
  unit: string
  /** The Stokes parameters of the planes, if there are several. */
  channels?: readonly Channel[]
}

export interface PatchPlace {
  /** Centre in degrees, Galactic; null if it is not known. */
  lon: number | null
  lat: number | null
  /** Position angle of its rows' direction, degrees from Galactic north through east; none is 0. */
  rotation?: number | null
  size: number
  width: number
}

/**
 * Writes pictures as images of one FITS file, each with the full WCS of the patch, or with offsets from its centre if
 * its position is not known; `cards` describe it, `history` its origin.
 */
export async function writePatchFits(
  path: string,
  place: PatchPlace,
  pictures: readonly PatchPicture[],
  cards: readonly WrittenCard[],
  history: readonly string[],
): Promise<WrittenFile> {
  const centre = positionOf(place)
  await writeFitsImages(
    path,
    pictures.map(({ name, values, unit, channels }) => ({
      name,
      width: place.size,
      height: place.size,
      planes: channels?.length,
      values,
      cards: [
        { keyword: 'BUNIT', value: unit, comment: 'unit of the pixels' },
        ...withStokesAxis(centre ? wcsOfPatch(centre, place) : offsetsOfPatch(place), channels),
        ...cards,
        ...(centre ? [{ keyword: 'RADESYS', value: 'ICRS', comment: 'Galactic axes, see CTYPE' }] : []),
      ],
      history,
    })),
  )
  return writtenFile(path)
}

/** Writes one picture [size, size]. */
export async function writePatchNpy(
  path: string,
  { size }: PatchPlace,
  values: Float32Array | Float64Array,
): Promise<WrittenFile> {
  await writeNpy(path, values, [size, size])
  return writtenFile(path)
}

/** Writes one picture as an image in the magma colour map, north up, scaled between its 1st and 99th percentiles. */
export async function writePatchPng(
  path: string,
  { size }: PatchPlace,
  values: Float32Array | Float64Array,
): Promise<WrittenFile> {
  await writePng(path, colourPicture(values, size, size))
  return writtenFile(path)
}
