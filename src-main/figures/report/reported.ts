import type { Dataset } from '../../../src-preload/contract/datasets.ts'
import type { CheckpointChoice, RunEnvironment } from '../../../src-preload/contract/runs.ts'
import type { Figure } from '../figure.ts'
import type { Validated } from '../validation/index.ts'

/** From where the patches came. */
export interface Provenance {
  map: {
    path: string
    column: string
    unit: string
    nside: number
    ordering: string
    coordsys: string | null
    citation: string | null
    /** SHA-256 of the file; null if it is no longer there. */
    checksum: string | null
  }
  dataset: Pick<Dataset, 'folder' | 'recipe' | 'count' | 'splits' | 'overlap'> & { fingerprint: string }
}

/** A validation as a report tells of it. */
export interface Reported {
  validated: Validated
  figures: readonly Figure[]
  /** Before the names of its files, where there are those of two. */
  prefix: string
  checkpoint: CheckpointChoice
  /** SHA-256 of the mask of its spectra; null without one. */
  maskChecksum: string | null
  /** When it was validated, and by which Cirrus. */
  createdAt: string
  cirrus: string
  provenance: Provenance
  /** On what it was trained, each start. */
  environments: readonly RunEnvironment[]
  /** The line that makes it again. */
  command: string
}

/** What it is called where there are two of them. */
export const nameOf = ({ validated, provenance }: Reported) =>
  `${validated.run}, ${provenance.dataset.recipe.split === 'disjoint' ? 'disjoint sky' : 'random split'}, ${validated.split} patches`
