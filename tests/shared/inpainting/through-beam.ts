import { beamOperator } from '../../../src-shared/inpainting/operators/beam.ts'

/** A patch [size, size] seen through a Gaussian beam of this full width at half maximum in pixels. */
export const throughBeam = (patch: ArrayLike<number>, size: number, fwhm: number): Float32Array =>
  Float32Array.from(beamOperator(size, fwhm).apply(patch))
