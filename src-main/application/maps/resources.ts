import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { z } from 'zod'
import { viewValuesSchema, type ViewValues } from '../../../src-preload/contract/map-views.ts'
import { cutSchema, patchChannelsSchema } from '../../../src-preload/contract/maps.ts'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import { channelSets } from '../../../src-shared/sky/channels.ts'
import { displayCuts, schemeOf } from '../../../src-shared/colour/column-colours.ts'
import { displayZero } from '../../../src-shared/sky/display-zero.ts'
import { isImage, type SkyField } from '../../../src-shared/sky/field.ts'
import { reducedImage } from '../../../src-shared/sky/image/reduced-image.ts'
import { mollweidePicture } from '../../../src-shared/sky/projection/mollweide-picture.ts'
import { writeFileAtomically } from '../../files/atomic.ts'
import { thumbnailPicture } from './thumbnail-picture.ts'
import { encodePng } from '../../files/png.ts'
import { coarseSky } from '../../sky/hips/coarse-sky.ts'
import { fullSkyCoverage } from '../../sky/hips/coverage.ts'
import { placeOf, tileName, type TilePlace } from '../../sky/hips/pyramid.ts'
import { hipsProperties } from '../../sky/hips/properties.ts'
import type { Context } from '../host/context.ts'
import type { DataRoute } from '../host/data-route.ts'
import { bytesResponse, floatResponse } from '../host/responses.ts'
import { found } from '../host/found.ts'
import { fileVersion } from './file-version.ts'
import { keptTile } from './kept-tile.ts'
import { mapColumn, mapInterpolatedColumn, mapPatchSource, presentMap } from './catalog-map.ts'
import { valuesAside } from './patch-aside.ts'
import { valuesOfView } from './view-values.ts'

/** Serves /data/maps/: tiles of the sky view, a coarse sky, a thumbnail, cuts, values over a view. */
export const mapResources: readonly DataRoute[] = [
  [
    /^maps\/([^/]+)\/hips\/(\d+)\/(properties|Moc\.fits|Norder3\/Allsky\.fits|Norder\d\/Dir\d+\/Npix\d+\.fits)$/,
    skyTile,
  ],
  [/^maps\/([^/]+)\/coarse\/(\d+)$/, coarse],
  [/^maps\/([^/]+)\/thumbnail\.png$/, thumbnail],
  [/^maps\/([^/]+)\/cut\/(\d+)$/, cut],
  [/^maps\/([^/]+)\/view\/(\d+)$/, view],
]

/** Counts the changes of what tiles hold: those on disk of an earlier Cirrus are made anew. */
const form = 3

/** Tiles are made on first request and kept on disk. */
async function skyTile(context: Context, [id, index, name]: string[]): Promise<Response> {
  // aladin-lite asks for previews of small tiles, whatever the tiles; there are none.
  if (name === 'Norder3/Allsky.fits') return new Response(null, { status: 204 })
  if (name === 'Moc.fits') return bytesResponse(fullSkyCoverage(), 'application/fits')
  const map = presentMap(context, id)
  const facts = found(map.columns[Number(index)], `column of ${map.name}`, index)
  const zero = displayZero(facts)
  // A choice of the frame or the convention changes what tiles of some columns show.
  const given = [map.coordsysOverride, map.polcconvOverride].filter(Boolean).map((word) => `-${word}`)
  const version = `${form}-${index}-${await fileVersion(map.path)}${zero === 0 ? '' : `-zero-${zero}`}${given.join('')}`
  const cache = join(context.layout.cache, 'hips')
  const folder = join(cache, map.id, version)
  const isCyclic = schemeOf(facts) === 'cyclic'
  const tile = (place: TilePlace) =>
    keptTile(cache, join(folder, tileName(place)), async () => {
      const { column } = await mapColumn(context, id, Number(index))
      return context.tiles.tile(column.map, place, { zero, isCyclic })
    })
  const place = placeOf(name)
  if (place) return bytesResponse(await tile(place), 'application/fits')
  const properties = await keptTile(cache, join(folder, name), async () => {
    const { column } = await mapColumn(context, id, Number(index))
    // The base tiles are asked for next: workers make them meanwhile.
    for (let number = 0; number < 12; number++) tile({ order: 0, number }).catch(() => undefined)
    const title = `${map.name} ${column.name}`
    const extremes = facts.min === null || facts.max === null ? null : ([facts.min, facts.max] as const)
    const cutsFor = (cuts: [number, number]) => displayCuts(facts, cuts)
    return Buffer.from(hipsProperties(column.map, { id: map.id, title, zero, extremes, cutsFor }))
  })
  return bytesResponse(properties, 'text/plain; charset=utf-8')
}

/** Not kept: it takes less time than its file would. */
async function coarse(context: Context, [id, index]: string[]): Promise<Response> {
  const map = presentMap(context, id)
  const facts = found(map.columns[Number(index)], `column of ${map.name}`, index)
  const { column } = await mapColumn(context, id, Number(index))
  const values = coarseSky(column.map, { zero: displayZero(facts), isCyclic: schemeOf(facts) === 'cyclic' })
  return floatResponse(values, [values.length])
}

/** Pixels on the longer side of a thumbnail. */
const thumbnailWidth = 480
/** Counts the changes of how thumbnails are drawn. */
const thumbnailForm = 2

async function thumbnail(context: Context, [id]: string[]): Promise<Response> {
  const map = presentMap(context, id)
  const name = `${map.id}-${thumbnailForm}-${await fileVersion(map.path)}.png`
  const file = join(context.layout.cache, 'thumbnails', name)
  const kept = await readFile(file).catch(() => null)
  if (kept) return bytesResponse(kept, 'image/png')
  const { column } = await mapColumn(context, id, 0)
  const { values, width, height } = pictureOf(column.map)
  const bytes = encodePng(thumbnailPicture(map.columns[0], values, width, height))
  await writeFileAtomically(file, bytes)
  return bytesResponse(bytes, 'image/png')
}

/** The whole sky of a HEALPix map, or all of an image, in the order of its pixels. */
function pictureOf(field: SkyField): { values: Float64Array; width: number; height: number } {
  if (isImage(field)) return reducedImage(field, thumbnailWidth)
  const values = mollweidePicture(field, thumbnailWidth)
  return { values, width: thumbnailWidth, height: thumbnailWidth / 2 }
}

async function cut(context: Context, [id, index]: string[], query: URLSearchParams): Promise<Response> {
  const { channels, lon, lat, size, width } = parsedQuery(
    cutSchema.extend({ channels: patchChannelsSchema.optional() }),
    query,
  )
  const source = await mapPatchSource(context, id, Number(index), channels)
  const values = await valuesAside({ source, lon, lat, size, width })
  return floatResponse(values, [...(channels ? [channelSets[channels].length] : []), size, size])
}

async function view(context: Context, [id, index]: string[], query: URLSearchParams): Promise<Response> {
  const asked = parsedQuery(viewValuesSchema, query)
  const { values, rows, columns } = await valuesOfView(await columnFor(context, id, Number(index), asked), asked)
  return floatResponse(values, [rows, columns])
}

/** A derived column has pixels of its own, but is interpolated by its Stokes parameters. */
async function columnFor(context: Context, id: string, index: number, { sampling }: ViewValues) {
  if (sampling === 'interpolated') return (await mapInterpolatedColumn(context, id, index)).column
  const { column } = await mapColumn(context, id, index)
  return { ...column, derivation: null, parts: [column] }
}

/** The parameters of an address; what looks like a number is one. @throws CirrusError invalid-params */
function parsedQuery<T>(schema: z.ZodType<T>, query: URLSearchParams): T {
  const given = [...query].map(([name, text]) => [name, Number.isNaN(Number(text)) ? text : Number(text)])
  const parsed = schema.safeParse(Object.fromEntries(given))
  if (!parsed.success) throw new CirrusError('invalid-params', parsed.error.issues[0].message)
  return parsed.data
}
