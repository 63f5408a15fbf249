import { refused } from '../../../../src-preload/rpc/errors.ts'
import type { Frame } from '../../../../src-shared/sky/healpix/map.ts'
import { frameNames, hasAxes } from '../../../../src-shared/sky/polarisation.ts'
import type { ChosenColumn } from '../../../sky/fits/map-header.ts'
import { stokesOfColumn } from '../../../sky/fits/stokes-of-column.ts'

/** Refuses to rotate Q, U and their covariances, which refer to the axes of their frame, and maps of unknown frame. */
export function requireRotatable(columns: readonly ChosenColumn[], to: Frame): void {
  const [{ header }] = columns
  const place = `HDU ${header.columns[0].hdu.index}`
  if (header.coordsys === null) {
    throw refused(
      header.file,
      `${place}, card COORDSYS`,
      'the card is missing, so the frame to rotate from is not known; give it with --input-coordsys G, C or E',
      'inputCoordsys',
    )
  }
  const turning = columnsWithAxes(columns)
  if (turning.length > 0) {
    throw refused(
      header.file,
      `${place}, column ${turning.map(({ column }) => column.name).join(', ')}`,
      `Stokes Q and U refer to the axes of their frame (${frameNames[header.coordsys]}), and a rotation to ${frameNames[to]} coordinates would have to turn them, which is not supported; choose a column of intensity with --column, or keep the frame`,
      'coordsys',
    )
  }
}

/** Q, U and their covariances. */
export const columnsWithAxes = (columns: readonly ChosenColumn[]): ChosenColumn[] =>
  columns.filter(({ header, column }) => hasAxes(column.name, stokesOfColumn(header, column.name)))
