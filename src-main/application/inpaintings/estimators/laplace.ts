import { resolve } from 'node:path'
import { readRun } from '../../runs/run-folder.ts'
import { takeDraws, withDataFiles } from './data-files.ts'
import type { EstimatorFunction } from './estimator-kind.ts'
import { likelihoodWidth } from './likelihood-width.ts'
import { searchProgress } from './search-progress.ts'

/** Where the work of an estimate is when its search has ended, its derivatives are known, and all draws are decoded. */
const shares = { derivatives: [0.5, 0.8], draws: [0.8, 1] } as const

/** Mean, standard deviation and samples of Laplace's approximation of an autoencoder's posterior. */
export const laplace: EstimatorFunction<'laplace'> = async ({ kind: _, width, ...settings }, given) => {
  const run = resolve(given.run!)
  const { blurs, engine, signal } = given
  const { noises, residual } = await likelihoodWidth({ width, ...settings }, given)
  const outcome = await withDataFiles(given, noises, (files) =>
    engine.call(
      'inpainting.laplace',
      { runFolder: run, ...files, blurs: [...blurs], residual, ...settings },
      {
        signal,
        onProgress(told) {
          if (told.work === 'search') {
            given.onPoint(told.point)
            const { fraction, note } = searchProgress(told.point, settings)
            return given.progress(shares.derivatives[0] * fraction, note)
          }
          const [from, to] = shares[told.work]
          const what = told.work === 'draws' ? 'draw' : 'derivative'
          given.progress(from + ((to - from) * told.done) / told.count, `${what} ${told.done} of ${told.count}`)
        },
      },
    ),
  )
  const drawn = await takeDraws(given)
  const { latentDimension: latents } = (await readRun(run)).config
  const { epoch, objective, chi2, observed, iterations } = outcome
  return {
    ...drawn,
    model: { epoch, latents, residual: residual?.residual ?? null },
    minimum: { objective, chi2, degreesOfFreedom: observed - latents, iterations },
  }
}
