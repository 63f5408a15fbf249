import { setStyles } from '../../../src-shared/validation/set-styles.ts'
import type { Figure } from '../figure.ts'
import { sampleFigure } from '../sample-figure.ts'
import { subjectOf, type Validated } from './validated.ts'

/** What tells prior samples from the patches, beside the training patches; null in results from before it was measured. */
export function sampleStatisticsFigure(validated: Validated): Figure | null {
  const { samples } = validated.results
  if (!samples) return null
  return sampleFigure(samples, {
    names: { sky: setStyles.original.name, floor: setStyles.train.name },
    unit: 'std',
    subject: `the ${subjectOf(validated)}, of training patches and of prior samples, standardised`,
  })
}
