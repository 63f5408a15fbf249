import type { Channel } from '../../../src-shared/sky/channels.ts'
import type { Frame, MapValues } from '../../../src-shared/sky/healpix/map.ts'
import type { Place } from '../../../src-shared/sky/position.ts'
import type { PatchGeometry } from '../../../src-shared/sky/projection/patch-pixels.ts'
import type { Scaling, Standard } from '../../../src-shared/sky/scale.ts'

/** A patch of a .npy file [patches, size, size], or [patches, size, size, channels]. */
export interface PlacedPatch extends Place {
  /** Row of the file. */
  index: number
  /** How each channel was standardised; null if the file holds values in the unit of the map. */
  standards: readonly Standard[] | null
}

/** Patches to assemble. */
export interface PatchFile {
  path: string
  /** I alone, or several of which the last two are Q and U, on the axes of the patches and with U as in HEALPix. */
  channels: readonly Channel[]
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
  channels: readonly Channel[]
  masks: string | null
  geometry: PatchGeometry
  scaling: Scaling
  nside: number
  frame: Frame
  /** By channel. */
  values: readonly MapValues[]
  weights: MapValues
  /** By channel. */
  correction: readonly MapValues[]
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
