import { stat } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import type { SkyMap } from '../../../src-preload/contract/maps.ts'
import { refused } from '../../../src-preload/rpc/errors.ts'
import type { Frame } from '../../../src-shared/sky/healpix/map.ts'
import { conventionOf } from '../../../src-shared/sky/polarisation.ts'
import type { HealpixHeader } from '../../sky/fits/healpix-header.ts'
import { scanMaps } from '../../sky/fits/map-info.ts'
import type { Context } from '../host/context.ts'
import { freeId, slug } from '../../../src-shared/text/names.ts'
import { tellChange } from '../host/tell-change.ts'
import { citationOf, stokesOfColumn } from './map-cards.ts'

export interface RegisterOptions {
  demo?: boolean
  name?: string
  /** Frame of the map, overriding its header. */
  coordsys?: Frame
  signal?: AbortSignal
  onProgress?(fraction: number): void
}

/**
 * Reads a map's header and statistics in one pass over the file, and adds it to the catalog; a map already there is
 * updated.
 * @throws FitsError for a file that can't be read; CirrusError refused for images
 */
export async function registerMap(context: Context, path: string, options: RegisterOptions = {}): Promise<SkyMap> {
  const { catalog } = context
  const file = resolve(path)
  const { info, headers } = await scanMaps(file, options)
  if (info.format !== 'healpix') {
    const sizes = info.hdus.map(({ name, width, height }) => `${name} ${width} x ${height}`).join(', ')
    throw refused(
      file,
      sizes,
      'this is an image, not a HEALPix map; use it as the mask of an inpainting, or open a map',
    )
  }
  const tables = headers.flatMap((header) => header.columns.map(() => header))
  const facts = {
    size: (await stat(file)).size,
    ...tableFacts(headers[0]),
    coordsysOverride: options.coordsys ?? null,
    columns: info.columns.map(({ name, unit, type, count, missing, min, max, mean }, i) => ({
      ...{ name, unit: unit ?? '', type, count, missing, min, max, mean },
      stokes: stokesOfColumn(tables[i], name) ?? undefined,
      table: tables[i] === headers[0] ? undefined : tableFacts(tables[i]),
    })),
    citation: citationOf(headers[0]),
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

const tableFacts = ({ nside, ordering, coordsys, indexing, cards }: HealpixHeader) => ({
  nside,
  ordering,
  coordsys,
  polcconv: conventionOf(cards.text('POLCCONV')) ?? null,
  indexing,
})
