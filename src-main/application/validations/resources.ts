import {
  validationArraySchema,
  validationPicturesSchema,
  type Validation,
  type ValidationPictures,
} from '../../../src-preload/contract/validations.ts'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import { standardOf } from '../../../src-preload/contract/datasets.ts'
import { readNpyHeader } from '../../files/npy.ts'
import { slopeAt, type Standard } from '../../../src-shared/sky/scale.ts'
import { found } from '../host/found.ts'
import type { Context } from '../host/context.ts'
import type { DataRoute } from '../host/data-route.ts'
import { pageOfQuery } from '../host/page-of-query.ts'
import { picturesInMapUnit } from '../samples/pictures-in-map-unit.ts'
import { patchesOfSamples, readSampledDataset } from '../samples/sampled-dataset.ts'
import { seedOfDraws } from './measure/stored-decodings.ts'
import {
  readValidationArray,
  readValidationPictures,
  validationFiles,
  type ValidationRecord,
} from './validation-folder.ts'
import { floatResponse } from '../host/responses.ts'

/** Serves /data/validations/. */
export const validationResources: readonly DataRoute[] = [[/^validations\/([^/]+)\/([a-z-]+)$/, validationArray]]

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
  const record = await validationRecords.of(validation)
  const standards = (await standardsOf(record, name)).slice(from)
  const undone = (values: Float32Array) =>
    picturesInMapUnit(values, standards.slice(0, values.length / validation.size ** 2), record)
  if (name === 'residuals') {
    const [originals, reconstructions] = [undone(await read('originals')), undone(await read('reconstructions'))]
    return originals.map((value, i) => value - reconstructions[i])
  }
  if (name === 'deviations') {
    const values = undone(await read('reconstructions'))
    const pixels = validation.size ** 2
    return (await read(name)).map(
      (deviation, i) => deviation * standards[Math.floor(i / pixels)].std * slopeAt(values[i], record),
    )
  }
  return undone(await read(name))
}

/** What undoes the standardisation of each picture: of samples, as of all draws, it is that of a training patch. */
async function standardsOf(record: ValidationRecord, name: ValidationPictures): Promise<readonly Standard[]> {
  if (name === 'nearest') return record.nearest
  if (name !== 'samples') return record.patches
  const draw = { count: record.config.priorSamples, seed: seedOfDraws, given: {} }
  const taken = await patchesOfSamples(await readSampledDataset(record), [], draw)
  return taken.map(({ patch }) => standardOf(patch, record.channel))
}
