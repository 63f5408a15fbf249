import { resolve } from 'node:path'
import { readRun } from '../../runs/run-folder.ts'
import { takeDraws, withDataFiles } from './data-files.ts'
import type { EstimatorFunction } from './estimator-kind.ts'
import { likelihoodWidth } from './likelihood-width.ts'

/** Mean, standard deviation and samples of an autoencoder's posterior, by Hamiltonian Monte Carlo in its latents. */
export const hmc: EstimatorFunction<'hmc'> = async ({ kind: _, width, ...settings }, given) => {
  const run = resolve(given.run!)
  const { blurs, engine, signal } = given
  const { noises, residual } = await likelihoodWidth({ width, ...settings }, given)
  given.progress(0, 'searching where the chains begin')
  const { warmUp, draws } = settings
  const outcome = await withDataFiles(given, noises, (files) =>
    engine.call(
      'inpainting.hmc',
      { runFolder: run, ...files, blurs: [...blurs], residual, ...settings },
      {
        signal,
        onProgress({ iteration, isWarmUp, acceptance }) {
          const part = isWarmUp ? `warm-up ${iteration} of ${warmUp}` : `draw ${iteration - warmUp} of ${draws}`
          given.progress(iteration / (warmUp + draws), `${part}, acceptance ${acceptance.toFixed(2)}`)
        },
      },
    ),
  )
  const drawn = await takeDraws(given)
  const { latentDimension: latents } = (await readRun(run)).config
  const { epoch, acceptance, divergences, rHat, effectiveSamples } = outcome
  return {
    ...drawn,
    model: { epoch, latents, residual: residual?.residual ?? null },
    chains: { acceptance, divergences, rHat, effectiveSamples },
  }
}
