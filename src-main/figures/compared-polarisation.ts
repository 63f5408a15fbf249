import type { ChannelComparison } from '../../src-shared/validation/results.ts'
import type { Figure } from './figure.ts'
import { sampleFigure } from './sample-figure.ts'

/** Shapes of E, B and polarised intensity of two sets of patches with Q and U, and with I its alignment. */
export function comparedPolarisationFigure(
  { channels, polarised }: ChannelComparison,
  names: readonly [string, string],
): Figure {
  const figure = sampleFigure(polarised.samples, {
    names: { sky: names[0], floor: 'other sky' },
    unit: channels.Q!.unit,
    subject: names.join(' and '),
  })
  return {
    ...figure,
    name: 'polarisation',
    title: 'Polarisation',
    caption:
      `Minkowski functionals of E and B modes and of the polarised intensity P of ${[names[0], ...polarised.samples.models].join(', ')}, in standard ` +
      'deviations from their mean, and with I the angle between its gradient and the polarisation: medians, quartiles ' +
      'of the first set as bands.',
  }
}
