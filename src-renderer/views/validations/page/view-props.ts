import type { Validation } from '../../../../src-preload/contract/index.ts'
import type { Unit } from '../../../components/unit.ts'
import type { HighlightedPatch } from './highlighted-patch.ts'
import type { Measured } from './measured.ts'
import type { ReferenceSet } from '../charts/set-curves.ts'

/** Props of every view of a validation. */
export interface ViewProps {
  measured: Measured
  unit: Unit
  references: readonly ReferenceSet[]
  highlighted: HighlightedPatch
  /** The validation that is shown beside it. */
  other?: Validation | null
}

/** The measurements in one unit. */
export const inUnit = ({ results }: Measured, unit: Unit) => (unit === 'map' ? results.map : results.standard)

/** Name of a unit on an axis. */
export const unitName = ({ validation }: Measured, unit: Unit) => (unit === 'map' ? validation.unit : 'std')
