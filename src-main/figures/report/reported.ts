import type { Dataset, PatchStack } from '../../../src-preload/contract/datasets.ts'
import type { CheckpointChoice, RunEnvironment } from '../../../src-preload/contract/runs.ts'
import type { Figure } from '../figure.ts'
import type { Validated } from '../validation/index.ts'

/** Where the patches come from. */
export interface Provenance {
  /** The map they were cut from; null if they were imported. */
  map:
    | ({
        path: string
        column: string
        unit: string
        coordsys: string | null
        citation: string | null
      } & ({ nside: number; ordering: string } | { width: number; height: number; projection: string }))
    | null
  /** The stack they were imported from; null if they were cut. */
  stack: (PatchStack & { unit: string; type: string; shape: number[] }) | null
  /** SHA-256 of the file of the map or the stack; null if it is no longer there. */
  checksum: string | null
  dataset: Pick<Dataset, 'folder' | 'recipe' | 'count' | 'splits' | 'overlap'> & { fingerprint: string }
}

/** A validation with everything that a report shows. */
export interface Reported {
  validated: Validated
  figures: readonly Figure[]
  /** Prefix of its file names, if a report has two validations. */
  prefix: string
  checkpoint: CheckpointChoice
  /** SHA-256 of the mask of its spectra; null without one. */
  maskChecksum: string | null
  /** When it was validated, and by which Cirrus. */
  createdAt: string
  cirrus: string
  provenance: Provenance
  /** The environment of each start of the training. */
  environments: readonly RunEnvironment[]
  /** The command to repeat it. */
  command: string
}

/** Its name beside another validation. */
export const nameOf = ({ validated, provenance }: Reported) =>
  `${validated.run}, ${provenance.dataset.recipe.split === 'disjoint' ? 'disjoint sky' : 'random split'}, ${validated.split} patches${validated.prior === null ? '' : `, prior ${validated.prior}`}`
