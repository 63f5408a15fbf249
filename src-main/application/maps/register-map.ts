import { stat } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { SkyMap } from '../../../src-preload/contract/maps.ts'
import { refused } from '../../../src-preload/rpc/errors.ts'
import { conventionOf } from '../../../src-shared/sky/polarisation.ts'
import { gridOf } from '../../sky/fits/grid-of.ts'
import type { HeaderOptions, MapHeader } from '../../sky/fits/map-header.ts'
import { scanMaps } from '../../sky/fits/map-info.ts'
import { stokesOfColumn } from '../../sky/fits/stokes-of-column.ts'
import type { Context } from '../host/context.ts'
import { freeId, nameOf, slug } from '../../../src-shared/text/names.ts'
import { tellChange } from '../host/tell-change.ts'
import { citationOf } from './map-cards.ts'

export interface RegisterOptions extends HeaderOptions {
  demo?: boolean
  name?: string
  signal?: AbortSignal
  onProgress?(fraction: number): void
}

/**
 * Reads a map's header and statistics in one pass over the file, and adds it to the catalog; a map already there is
 * updated.
 * @throws FitsError for a file that can't be read; CirrusError refused for images without celestial coordinates
 */
export async function registerMap(context: Context, path: string, options: RegisterOptions = {}): Promise<SkyMap> {
  const { catalog } = context
  const file = resolve(path)
  const { info, headers } = await scanMaps(file, options)
  if (headers.length === 0 && info.format === 'image') {
    const sizes = info.hdus.map(({ name, width, height }) => `${name} ${width} x ${height}`).join(', ')
    throw refused(
      file,
      sizes,
      'this image has no celestial coordinates (cards CTYPE1 and CTYPE2, such as GLON-TAN and GLAT-TAN), so its place on the sky is not known; add them, use it as the mask of an inpainting, or open a map',
    )
  }
  const first = tableFacts(headers[0])
  const facts = {
    size: (await stat(file)).size,
    ...first,
    coordsysOverride: options.coordsys ?? null,
    polcconvOverride: options.polcconv ?? null,
    columns: info.columns.map(({ name, unit, type, count, missing, min, max, mean, derived, band, frequency }, i) => ({
      ...{ name, unit: unit ?? '', type, count, missing, min, max, mean },
      stokes: stokesOfColumn(headers[i], name) ?? undefined,
      derived,
      band,
      frequency,
      hdu: headers[i] === headers[0] ? undefined : headers[i].columns[0].hdu.index,
      table: isDeepStrictEqual(tableFacts(headers[i]), first) ? undefined : tableFacts(headers[i]),
    })),
    citation: citationOf(headers[0]),
  }
  const known = catalog.maps.list().find((map) => map.path === file)
  const name = options.name ?? nameOf(basename(file).replace(/\.fits?(\.(gz|fz))?$/i, ''))
  const map = known
    ? catalog.maps.update(known.id, facts)!
    : catalog.maps.insert({
        id: freeId(slug(name), (id) => catalog.maps.get(id) !== null),
        name,
        path: file,
        ...facts,
        note: '',
        demo: options.demo ?? false,
        addedAt: new Date().toISOString(),
      })
  tellChange(context, 'maps', map.id)
  return { ...map, present: true }
}

const tableFacts = (header: MapHeader) => ({
  grid: gridOf(header),
  coordsys: header.coordsys,
  polcconv: conventionOf(header.polcconv) ?? null,
})
