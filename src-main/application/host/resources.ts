import { stat, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import { cutSchema } from '../../../src-preload/contract/maps.ts'
import { inpaintingArraySchema, type Inpainting } from '../../../src-preload/contract/inpaintings.ts'
import { runFiles } from '../../engine/training/run-folder.ts'
import { writeFileAtomically } from '../../files/atomic.ts'
import { encodePng } from '../../files/png.ts'
import { readNpy } from '../../files/npy.ts'
import { hipsAllSky } from '../../sky/hips/all-sky.ts'
import { fullSkyCoverage } from '../../sky/hips/coverage.ts'
import { hipsProperties } from '../../sky/hips/properties.ts'
import { hipsTile } from '../../sky/hips/tile.ts'
import { cutPatch } from '../../sky/patches/cut-patch.ts'
import { mollweidePicture } from '../../../src-shared/sky/projection/mollweide-picture.ts'
import { toMapUnits } from '../../../src-shared/sky/scale.ts'
import { found } from './found.ts'
import { type Context } from './context.ts'
import { asCirrusError } from './user-errors.ts'
import { mapColumn, presentMap } from '../maps/handlers.ts'
import { colourPicture } from '../../figures/colour-picture.ts'
import { readPatches } from '../datasets/dataset-folder.ts'
import { dataOf, readMask } from '../inpaintings/inpaint-patch.ts'
import { readInpaintingPictures, readInpaintingRecord } from '../inpaintings/inpainting-folder.ts'
import { listRunFiles } from '../runs/run-folder.ts'
import { bytesResponse, downloadResponse, errorResponse, floatResponse, textResponse } from './responses.ts'
import { decodedLatents, validationArray } from '../validations/resources.ts'

type Answer = (context: Context, parts: string[], query: URLSearchParams) => Promise<Response>

/** Who answers which address below /data/. Groups of the pattern are the answer's `parts`. */
const routes: readonly [RegExp, Answer][] = [
  [/^maps\/([^/]+)\/hips\/(\d+)\/(properties|Moc\.fits|Norder3\/Allsky\.fits|Norder3\/Dir0\/Npix\d+\.fits)$/, skyTile],
  [/^maps\/([^/]+)\/thumbnail\.png$/, thumbnail],
  [/^maps\/([^/]+)\/cut\/(\d+)$/, cut],
  [/^datasets\/([^/]+)\/patches$/, patches],
  [/^runs\/([^/]+)\/samples\/(\d+)$/, sample],
  [/^runs\/([^/]+)\/latent-kl\/(\d+)$/, latentKl],
  [/^runs\/([^/]+)\/files\/(.+)$/, runFile],
  [/^runs\/([^/]+)\/(interpolation|walk|prior-samples)$/, decodedLatents],
  [/^validations\/([^/]+)\/([a-z-]+)$/, validationArray],
  [/^inpaintings\/([^/]+)\/([a-z]+)$/, inpaintingPicture],
  [/^exports\/([^/]+)\/([^/]+)$/, exportedFile],
]

/**
 * Answers every GET /data/...: tiles, pictures, patches, files. What is large travels here and not as messages.
 * Never throws: a failure is a response with its sentence.
 */
export const createResources =
  (context: Context) =>
  async (request: Request): Promise<Response> => {
    const { pathname, searchParams } = new URL(request.url)
    const address = pathname.replace(/^\/data\//, '')
    try {
      for (const [pattern, answer] of routes) {
        const match = pattern.exec(address)
        if (match) return await answer(context, match.slice(1).map(decoded), searchParams)
      }
      return textResponse(`There is nothing at ${pathname}.`, 404)
    } catch (error) {
      return errorResponse(asCirrusError(error))
    }
  }

/** @throws CirrusError not-found for a part that is no text */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    throw new CirrusError('not-found', `"${part}" is no name.`)
  }
}

/** Tiles are made when first asked for, and kept on the disk. */
async function skyTile(context: Context, [id, index, name]: string[]): Promise<Response> {
  if (name === 'Moc.fits') return bytesResponse(fullSkyCoverage(), 'application/fits')
  const map = presentMap(context, id)
  const file = join(context.layout.cache, 'hips', map.id, `${index}-${await versionOf(map.path)}`, name)
  const kept = await readFile(file).catch(() => null)
  if (kept) return bytesResponse(kept, name === 'properties' ? 'text/plain; charset=utf-8' : 'application/fits')
  const { column } = await mapColumn(context, id, Number(index))
  const tile = /Npix(\d+)\.fits$/.exec(name)
  const bytes = tile
    ? hipsTile(column.map, Number(tile[1]))
    : name === 'properties'
      ? Buffer.from(hipsProperties(column.map, { id: map.id, title: `${map.name} ${column.name}` }))
      : hipsAllSky(column.map)
  await writeFileAtomically(file, bytes)
  return bytesResponse(bytes, name === 'properties' ? 'text/plain; charset=utf-8' : 'application/fits')
}

/** Maps of one nside are equally long: only with its time a file is told from the one that it replaced. */
async function versionOf(path: string): Promise<string> {
  const { size, mtimeMs } = await stat(path)
  return `${size}-${Math.round(mtimeMs)}`
}

/** Pixels on the longer side of a thumbnail. */
const thumbnailWidth = 480

async function thumbnail(context: Context, [id]: string[]): Promise<Response> {
  const map = presentMap(context, id)
  const file = join(context.layout.cache, 'thumbnails', `${map.id}-${await versionOf(map.path)}.png`)
  const kept = await readFile(file).catch(() => null)
  if (kept) return bytesResponse(kept, 'image/png')
  const { column } = await mapColumn(context, id, 0)
  const values = mollweidePicture(column.map, thumbnailWidth)
  // Dust spans decades: a logarithm shows both plane and poles, where all values allow one.
  const positive = values.every((value) => Number.isNaN(value) || value > 0)
  const shown = positive ? values.map(Math.log) : values
  const bytes = encodePng(colourPicture(shown, thumbnailWidth, thumbnailWidth / 2))
  await writeFileAtomically(file, bytes)
  return bytesResponse(bytes, 'image/png')
}

async function cut(context: Context, [id, index]: string[], query: URLSearchParams): Promise<Response> {
  const parsed = cutSchema.safeParse(Object.fromEntries([...query].map(([name, text]) => [name, Number(text)])))
  if (!parsed.success) throw new CirrusError('invalid-params', parsed.error.issues[0].message)
  const { lon, lat, size, width } = parsed.data
  const { column } = await mapColumn(context, id, Number(index))
  return floatResponse(Float32Array.from(cutPatch(column.map, lon, lat, { size, width })), [size, size])
}

/** Patches asked for at once at most: a gallery's page. */
const mostPatches = 512

async function patches(context: Context, [id]: string[], query: URLSearchParams): Promise<Response> {
  const dataset = found(context.catalog.datasets.get(id), 'dataset', id)
  const from = Number(query.get('from') ?? 0)
  const wanted = Number(query.get('count') ?? 1)
  if (!Number.isInteger(from) || !Number.isInteger(wanted) || from < 0 || wanted < 1 || wanted > mostPatches) {
    throw new CirrusError('invalid-params', `from and count are whole numbers, at most ${mostPatches} patches at once.`)
  }
  if (dataset.state !== 'complete')
    throw new CirrusError('not-found', `${dataset.name} is ${dataset.state}; its patches are not there yet.`)
  if (from >= dataset.count)
    throw new CirrusError('not-found', `${dataset.name} has ${dataset.count} patches; there is none from ${from} on.`)
  const count = Math.min(wanted, dataset.count - from)
  const values = await readPatches(dataset.folder, from, count)
  const { size, scale } = dataset.recipe
  if (query.get('unit') === 'map') {
    const table = await context.patchTables.of(dataset)
    for (let k = 0; k < count; k++) {
      const at = k * size * size
      values.set(toMapUnits(values.subarray(at, at + size * size), table[from + k], scale), at)
    }
  }
  return floatResponse(values, [count, size, size])
}

async function sample(context: Context, [id, epoch]: string[]): Promise<Response> {
  const run = found(context.catalog.runs.get(id), 'run', id)
  const { data, shape } = await readNpy(runFiles(run.folder).sample(Number(epoch))).catch(() => {
    throw new CirrusError('not-found', `${run.name} has no sample of epoch ${epoch}.`)
  })
  return floatResponse(data as Float32Array, shape)
}

async function runFile(context: Context, [id, path]: string[]): Promise<Response> {
  const { folder, name } = found(context.catalog.runs.get(id), 'run', id)
  // Only what is listed: a path that leads out of the folder is not.
  const file = (await listRunFiles(folder)).find((each) => each.path === path)
  if (!file) throw new CirrusError('not-found', `${name} has no file ${path}.`)
  return downloadResponse(join(folder, path), `${id}-${basename(path)}`)
}

async function latentKl(context: Context, [id, epoch]: string[]): Promise<Response> {
  const run = found(context.catalog.runs.get(id), 'run', id)
  const { data, shape } = await readNpy(runFiles(run.folder).latentKl(Number(epoch))).catch(() => {
    throw new CirrusError('not-found', `${run.name} has no KL by latents of epoch ${epoch}.`)
  })
  return floatResponse(data as Float32Array, shape)
}

async function inpaintingPicture(context: Context, [id, name]: string[], query: URLSearchParams): Promise<Response> {
  const inpainting = found(context.catalog.inpaintings.get(id), 'inpainting', id)
  const array = inpaintingArraySchema.safeParse(name)
  if (!array.success) throw new CirrusError('not-found', `An inpainting has no picture "${name}".`)
  const { original, mask, reconstruction, toUnit } = await picturesOf(context, inpainting)
  const inUnit = (values: Float32Array) => (query.get('unit') === 'map' ? toUnit(values) : values)
  const model = () => {
    if (reconstruction) return inUnit(reconstruction)
    throw new CirrusError('not-found', `${id} is ${inpainting.state}; its ${name} is not there yet.`)
  }
  const picture = () => {
    switch (array.data) {
      case 'mask':
        return mask
      case 'original':
        return inUnit(original)
      case 'corrupted':
        return inUnit(dataOf(original, inpainting.config.operator, inpainting)).map((value, i) =>
          mask[i] ? value : NaN,
        )
      case 'reconstruction':
        return model()
      case 'residual': {
        const fill = model()
        return inUnit(original).map((value, i) => value - fill[i])
      }
    }
  }
  return floatResponse(picture(), [inpainting.size, inpainting.size])
}

/** A complete inpainting's pictures are its files; before that, patch and mask are known already. */
async function picturesOf({ catalog, patchTables }: Context, { folder, state, config, datasetId, size }: Inpainting) {
  if (state === 'complete') {
    const record = await readInpaintingRecord(folder)
    const toUnit = (values: Float32Array) => toMapUnits(values, record, record.scale)
    return { ...(await readInpaintingPictures(folder)), toUnit }
  }
  const dataset = found(datasetId === null ? null : catalog.datasets.get(datasetId), 'dataset', datasetId ?? '')
  const patch = (await patchTables.of(dataset))[config.patch]
  return {
    original: await readPatches(dataset.folder, config.patch, 1),
    mask: Float32Array.from(await readMask(config.mask, size)),
    reconstruction: null,
    toUnit: (values: Float32Array) => toMapUnits(values, patch, dataset.recipe.scale),
  }
}

async function exportedFile(context: Context, [id, name]: string[]): Promise<Response> {
  const { files } = found(context.catalog.exports.get(id), 'export', id)
  const file = found(
    files.find((each) => each.name === name),
    `file of ${id}`,
    name,
  )
  return downloadResponse(file.path, file.name).catch(() => {
    throw new CirrusError('not-found', `${file.path} is no longer there.`)
  })
}
