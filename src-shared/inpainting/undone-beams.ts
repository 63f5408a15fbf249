import type { TrainingConfig } from '../model/configuration.ts'
import { trainedBeams } from '../model/trained-beams.ts'
import type { Blur } from './blur.ts'

/**
 * Why a flow that fills holes can't undo the beams of data, to follow its name; null if it can.
 * @param blurs what each channel is seen through
 */
export function whyNotUndone(
  { observation, size }: Pick<TrainingConfig, 'observation' | 'size'>,
  blurs: readonly (Blur | null)[],
): string | null {
  const beams = blurs.flatMap((blur) => (blur === null || blur.beam === null ? [] : { fwhm: blur.beam, of: blur }))
  if (beams.length === 0) return null
  if (observation !== 'blurred') {
    return 'it was trained to fill holes of patches seen without a beam (train one with observation=blurred)'
  }
  const { least, most } = trainedBeams(size)
  // A beam of a problem is given in arcmin, and its pixels are rounded.
  const beyond = beams.find(({ fwhm }) => fwhm < least - rounding || fwhm > most + rounding)
  if (!beyond) return null
  const words = (fwhm: number) => `${arcmin(fwhm, beyond.of)}′`
  return `it was trained with beams of ${words(least)} to ${words(most)} (${least} to ${most} px), and the data have one of ${words(beyond.fwhm)}`
}

const rounding = 1e-6

/** With a digit after the point. */
const arcmin = (fwhm: number, { pixel }: Blur) => Number(((fwhm * pixel * 180 * 60) / Math.PI).toFixed(1))
