import { channelOf, scalingOf } from '../../../src-shared/sky/channels.ts'
import { channelOfQuery } from '../host/channel-of-query.ts'
import type { Context } from '../host/context.ts'
import type { DataRoute } from '../host/data-route.ts'
import { found } from '../host/found.ts'
import { floatResponse } from '../host/responses.ts'
import { sampleChoice } from '../validations/sample-run.ts'
import { picturesInMapUnit, type PictureStandards } from './pictures-in-map-unit.ts'
import { planSamples } from './plan-samples.ts'
import { solvedOfQuery } from './solved-of-query.ts'
import { standardsBetween } from './standards-between.ts'

/** Serves what a run's model decodes: an interpolation between two patches, a walk along one latent, samples. */
export const sampleResources: readonly DataRoute[] = [
  [/^runs\/([^/]+)\/(interpolation|walk)$/, betweenPatches],
  [/^runs\/([^/]+)\/prior-samples$/, priorSamples],
]

async function betweenPatches(
  { catalog, decodings }: Context,
  [id, name]: string[],
  query: URLSearchParams,
): Promise<Response> {
  const run = found(catalog.runs.get(id), 'run', id)
  const asked = solvedOfQuery(name as 'interpolation' | 'walk', query)
  const { checkpoint, solver, solverSteps, prior, latents } = asked
  const dataset = found(run.datasetId === null ? null : catalog.datasets.get(run.datasetId), 'dataset', run.datasetName)
  const decoded = await decodings.of(run, dataset.folder, checkpoint, latents, { solver, solverSteps, prior })
  const inUnit = asked.unit === 'map' && latents.kind === 'interpolation'
  return pictures(decoded, query, inUnit ? await standardsBetween(dataset.folder, latents) : null)
}

async function priorSamples({ catalog, decodings }: Context, [id]: string[], query: URLSearchParams) {
  const run = found(catalog.runs.get(id), 'run', id)
  const { checkpoint, solver, solverSteps, prior, unit, given = {}, latents } = solvedOfQuery('samples', query)
  const { count, seed } = latents
  const plan = await planSamples({ run: run.folder, prior, count, seed, unit, given, formats: [], places: null })
  // Samples use no patches but for conditions that are not given, so they outlive the dataset.
  const draws = sampleChoice({ count, seed, given: plan.given })
  const decoded = await decodings.of(run, null, checkpoint, draws, { solver, solverSteps, prior })
  const undo = plan.standards && { ...plan.dataset!, standards: plan.standards }
  return pictures(decoded, query, undo)
}

/** One channel of decoded pictures. @param undo their standardisation; null for standardised ones */
function pictures(
  { values, shape }: { values: Float32Array; shape: readonly number[] },
  query: URLSearchParams,
  undo: PictureStandards | null,
): Response {
  const [count, rows, columns, channels = 1] = shape
  const channel = channelOfQuery(query, Array(channels))
  const own = channelOf(values, channels, channel)
  if (undo === null) return floatResponse(own, [count, rows, columns])
  const standards = undo.standards.map((one) => one[channel])
  const scaling = scalingOf(undo.channels[channel], undo.record.recipe)
  return floatResponse(picturesInMapUnit(own, standards, scaling), [count, rows, columns])
}
