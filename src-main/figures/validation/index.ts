import type { Figure } from '../figure.ts'
import { covarianceFigure } from './covariance.ts'
import { errorsFigure } from './errors.ts'
import { histogramsFigure } from './histograms.ts'
import { interpolationFigure } from './interpolation.ts'
import { latentsFigure } from './latents.ts'
import { modesFigure } from './modes.ts'
import { onePatchFigure } from './one-patch.ts'
import { priorSamplesFigure } from './prior-samples.ts'
import { reconstructionsFigure } from './reconstructions.ts'
import { sampleStatisticsFigure } from './sample-statistics.ts'
import { shapesFigure } from './shapes.ts'
import { spectraFigure } from './spectra.ts'
import { testsFigure } from './tests.ts'
import { trainingFigure } from './training.ts'
import type { Validated } from './validated.ts'

export type { Validated, Interpolation } from './validated.ts'

/** All figures of a validation, the paper's first. */
export async function validationFigures(validated: Validated): Promise<Figure[]> {
  const figures = [
    await reconstructionsFigure(validated),
    await onePatchFigure(validated),
    histogramsFigure(validated),
    await spectraFigure(validated),
    modesFigure(validated),
    interpolationFigure(validated),
    await priorSamplesFigure(validated),
    shapesFigure(validated),
    testsFigure(validated),
    sampleStatisticsFigure(validated),
    errorsFigure(validated),
    await latentsFigure(validated),
    await covarianceFigure(validated),
    trainingFigure(validated),
  ]
  return figures.filter((figure) => figure !== null)
}
