import { resolve } from 'node:path'
import { takeDraws, withDataFiles } from './data-files.ts'
import type { EstimatorFunction } from './estimator-kind.ts'

/** Mean, standard deviation and samples of a flow that was trained to fill holes. */
export const flow: EstimatorFunction<'flow'> = async ({ checkpoint, samples: count, solverSteps, seed }, given) => {
  const { noises, blurs, engine, signal, progress } = given
  const { epoch } = await withDataFiles(given, noises, (files) =>
    engine.call(
      'inpainting.flow',
      { runFolder: resolve(given.run!), checkpoint, ...files, blurs: [...blurs], samples: count, solverSteps, seed },
      { signal, onProgress: ({ done, count }) => progress(done / count, `sample ${done} of ${count}`) },
    ),
  )
  const drawn = await takeDraws(given)
  return { ...drawn, model: { epoch, latents: drawn.fill.length, residual: null } }
}
