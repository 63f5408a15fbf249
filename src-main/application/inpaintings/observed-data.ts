import type { Operator } from '../../../src-preload/contract/inpaintings.ts'
import { throughBeam } from '../../../src-shared/sky/beam.ts'

/** Pixels and degrees on the side of a patch. */
type PatchGeometry = { size: number; width: number }

/** Full width at half maximum of the operator's beam in pixels, if it has one. */
export function beamInPixels(operator: Operator, { size, width }: PatchGeometry): number | undefined {
  return operator.kind === 'beam' ? (operator.fwhm / 60 / width) * (size - 1) : undefined
}

/** What is observed of a patch, its hole included: the patch itself, or the patch through the operator's beam. */
export function observedData(patch: Float32Array, operator: Operator, geometry: PatchGeometry): Float32Array {
  const beam = beamInPixels(operator, geometry)
  return beam === undefined ? patch : throughBeam(patch, geometry.size, beam)
}
