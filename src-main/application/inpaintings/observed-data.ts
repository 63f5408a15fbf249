import type { Operator } from '../../../src-preload/contract/inpaintings.ts'
import { throughBeam } from '../../../src-shared/sky/beam.ts'

/** Side of a patch in pixels and degrees. */
type PatchGeometry = { size: number; width: number }

/** Full width at half maximum of the operator's beam in pixels, if it has one. */
export function beamInPixels(operator: Operator, { size, width }: PatchGeometry): number | undefined {
  return operator.kind === 'beam' ? (operator.fwhm / 60 / width) * (size - 1) : undefined
}

/** The observed data of a patch, before masking: the patch itself, or the patch convolved with the operator's beam. */
export function observedData(patch: Float32Array, operator: Operator, geometry: PatchGeometry): Float32Array {
  const beam = beamInPixels(operator, geometry)
  return beam === undefined ? patch : throughBeam(patch, geometry.size, beam)
}
