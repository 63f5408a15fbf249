import type { ClipRule } from '../../../src-shared/sky/clip-pixels.ts'
import type { ChannelSet } from '../../../src-shared/sky/channels.ts'
import type { MapValues } from '../../../src-shared/sky/healpix/map.ts'
import type { SkyField } from '../../../src-shared/sky/field.ts'
import type { Place } from '../../../src-shared/sky/position.ts'
import type { PatchGeometry } from '../../../src-shared/sky/projection/patch-pixels.ts'
import type { Refusal, Scaling } from '../../../src-shared/sky/scale.ts'
import type { HoleTreatment } from '../../../src-shared/sky/standardise-holes.ts'

/**
 * Some patches in the order of their centres. Patch k of the batch belongs to centre `first + k`; if it could not be
 * cut, `refusals[k]` says why and its values are zero.
 */
export type CutBatch = {
  first: number
  count: number
  /** Standardised values, float32 [count, size, size, channels]. */
  patches: Float32Array<ArrayBuffer>
  /** Mean and standard deviation of the scaled values, [count, channels]. */
  mean: Float64Array<ArrayBuffer>
  std: Float64Array<ArrayBuffer>
  refusals: (Refusal | null)[]
  /** 1 where a patch has data, [count, size, size]; null if patches with holes are left out. */
  good: Uint8Array<ArrayBuffer> | null
  /** Clipped pixels of each patch, over all channels. */
  clipped: Uint32Array<ArrayBuffer>
}

/**
 * Q and U of a map whose patches have several channels, in shared memory and in the order of its own values (RING if
 * HEALPix), with U as in HEALPix; I, if it is one of them, is the map itself.
 */
export type StokesValues = { channels: Exclude<ChannelSet, 'I'>; q: MapValues; u: MapValues }

export const channelCount = (stokes: StokesValues | null): number => stokes?.channels.length ?? 1

/** A worker's data: the map, its values in shared memory (RING), and how to cut it. */
export type CutWorkerData = HoleTreatment & {
  field: SkyField
  geometry: PatchGeometry
  scaling: Scaling
  stokes: StokesValues | null
  /** NaN where pixels count as missing; null if only the map says so. */
  mask: SkyField | null
  clip: ClipRule | null
  /** Full width at half maximum of the Gaussian that patches are smoothed by, degrees; 0 if they are not. */
  smoothing: number
}

/** A worker's task: the patches at some centres, the first of which is number `first`. */
export type CutTask = { first: number; centres: Place[] }
