import { paperCitation } from '../text/citation.ts'

/**
 * What Thorne, Knox & Prabhu 2021 (arXiv 2101.11181) report for their run: 256 px, 545 GHz, 256 latents, 339 test
 * patches.
 */
export const paper = {
  citation: paperCitation,
  pixels: 256 ** 2,
  latents: 256,
  testPatches: 339,
  /** L of Eq. 10. */
  samples: 100,
  /** "Spectra are generally well recovered for l < 400" (Sec. 3.1). */
  recoveredTo: 400,
  /** 45 sqrt(256 / pi): the multipole limit of 256 latents on 8 degrees; computed here from its latents. */
  latentCeiling: 406,
  /** Negative ELBO per patch (sum of squares + KL) of the published run: epoch, training, validation. */
  negativeElbo: [
    [1, 63043, 48139],
    [5, 14030, 13013],
    [10, 9697, 7732],
    [20, 7189, 8361],
    [50, 5062, 5044],
    [100, 3790, 3154],
  ] as const satisfies readonly (readonly [epoch: number, train: number, validation: number])[],
} as const
