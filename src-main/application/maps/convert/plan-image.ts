import { isDeepStrictEqual } from 'node:util'
import { refused } from '../../../../src-preload/rpc/errors.ts'
import { regridRefusal } from '../../../../src-shared/sky/healpix/regrid.ts'
import { nsideOfImage, samplingNside } from '../../../../src-shared/sky/image/healpix-of-image.ts'
import { frameNames } from '../../../../src-shared/sky/polarisation.ts'
import type { ChosenColumn, ImageHeader } from '../../../sky/fits/map-header.ts'
import { convertUnits } from './convert-units.ts'
import type { Conversion, ConversionRequest } from './conversion.ts'
import { columnsWithAxes, requireRotatable } from './require-rotatable.ts'

type ImageChoice = ChosenColumn<ImageHeader>

/**
 * The conversion of images to a HEALPix map.
 * @throws CirrusError refused for Q and U that would have to be turned, and for an nside that is not possible
 */
export function planImage(request: ConversionRequest, all: ImageChoice[]): Conversion {
  const { path, column } = request
  const [{ header }] = all
  const { width, height, wcs, coordsys } = header
  const onGrid = all.filter((one) => isDeepStrictEqual(gridOf(one), gridOf(all[0])))
  const { columns, units, steps, leftOut } = convertUnits(path, onGrid, request, column !== undefined)
  const frame = request.coordsys ?? coordsys!
  const grid = {
    nside: request.nside ?? nsideOfImage(wcs),
    ordering: request.ordering ?? 'RING',
    frame,
  } as const
  const place = `HDU ${header.columns[0].hdu.index}`
  const fine = samplingNside(wcs, grid)
  const refusal = regridRefusal({ nside: fine, ordering: fine === grid.nside ? grid.ordering : 'NESTED' }, grid)
  if (refusal) throw refused(path, place, refusal, 'nside')
  if (frame !== coordsys) requireRotatable(columns, frame)
  const [turning] = wcs.equinox ? columnsWithAxes(columns) : []
  if (turning) {
    throw refused(
      path,
      `${place}, column ${turning.column.name}`,
      `Stokes Q and U refer to the north of ${wcs.equinox!.system} ${wcs.equinox!.year} and would have to be turned to that of J2000, which is not supported; choose a column of intensity with --column`,
      'coordsys',
    )
  }
  return {
    columns,
    grid,
    units,
    partial: true,
    steps: [
      `Resampled from an image of ${width} x ${height} pixels (${wcs.projection}, ${frameNames[coordsys!]}) by bilinear interpolation at the pixel centres of nside ${fine}${frame === coordsys ? '' : ` in ${frameNames[frame]} coordinates`}, which smooths structure of a pixel's size.`,
      ...(fine > grid.nside
        ? [`Degraded from nside ${fine} to ${grid.nside}: mean of the pixels that have a value.`]
        : []),
      ...steps,
    ],
    leftOut: [
      ...all
        .filter((one) => !onGrid.includes(one))
        .map(({ column: { name } }) => `Column ${name}: its pixels are others; convert it by itself with --column.`),
      ...leftOut,
    ],
  }
}

const gridOf = ({ header: { width, height, wcs, coordsys } }: ImageChoice) => ({ width, height, wcs, coordsys })
