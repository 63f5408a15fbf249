import { isDeepStrictEqual } from 'node:util'
import { refused } from '../../../../src-preload/rpc/errors.ts'
import { regridRefusal } from '../../../../src-shared/sky/healpix/regrid.ts'
import { nsideOfImage, samplingNside } from '../../../../src-shared/sky/image/healpix-of-image.ts'
import { frameNames } from '../../../../src-shared/sky/polarisation.ts'
import type { ChosenColumn, ImageHeader } from '../../../sky/fits/map-header.ts'
import { convertUnits } from './convert-units.ts'
import type { Conversion, ConversionRequest } from './conversion.ts'
import { planStokes } from './plan-stokes.ts'

type ImageChoice = ChosenColumn<ImageHeader>

/**
 * The conversion of images to a HEALPix map.
 * @throws CirrusError refused for an nside that is not possible, and as `planStokes`
 */
export async function planImage(request: ConversionRequest, all: ImageChoice[]): Promise<Conversion> {
  const { path, column } = request
  const [{ header }] = all
  const { width, height, wcs, coordsys } = header
  const onGrid = all.filter((one) => isDeepStrictEqual(gridOf(one), gridOf(all[0])))
  const frame = request.coordsys ?? coordsys!
  const { columns: turned, ...stokes } = await planStokes(request, onGrid, frame !== coordsys || !!wcs.equinox)
  const { columns, units, steps, leftOut } = convertUnits(path, turned, request, column !== undefined)
  const grid = {
    nside: request.nside ?? nsideOfImage(wcs),
    ordering: request.ordering ?? 'RING',
    frame,
  } as const
  const place = `HDU ${header.columns[0].hdu.index}`
  const fine = samplingNside(wcs, grid)
  const refusal = regridRefusal({ nside: fine, ordering: fine === grid.nside ? grid.ordering : 'NESTED' }, grid)
  if (refusal) throw refused(path, place, refusal, 'nside')
  return {
    columns,
    grid,
    units,
    stokes: columns.map((one) => stokes.parts[turned.indexOf(one)]),
    polcconv: stokes.polcconv,
    partial: true,
    steps: [
      `Resampled from an image of ${width} x ${height} pixels (${wcs.projection}, ${frameNames[coordsys!]}) by bilinear interpolation at the pixel centres of nside ${fine}${frame === coordsys ? '' : ` in ${frameNames[frame]} coordinates`}, which smooths structure of a pixel's size.`,
      ...(fine > grid.nside
        ? [`Degraded from nside ${fine} to ${grid.nside}: mean of the pixels that have a value.`]
        : []),
      ...stokes.steps,
      ...steps,
    ],
    leftOut: [
      ...all
        .filter((one) => !onGrid.includes(one))
        .map(({ column: { name } }) => `Column ${name}: its pixels are others; convert it by itself with --column.`),
      ...stokes.leftOut,
      ...leftOut,
    ],
  }
}

const gridOf = ({ header: { width, height, wcs, coordsys } }: ImageChoice) => ({ width, height, wcs, coordsys })
