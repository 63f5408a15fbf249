import { compileFlowSolver } from '../inference/flow-solver.ts'
import { readTrainedModel } from '../inference/trained-model.ts'
import { readGaussian } from './gaussian.ts'
import { readPrior } from './prior-folder.ts'
import type { Prior } from './prior.ts'

/**
 * The prior in a folder, in the run's own latents.
 * @param steps of a flow's solver
 * @throws EngineError 'checkpoint'
 */
export async function openPrior(folder: string, batch: number, steps: number): Promise<Prior> {
  const { kind, latents } = await readPrior(folder)
  const { centre, scale } = latents
  const standardised = kind === 'gaussian' ? await readGaussian(folder) : await openFlow(folder, batch, steps)
  const channels = centre.length
  return {
    place: (noise) => standardised.place(noise).map((value, i) => value * scale[i % channels] + centre[i % channels]),
    noiseOf: (z) => standardised.noiseOf(z.map((value, i) => (value - centre[i % channels]) / scale[i % channels])),
    free: () => standardised.free(),
  }
}

async function openFlow(folder: string, batch: number, steps: number): Promise<Prior> {
  const flow = compileFlowSolver(await readTrainedModel(folder, 'best'), batch, steps)
  return { place: flow.toPatches, noiseOf: flow.toNoise, free: flow.free }
}
