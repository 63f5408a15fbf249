import {
  validationArraySchema,
  validationPicturesSchema,
  type Validation,
  type ValidationPictures,
} from '../../../src-preload/contract/validations.ts'
import { priorNameSchema } from '../../../src-preload/contract/priors.ts'
import { checkpointSchema } from '../../../src-preload/contract/runs.ts'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import { latentChoiceSchema } from '../../engine/contract.ts'
import { solverStepsSchema } from '../../../src-preload/contract/solver.ts'
import { readNpyHeader } from '../../files/npy.ts'
import { channelOf } from '../../../src-shared/sky/channels.ts'
import { slopeAt, toMapUnits } from '../../../src-shared/sky/scale.ts'
import { channelOfQuery } from '../host/channel-of-query.ts'
import { found } from '../host/found.ts'
import type { Context } from '../host/context.ts'
import type { DataRoute } from '../host/data-route.ts'
import { pageOfQuery } from '../host/page-of-query.ts'
import { readValidationArray, readValidationPictures, validationFiles } from './validation-folder.ts'
import { samplesInMapUnit } from '../samples/samples-in-map-unit.ts'
import { floatResponse } from '../host/responses.ts'

/** Serves /data/validations/, and decodings by a run's model. */
export const validationResources: readonly DataRoute[] = [
  [/^runs\/([^/]+)\/(interpolation|walk|prior-samples)$/, decodedLatents],
  [/^validations\/([^/]+)\/([a-z-]+)$/, validationArray],
]

/** Serves an array of a validation, or some of its pictures in either unit. */
async function validationArray(context: Context, [id, name]: string[], query: URLSearchParams): Promise<Response> {
  const validation = found(context.catalog.validations.get(id), 'validation', id)
  if (validation.state !== 'complete')
    throw new CirrusError('not-found', `${id} is ${validation.state}; its ${name} are not available yet.`)
  const pictures = validationPicturesSchema.safeParse(name)
  if (pictures.success) return validationPictures(context, validation, pictures.data, query)
  const array = validationArraySchema.safeParse(name)
  if (!array.success) throw new CirrusError('not-found', `A validation has no array "${name}".`)
  const { values, shape } = await readValidationArray(validation.folder, array.data)
  return floatResponse(values, shape)
}

async function validationPictures(
  context: Context,
  validation: Validation,
  name: ValidationPictures,
  query: URLSearchParams,
): Promise<Response> {
  const { folder, size } = validation
  const [all] = (await readNpyHeader(validationFiles(folder).array(name))).shape
  const { from, count } = pageOfQuery(query, all, `There are ${all} ${name}`)
  const { channel } = await context.validationRecords.of(validation)
  const read = (which: ValidationPictures) => readValidationPictures(folder, which, channel, { from, count })
  const values = query.get('unit') === 'map' ? await inMapUnit(context, validation, name, from, read) : await read(name)
  return floatResponse(values, [count, size, size])
}

/**
 * Pictures with standardisation and scale undone. Residuals are differences of such pictures; deviations are, to first
 * order, those of the reconstruction: multiplied by std, and by the slope of the scale at the reconstruction.
 */
async function inMapUnit(
  { validationRecords }: Context,
  validation: Validation,
  name: ValidationPictures,
  from: number,
  read: (name: ValidationPictures) => Promise<Float32Array>,
): Promise<Float32Array> {
  if (name === 'samples') throw new CirrusError('invalid-params', 'Draws from the prior have no map unit.')
  const record = await validationRecords.of(validation)
  const places = name === 'nearest' ? record.nearest : record.patches
  const pixels = validation.size ** 2
  const undone = (values: Float32Array) => {
    const out = new Float32Array(values.length)
    for (let at = 0; at < values.length; at += pixels)
      out.set(toMapUnits(values.subarray(at, at + pixels), places[from + at / pixels], record), at)
    return out
  }
  if (name === 'residuals') {
    const [originals, reconstructions] = [undone(await read('originals')), undone(await read('reconstructions'))]
    return originals.map((value, i) => value - reconstructions[i])
  }
  if (name === 'deviations') {
    const values = undone(await read('reconstructions'))
    return (await read(name)).map(
      (deviation, i) => deviation * places[from + Math.floor(i / pixels)].std * slopeAt(values[i], record),
    )
  }
  return undone(await read(name))
}

/** The engine's name for the decoding at each address below a run. */
const decodings = { interpolation: 'interpolation', walk: 'walk', 'prior-samples': 'samples' } as const

/**
 * Serves decodings by a run's model: an interpolation between two patches, a walk along one latent, samples from the
 * prior.
 */
async function decodedLatents(
  { catalog, decodings: kept }: Context,
  [id, name]: string[],
  query: URLSearchParams,
): Promise<Response> {
  const run = found(catalog.runs.get(id), 'run', id)
  const { checkpoint, channel: _, solverSteps, prior, unit, ...numbers } = Object.fromEntries(query)
  const kind = decodings[name as keyof typeof decodings]
  const parsed = latentChoiceSchema.safeParse({
    kind,
    ...Object.fromEntries(Object.entries(numbers).map(([key, text]) => [key, Number(text)])),
  })
  const which = checkpointSchema.safeParse(checkpoint ?? 'best')
  const solver = solverStepsSchema.optional().safeParse(solverSteps === undefined ? undefined : Number(solverSteps))
  const named = priorNameSchema.optional().safeParse(prior)
  const refusals = { latents: parsed.error, checkpoint: which.error, solverSteps: solver.error, prior: named.error }
  for (const [field, error] of Object.entries(refusals)) {
    if (!error) continue
    const [{ path, message }] = error.issues
    throw new CirrusError('invalid-params', `${path.join('.') || field}: ${message}`)
  }
  // Samples from the prior use no patches, so they outlive the dataset.
  const dataset =
    kind === 'samples'
      ? null
      : found(run.datasetId === null ? null : catalog.datasets.get(run.datasetId), 'dataset', run.datasetName)
  const { values, shape } = await kept.of(run, dataset?.folder ?? null, which.data!, parsed.data!, {
    ...{ solverSteps: solver.data, prior: named.data },
  })
  const [count, rows, columns, channels = 1] = shape
  const channel = channelOfQuery(query, Array(channels))
  const pictures = channelOf(values, channels, channel)
  const inUnit =
    parsed.data!.kind === 'samples' && unit === 'map'
      ? await samplesInMapUnit(run.folder, { ...parsed.data!, prior: named.data, channel }, pictures)
      : pictures
  return floatResponse(inUnit, [count, rows, columns])
}
