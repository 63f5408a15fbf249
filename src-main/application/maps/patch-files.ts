import { writeNpy } from '../../files/npy.ts'
import { writePng } from '../../files/png.ts'
import { channelScale } from '../../../src-shared/colour/channel-scale.ts'
import { rangeOf } from '../../../src-shared/colour/range.ts'
import type { Channel } from '../../../src-shared/sky/channels.ts'
import { positionOf } from '../../../src-shared/sky/position.ts'
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
  /** Number of planes of another kind, as of samples [planes, size, size]. */
  planes?: number
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
    pictures.map(({ name, values, unit, channels, planes }) => ({
      name,
      width: place.size,
      height: place.size,
      planes: channels?.length ?? planes,
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

/** Writes the channels of a patch as an array [size, size, channels], or [size, size] if there is one. */
export async function writeChannelsNpy(
  path: string,
  place: PatchPlace,
  pictures: readonly (Float32Array | Float64Array)[],
): Promise<WrittenFile> {
  const [first] = pictures
  if (pictures.length === 1) return writePatchNpy(path, place, first)
  const both = new (first instanceof Float64Array ? Float64Array : Float32Array)(pictures.length * first.length)
  pictures.forEach((values, c) => values.forEach((value, i) => (both[i * pictures.length + c] = value)))
  await writeNpy(path, both, [place.size, place.size, pictures.length])
  return writtenFile(path)
}

/**
 * Writes the channels of a patch side by side: intensities as `writePatchPng` does, Q and U in diverging colours with
 * one scale about zero.
 * @param channels null for a picture of any kind
 */
export async function writeChannelsPng(
  path: string,
  place: PatchPlace,
  pictures: readonly (Float32Array | Float64Array)[],
  channels: readonly Channel[] | null,
): Promise<WrittenFile> {
  const { size } = place
  if (channels === null) return writePatchPng(path, place, pictures[0])
  const polarised = rangeOf(
    pictures.filter((_, c) => channels[c] !== 'I'),
    0.01,
  )
  const data = new Uint8Array(4 * size * size * pictures.length)
  pictures.forEach((values, c) => {
    const own = channels[c] === 'I' ? rangeOf([values], 0.01) : polarised
    const { range, colourMap } = channelScale(channels[c], own, 'magma')
    const picture = colourPicture(values, size, size, { range, colours: colourMap })
    for (let row = 0; row < size; row++)
      data.set(picture.data.subarray(4 * row * size, 4 * (row + 1) * size), 4 * size * (row * pictures.length + c))
  })
  await writePng(path, { width: size * pictures.length, height: size, channels: 4, data })
  return writtenFile(path)
}
