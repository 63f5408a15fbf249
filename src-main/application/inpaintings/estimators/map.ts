import { resolve } from 'node:path'
import { readRun } from '../../runs/run-folder.ts'
import { takePicture, withDataFiles } from './data-files.ts'
import type { EstimatorFunction } from './estimator-kind.ts'

/** The model's patch of greatest posterior probability (Eq. 13), by L-BFGS in its latents. */
export const map: EstimatorFunction<'map'> = async ({ checkpoint, starts, maxIterations, seed }, given) => {
  const run = resolve(given.run!)
  const { sigma, beam, signal } = given
  const outcome = await withDataFiles(given, (files) =>
    given.engine.call(
      'inpainting.run',
      { runFolder: run, checkpoint, ...files, sigma, beam, starts, maxIterations, seed },
      {
        signal,
        onProgress(point) {
          given.onPoint(point)
          const { start, iteration, objective } = point
          const note = `start ${start + 1} of ${starts}, iteration ${iteration}, objective ${objective.toFixed(2)}`
          given.progress((start + iteration / maxIterations) / starts, note)
        },
      },
    ),
  )
  const fill = await takePicture(given, 'model.npy')
  const { latentDimension: latents } = (await readRun(run)).config
  const { epoch, objective, chi2, observed, iterations } = outcome
  return {
    fill,
    model: { epoch, latents },
    minimum: { objective, chi2, degreesOfFreedom: observed - latents, iterations },
  }
}
