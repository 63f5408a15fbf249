import { resolve } from 'node:path'
import { readRun } from '../../runs/run-folder.ts'
import { takePicture, withDataFiles } from './data-files.ts'
import type { EstimatorFunction } from './estimator-kind.ts'
import { likelihoodWidth } from './likelihood-width.ts'
import { searchProgress } from './search-progress.ts'

/** The model's patch of greatest posterior probability (Eq. 13), by L-BFGS in its latents. */
export const map: EstimatorFunction<'map'> = async (settings, given) => {
  const run = resolve(given.run!)
  const { checkpoint, starts, maxIterations, seed } = settings
  const { blurs, signal } = given
  const { noises, residual } = await likelihoodWidth(settings, given)
  const outcome = await withDataFiles(given, noises, (files) =>
    given.engine.call(
      'inpainting.run',
      { runFolder: run, checkpoint, ...files, blurs: [...blurs], starts, maxIterations, seed },
      {
        signal,
        onProgress(point) {
          given.onPoint(point)
          const { fraction, note } = searchProgress(point, settings)
          given.progress(fraction, note)
        },
      },
    ),
  )
  const fill = await takePicture(given, 'model.npy')
  const { latentDimension: latents } = (await readRun(run)).config
  const { epoch, objective, chi2, observed, iterations } = outcome
  return {
    fill,
    model: { epoch, latents, residual: residual?.residual ?? null },
    minimum: { objective, chi2, degreesOfFreedom: observed - latents, iterations },
  }
}
