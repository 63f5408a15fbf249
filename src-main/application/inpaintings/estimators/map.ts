import { rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { readNpy } from '../../../files/npy.ts'
import { readRun } from '../../runs/run-folder.ts'
import { withDataFiles } from './data-files.ts'
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
  const written = join(given.folder, 'model.npy')
  const fill = Float32Array.from((await readNpy(written)).data)
  await rm(written)
  const { latentDimension: latents } = (await readRun(run)).config
  const { epoch, objective, chi2, observed, iterations } = outcome
  return {
    fill,
    model: { epoch, latents },
    minimum: { objective, chi2, degreesOfFreedom: observed - latents, iterations },
  }
}
