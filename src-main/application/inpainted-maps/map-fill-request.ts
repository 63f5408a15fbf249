import type { Estimator } from '../../../src-preload/contract/estimators.ts'
import type { MapFill } from '../../../src-preload/contract/inpainted-maps.ts'
import type { Frame } from '../../../src-shared/sky/healpix/map.ts'
import type { PolarisationConvention } from '../../../src-shared/sky/polarisation.ts'

/** A map whose holes are to be filled, by the names of files and folders. */
export interface MapFillRequest extends MapFill {
  map: string
  /** By name or number; the first if null. If patches have several channels, one of theirs. */
  column: string | null
  /** Frame that overrides the header's. */
  coordsys?: Frame
  /** Sign convention of U that overrides the header's. */
  polcconv?: PolarisationConvention
  estimator: Estimator
  /** Folder of the run, for estimators that use a model; null if there is none. */
  run: string | null
  /** Folder of the dataset whose patches say how wide and how scaled they are; the run's own if null. */
  dataset: string | null
}
