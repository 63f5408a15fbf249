import type { PolarisationConvention, Stokes } from '../../../../src-shared/sky/polarisation.ts'
import type { Frame, Ordering } from '../../../../src-shared/sky/healpix/map.ts'
import type { Grid } from '../../../../src-shared/sky/healpix/regrid.ts'
import type { ChosenColumn, HealpixHeader, ImageHeader } from '../../../sky/fits/map-header.ts'
import type { Conversion as UnitConversion } from '../converting-factor.ts'
import type { ColumnUnit } from './convert-units.ts'

export type HealpixChoice = ChosenColumn<HealpixHeader>

/** How a map is converted; whatever is not given stays as it is. */
export interface ConversionRequest extends UnitConversion {
  path: string
  /** column of the map, by name or number; by default all columns on the first one's grid */
  column?: string
  /** frame of the map, overriding its header */
  inputCoordsys?: Frame
  /** sign convention of the map's U, overriding its header */
  inputPolcconv?: PolarisationConvention
  ordering?: Ordering
  nside?: number
  coordsys?: Frame
  /** sign convention of U in the new map */
  polcconv?: PolarisationConvention
}

/** Q or U of a converted map. */
export interface StokesPart {
  stokes: Stokes
  /** conventions of U before and after */
  from: PolarisationConvention
  to: PolarisationConvention
  /** the columns of Q and U that it is turned from; null if its axes stay */
  pair: { q: string; u: string } | null
}

/** A conversion that is possible. */
export interface Conversion {
  /** of HEALPix maps on one grid, or of images on one grid */
  columns: HealpixChoice[] | ChosenColumn<ImageHeader>[]
  /** of the new map; the frame is null if it is not known */
  grid: Omit<Grid, 'frame'> & { frame: Frame | null }
  /** of the new columns */
  units: ColumnUnit[]
  /** what becomes of Q and U; null for the other columns */
  stokes: (StokesPart | null)[]
  /** convention of U in the new map; null without Q and U, or if it is not known */
  polcconv: PolarisationConvention | null
  /** whether only the pixels with values are written: as in the original, or of an image, unless it has the whole sky */
  partial: boolean
  /** what happens to the values, as sentences */
  steps: string[]
  /** what is not converted, and why */
  leftOut: string[]
}
