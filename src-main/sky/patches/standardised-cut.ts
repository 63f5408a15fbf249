import { channelSets, scalingOf } from '../../../src-shared/sky/channels.ts'
import { clipPixels } from '../../../src-shared/sky/clip-pixels.ts'
import { planeInFrame, type TangentPlane } from '../../../src-shared/sky/projection/gnomonic.ts'
import type { PatchGeometry } from '../../../src-shared/sky/projection/patch-pixels.ts'
import { standardise, type Refusal, type Standard } from '../../../src-shared/sky/scale.ts'
import { standardiseChannels } from '../../../src-shared/sky/standardise-channels.ts'
import { markGood, standardiseHoles } from '../../../src-shared/sky/standardise-holes.ts'
import type { CutWorkerData } from './cut-batch.ts'
import { channelCut } from './cut-channels.ts'
import { patchFiller } from './cut-patch.ts'
import { smoothedCut, smoothedGeometry, type PartsCut } from './smoothed-cut.ts'

/** The standard of each channel of a patch, or why it can't be used, and its number of clipped pixels. */
export interface CutResult {
  standards: Standard[] | Refusal
  clipped: number
}

/**
 * Cuts and standardises one patch.
 * @param out float32 [size, size, channels]
 * @param good output, [size, size]: 1 where the map has data that the mask does not exclude
 */
export type StandardisedCut = (plane: TangentPlane, out: Float32Array, good: Uint8Array) => CutResult

/** Prepares the cutting of many standardised patches. */
export function standardisedCut(data: CutWorkerData): StandardisedCut {
  const { geometry, scaling, stokes, clip, smoothing } = data
  const pixels = geometry.size ** 2
  const cutParts = smoothedCut(maskedCut(data, smoothedGeometry(geometry, smoothing)), geometry, smoothing)
  const channels = stokes === null ? channelSets.I : channelSets[stokes.channels]
  const buffer = new Float64Array(pixels)
  const all = new Float64Array(channels.length * pixels)
  const standardsOf = (parts: readonly Float64Array[], out: Float32Array, good: Uint8Array): Standard[] | Refusal => {
    if (markGood(parts, good) < pixels) return standardiseHoles(parts, good, channels, scaling, data, out)
    if (stokes === null) {
      const standard = standardise(parts[0], scaling, out, buffer)
      return typeof standard === 'string' ? standard : [standard]
    }
    parts.forEach((part, c) => part.forEach((value, i) => (all[i * parts.length + c] = value)))
    return standardiseChannels(all, channels, scaling, out)
  }
  return (plane, out, good) => {
    const parts = cutParts(plane)
    let clipped = 0
    if (clip) parts.forEach((part, c) => (clipped += clipPixels(part, scalingOf(channels[c], scaling), clip)))
    return { standards: standardsOf(parts, out, good), clipped }
  }
}

/** Cuts the channels of a patch, and what a mask excludes out of the first. */
function maskedCut(data: CutWorkerData, geometry: PatchGeometry): PartsCut {
  const { mask, field, stokes } = data
  const cut = channelCut(field, stokes, geometry)
  if (!mask) return cut
  const fillMask = patchFiller(mask)
  const masked = new Float64Array(geometry.size ** 2)
  return (plane) => {
    const parts = cut(plane)
    fillMask(planeInFrame(plane, field.frame, mask.frame), geometry, masked)
    // Of all channels: smoothing must not bring an excluded value back.
    for (let i = 0; i < masked.length; i++) if (Number.isNaN(masked[i])) for (const part of parts) part[i] = NaN
    return parts
  }
}
