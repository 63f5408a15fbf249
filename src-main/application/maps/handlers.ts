import { rm, stat } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import type { mapEvents, mapMethods, SkyMap } from '../../../src-preload/contract/maps.ts'
import { CirrusError, refused } from '../../../src-preload/rpc/errors.ts'
import type { Handlers } from '../../../src-preload/rpc/server.ts'
import { readHealpixHeader } from '../../sky/fits/choose-column.ts'
import { convert } from '../../../src-shared/sky/frames.ts'
import { interpolate } from '../../../src-shared/sky/healpix/interpolate.ts'
import { found } from '../host/found.ts'
import { type Context } from '../host/context.ts'
import { inUserLanguage } from '../host/user-errors.ts'
import { freeId, reserveFolder, slug } from '../host/naming.ts'
import { withPresence } from './with-presence.ts'
import { tellChange } from '../host/tell-change.ts'
import { mapColumn } from './catalog-map.ts'
import { cutPatchToFile } from './cut-patch.ts'
import { describeMap } from './describe-map.ts'
import { citationOf } from './map-column.ts'

type MapContract = { methods: typeof mapMethods; events: typeof mapEvents }

/** Reads a map's header and statistics, and puts it into the catalog; a map that is there already is brought up to date. */
export async function registerMap(
  context: Context,
  path: string,
  options: { demo?: boolean; name?: string; signal?: AbortSignal; onProgress?(fraction: number): void } = {},
): Promise<SkyMap> {
  const { catalog } = context
  const file = resolve(path)
  const info = await describeMap(file, options)
  if (info.format !== 'healpix') {
    const sizes = info.hdus.map(({ name, width, height }) => `${name} ${width} x ${height}`).join(', ')
    throw refused(file, sizes, 'this is an image, not a HEALPix map; use it as a mask of an inpainting, or open a map.')
  }
  const header = await inUserLanguage(() => readHealpixHeader(file))
  const facts = {
    size: (await stat(file)).size,
    nside: info.nside,
    ordering: info.ordering,
    coordsys: info.coordsys,
    indexing: info.indexing,
    columns: info.columns.map((column) => ({ ...column, unit: column.unit ?? '' })),
    citation: citationOf(header),
  }
  const known = catalog.maps.list().find((map) => map.path === file)
  const name = options.name ?? basename(file).replace(/\.(fits?|fits?\.gz)$/i, '')
  const map = known
    ? catalog.maps.update(known.id, facts)!
    : catalog.maps.insert({
        id: freeId(slug(name), (id) => catalog.maps.get(id) !== null),
        name,
        path: file,
        ...facts,
        demo: options.demo ?? false,
        addedAt: new Date().toISOString(),
      })
  tellChange(context, 'maps', map.id)
  return { ...map, present: true }
}

export function mapHandlers(context: Context): Handlers<MapContract> {
  const { catalog, layout } = context
  return {
    'maps.list': () => catalog.maps.list().map(withPresence),
    'maps.get': ({ id }) => withPresence(found(catalog.maps.get(id), 'map', id)),

    'maps.open': ({ path }, { signal, progress }) =>
      registerMap(context, path, { signal, onProgress: (fraction) => progress({ fraction }) }),

    'maps.rename'({ id, name }) {
      const map = found(catalog.maps.update(id, { name }), 'map', id)
      tellChange(context, 'maps', id)
      return withPresence(map)
    },

    async 'maps.remove'({ id }) {
      found(catalog.maps.get(id), 'map', id)
      const dependent = catalog.datasets.list().filter((dataset) => dataset.mapId === id)
      if (dependent.length > 0) {
        throw new CirrusError(
          'conflict',
          `Datasets were cut from this map: ${dependent.map(({ name }) => name).join(', ')}. Remove them first.`,
        )
      }
      catalog.maps.remove(id)
      await rm(join(layout.cache, 'hips', id), { recursive: true, force: true })
      tellChange(context, 'maps', id)
      return {}
    },

    async 'maps.value'({ id, column: index, lon, lat }) {
      const { column } = await mapColumn(context, id, index)
      const [value] = interpolate(column.map, ...oneElement(convert('G', column.map.frame, lon, lat)))
      return { value: Number.isNaN(value) ? null : value, unit: column.unit }
    },

    async 'maps.patch'({ id, column: index, format, ...place }) {
      const { map, column } = await mapColumn(context, id, index)
      const exportId = reserveFolder(layout.exports, slug(`${map.id}-l${place.lon}-b${place.lat}`), catalog.exports)
      const folder = join(layout.exports, exportId)
      const name = `${exportId}.${format}`
      const path = join(folder, name)
      await cutPatchToFile({ path: map.path, ...place, out: path, format, loaded: column }).catch(async (error) => {
        await rm(folder, { recursive: true, force: true })
        throw error
      })
      catalog.exports.insert({
        id: exportId,
        source: { kind: 'map', id },
        folder,
        files: [{ name, path, size: (await stat(path)).size }],
        createdAt: new Date().toISOString(),
      })
      tellChange(context, 'exports', exportId)
      return { path }
    },
  }
}

const oneElement = ([lon, lat]: [number, number]): [number[], number[]] => [[lon], [lat]]
