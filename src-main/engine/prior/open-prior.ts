import type { PriorKind } from '../../../src-preload/contract/priors.ts'
import { readTrainedModel } from '../inference/trained-model.ts'
import { couplingPrior } from './coupling.ts'
import { flowPrior } from './flow.ts'
import { readGaussian } from './gaussian.ts'
import { readPrior } from './prior-folder.ts'
import type { Prior, PriorOptions } from './prior.ts'

/** The priors of standardised latents. */
const kinds: Readonly<Record<PriorKind, (folder: string, options: PriorOptions) => Promise<Prior>>> = {
  flow: async (folder, options) => flowPrior(await readTrainedModel(folder, 'best'), options),
  coupling: async (folder, options) => couplingPrior(await readTrainedModel(folder, 'best'), options),
  gaussian: readGaussian,
}

/**
 * The prior in a folder, in the run's own latents.
 * @throws EngineError 'checkpoint'
 */
export async function openPrior(folder: string, options: PriorOptions): Promise<Prior> {
  const { kind, latents } = await readPrior(folder)
  const { centre, scale, side, channels } = latents
  const standardised = await kinds[kind](folder, options)
  const toLatents = (values: Float32Array) =>
    values.map((value, i) => value * scale[i % channels] + centre[i % channels])
  const fromLatents = (z: Float32Array) => z.map((value, i) => (value - centre[i % channels]) / scale[i % channels])
  const logScales = side ** 2 * scale.reduce((sum, one) => sum + Math.log(one), 0)
  return {
    place: (noise, conditions) => toLatents(standardised.place(noise, conditions)),
    noiseOf: (z, conditions) => standardised.noiseOf(fromLatents(z), conditions),
    logDensity: (z, numbers, conditions) =>
      standardised.logDensity(fromLatents(z), numbers, conditions).map((density) => density - logScales),
    free: () => standardised.free(),
  }
}
