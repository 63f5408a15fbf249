import type { Blur } from '../../../src-shared/inpainting/blur.ts'

/** A beam alone, its full width at half maximum in pixels. */
export const beamOf = (fwhm: number | null): Blur | null =>
  fwhm === null ? null : { beam: fwhm, pixelWindow: null, pixel: 0.01 }

/** What patches are seen through in tests of operators: each part, and both; HEALPix pixels are 2.05 of the patch's wide. */
export const blurs: [name: string, blur: Blur | null][] = [
  ['nothing', null],
  ['a narrow beam', beamOf(0.8)],
  ['a beam', beamOf(3)],
  ['a beam wider than the patch', beamOf(40)],
  ['its own pixels', { beam: null, pixelWindow: { kind: 'patch' }, pixel: 0.01 }],
  ['HEALPix pixels', { beam: null, pixelWindow: { kind: 'healpix', nside: 50 }, pixel: 0.01 }],
  ['a beam and its own pixels', { beam: 3, pixelWindow: { kind: 'patch' }, pixel: 0.01 }],
  ['a beam and HEALPix pixels', { beam: 3, pixelWindow: { kind: 'healpix', nside: 50 }, pixel: 0.01 }],
]
