import { isDeepStrictEqual } from 'node:util'
import { refused } from '../../../../src-preload/rpc/errors.ts'
import { regridRefusal } from '../../../../src-shared/sky/healpix/regrid.ts'
import { frameNames } from '../../../../src-shared/sky/polarisation.ts'
import { convertUnits } from './convert-units.ts'
import { readColumns } from '../../../sky/fits/choose-column.ts'
import type { ChosenColumn, HealpixHeader, ImageHeader, MapHeader } from '../../../sky/fits/map-header.ts'
import type { Conversion, ConversionRequest, HealpixChoice } from './conversion.ts'
import { planImage } from './plan-image.ts'
import { planStokes } from './plan-stokes.ts'
import { requireFrame } from './require-frame.ts'

const areOf = <Header extends MapHeader>(
  columns: ChosenColumn[],
  kind: Header['kind'],
): columns is ChosenColumn<Header>[] => columns.every(({ header }) => header.kind === kind)

/**
 * Checks a conversion against the header of the file, without reading values.
 * @throws FitsError if the file is not a map or has no such column; CirrusError refused for a change of frame of a map
 *   whose frame is not known, for an nside that the change does not allow, and as `planStokes`
 */
export async function planConversion(request: ConversionRequest): Promise<Conversion> {
  const all = await readColumns(request.path, request.column, {
    coordsys: request.inputCoordsys,
    polcconv: request.inputPolcconv,
    anyEquinox: true,
  })
  if (areOf<ImageHeader>(all, 'image')) return planImage(request, all)
  if (areOf<HealpixHeader>(all, 'healpix')) return planHealpix(request, all)
  throw new Error('columns of both kinds')
}

async function planHealpix(request: ConversionRequest, all: HealpixChoice[]): Promise<Conversion> {
  const { path, column } = request
  const [{ header }] = all
  const onGrid = all.filter((one) => isDeepStrictEqual(gridOf(one), gridOf(all[0])))
  const grid = {
    nside: request.nside ?? header.nside,
    ordering: request.ordering ?? header.ordering,
    frame: request.coordsys ?? header.coordsys,
  }
  const rotates = grid.frame !== header.coordsys || header.equinox !== undefined
  if (rotates) requireFrame(all[0])
  const { columns: turned, ...stokes } = await planStokes(request, onGrid, rotates)
  const { columns, units, steps, leftOut } = convertUnits(path, turned, request, column !== undefined)
  for (const { header } of columns) {
    const refusal = regridRefusal(header, grid)
    if (refusal) throw refused(path, `HDU ${header.columns[0].hdu.index}`, refusal, 'nside')
  }
  return {
    columns,
    grid,
    units,
    stokes: columns.map((one) => stokes.parts[turned.indexOf(one)]),
    polcconv: stokes.polcconv,
    partial: columns.every(({ header: { indexing } }) => indexing === 'explicit'),
    steps: [...stepsTo(grid, columns), ...stokes.steps, ...steps],
    leftOut: [
      ...all.filter((one) => !onGrid.includes(one)).map(otherGrid),
      ...stokes.leftOut,
      ...leftOut,
      ...(column === undefined ? header.leftOut.map(({ name, reason }) => `Column ${name}: ${reason}.`) : []),
    ],
  }
}

const gridOf = ({ header: { nside, coordsys, equinox } }: HealpixChoice) => ({ nside, coordsys, equinox })

const otherGrid = ({ header: { nside, coordsys }, column: { name } }: HealpixChoice) =>
  `Column ${name}: its nside is ${nside}${coordsys ? ` and its frame ${coordsys}` : ''}; convert it by itself with --column.`

function stepsTo(grid: Conversion['grid'], columns: HealpixChoice[]): string[] {
  const [{ header }] = columns
  const { nside, coordsys, equinox } = header
  const rotates = grid.frame !== coordsys || equinox !== undefined
  const steps: string[] = []
  if (rotates) {
    const [from, to] = equinox ? [` of ${equinox.system} ${equinox.year}`, ' of J2000'] : ['', '']
    const fine = Math.max(nside, grid.nside)
    steps.push(
      `Rotated from ${frameNames[coordsys!]}${from ? ` coordinates${from}` : ''} to ${frameNames[grid.frame!]} coordinates${to} by bilinear interpolation at the rotated pixel centres of nside ${fine}, which smooths structure of a pixel's size.`,
    )
  }
  if (grid.nside < nside) {
    steps.push(`Degraded from nside ${nside} to ${grid.nside}: mean of the pixels that have a value.`)
  } else if (grid.nside > nside && !rotates) {
    steps.push(`Upgraded from nside ${nside} to ${grid.nside}: value of each pixel repeated; no detail is added.`)
  }
  const orderings = new Set(columns.map(({ header: { ordering } }) => ordering))
  orderings.delete(grid.ordering)
  for (const ordering of orderings) steps.push(`Reordered from ${ordering} to ${grid.ordering}.`)
  return steps
}
