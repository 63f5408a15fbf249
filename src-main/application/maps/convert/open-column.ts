import type { PixelValue, MapValues } from '../../../../src-shared/sky/healpix/map.ts'
import { regrid, regridStokes } from '../../../../src-shared/sky/healpix/regrid.ts'
import { healpixOfImage, healpixOfStokesImage } from '../../../../src-shared/sky/image/healpix-of-image.ts'
import { readMapColumn } from '../../../sky/fits/map-column.ts'
import type { Conversion, ConversionRequest } from './conversion.ts'

export interface OpenOptions {
  signal?: AbortSignal
  /** with the fraction that is read */
  onProgress?: (share: number) => void
}

/**
 * Opens the columns of a conversion: their values on the new grid. One column is in memory at a time, and Q with its U
 * if they are turned; those are kept for the other of the two.
 */
export function columnOpener(
  { path, inputCoordsys: coordsys, inputPolcconv: polcconv }: ConversionRequest,
  { columns, grid, stokes }: Conversion,
): (n: number, options: OpenOptions) => Promise<PixelValue> {
  // Without a change of frame, any frame will do.
  const wanted = { ...grid, frame: grid.frame ?? 'G' }
  let kept: { key: string; q: MapValues; u: MapValues } | null = null
  const read = async (name: string, options: OpenOptions) =>
    (await readMapColumn(path, name, { coordsys, polcconv, anyEquinox: true, ...options })).values

  return async (n, options) => {
    const { column, header } = columns[n]
    const frame = header.coordsys ?? 'G'
    const part = stokes[n]
    if (!part?.pair) {
      kept = null
      const sign = part?.stokes === 'U' && part.from !== part.to ? -1 : 1
      const map = { values: await read(column.name, options), frame }
      const valueAt =
        header.kind === 'image' ? healpixOfImage({ ...header, ...map }, wanted) : regrid({ ...header, ...map }, wanted)
      return sign === 1 ? valueAt : (pixel) => -valueAt(pixel)
    }
    const { q, u } = part.pair
    const key = JSON.stringify([q, u])
    if (kept?.key !== key) {
      kept = null
      const half = (before: number) => ({
        ...options,
        onProgress: (share: number) => options.onProgress?.(before + share / 2),
      })
      kept = { key, q: await read(q, half(0)), u: await read(u, half(0.5)) }
    }
    const values = { ...kept, from: part.from, to: part.to }
    return header.kind === 'image'
      ? healpixOfStokesImage({ ...header, frame }, part.stokes, values, wanted)
      : regridStokes({ ...header, frame }, part.stokes, values, wanted)
  }
}
