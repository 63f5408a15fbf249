import type { Frame, MapValues } from '../../../src-shared/sky/healpix/map.ts'
import type { Place } from '../../../src-shared/sky/position.ts'
import type { PatchGeometry } from '../../../src-shared/sky/projection/patch-pixels.ts'
import type { Scaling, Standard } from '../../../src-shared/sky/scale.ts'

/** A patch of a .npy file [patches, size, size]. */
export interface PlacedPatch extends Place {
  /** Row of the file. */
  index: number
  /** How it was standardised; null if the file holds values in the unit of the map. */
  standard: Standard | null
}

/** Patches to assemble. */
export interface PatchFile {
  path: string
  /** .npy file [patches, size, size] of 1 at good pixels and 0 at others, which add nothing; null if all are good. */
  masks: string | null
  geometry: PatchGeometry
  /** Of standardised patches. */
  scaling: Scaling
  patches: readonly PlacedPatch[]
}

/** First and last ring of a map that one worker writes. */
export type RingBand = readonly [first: number, last: number]

/** A worker's data; its arrays are in shared memory, in RING order. */
export interface AssembleWorkerData {
  path: string
  masks: string | null
  geometry: PatchGeometry
  scaling: Scaling
  nside: number
  frame: Frame
  values: MapValues
  weights: MapValues
  correction: MapValues
}

/** Patches that reach a band of rings. */
export interface BandOfPatches {
  band: RingBand
  patches: readonly PlacedPatch[]
}

/** A worker's task: to add some patches to the mean, or what the map lacks of them to its correction. */
export interface AssembleTask extends BandOfPatches {
  pass: 'mean' | 'correction'
}
