import { join } from 'node:path'
import type { mapEvents, mapMethods } from '../../../src-preload/contract/maps.ts'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import type { Handlers } from '../../../src-preload/rpc/server.ts'
import { convert } from '../../../src-shared/sky/frames.ts'
import { pixelUnder } from '../../../src-shared/sky/healpix/pixel-under.ts'
import { removeFolder } from '../../files/remove-folder.ts'
import { found } from '../host/found.ts'
import { type Context } from '../host/context.ts'
import { slug } from '../../../src-shared/text/names.ts'
import { tellChange } from '../host/tell-change.ts'
import { withPresence } from './with-presence.ts'
import { mapInterpolatedColumn, mapPatchSource, presentMap } from './catalog-map.ts'
import { writeMapExport } from './map-export.ts'
import { writeViewImage } from './view-image.ts'
import { fileAside } from './patch-aside.ts'
import { valueAt } from './interpolated-column.ts'
import { spectrumOfPatch } from './spectrum-of-patch.ts'
import { registerMap } from './register-map.ts'

type MapContract = { methods: typeof mapMethods; events: typeof mapEvents }

export function mapHandlers(context: Context): Handlers<MapContract> {
  const { catalog, layout } = context
  const change = (id: string, facts: { name: string } | { note: string }) => {
    const map = found(catalog.maps.update(id, facts), 'map', id)
    tellChange(context, 'maps', id)
    return withPresence(map)
  }
  return {
    'maps.list': () => catalog.maps.list().map(withPresence),
    'maps.get': ({ id }) => withPresence(found(catalog.maps.get(id), 'map', id)),

    'maps.open': ({ path, coordsys, polcconv }, { signal, progress }) =>
      registerMap(context, path, { coordsys, polcconv, signal, onProgress: (fraction) => progress({ fraction }) }),

    'maps.rename': ({ id, name }) => change(id, { name }),
    'maps.note': ({ id, note }) => change(id, { note }),

    async 'maps.remove'({ id }) {
      found(catalog.maps.get(id), 'map', id)
      const dependent = catalog.datasets.list().filter((dataset) => dataset.mapId === id)
      if (dependent.length > 0) {
        throw new CirrusError(
          'conflict',
          `Datasets were cut from this map: ${dependent.map(({ name }) => name).join(', ')}. Delete them first.`,
        )
      }
      catalog.maps.remove(id)
      for (const kept of ['hips', 'statistics']) await removeFolder(join(layout.cache, kept, id))
      tellChange(context, 'maps', id)
      return {}
    },

    async 'maps.value'({ id, column: index, lon, lat }) {
      const { column } = await mapInterpolatedColumn(context, id, index)
      const value = valueAt(column, { lon, lat })
      const { grid, parts } = column
      const pixel =
        grid.kind === 'healpix'
          ? pixelUnder(grid.nside, grid.ordering, ...convert('G', parts[0].map.frame, lon, lat))
          : undefined
      return { value: Number.isNaN(value) ? null : value, unit: column.unit, pixel }
    },

    async 'maps.spectrum'({ id, column: index, cross, unit, frequency, ...order }, { signal }) {
      const source = async (mapId: string, at: number, gigahertz: number | undefined) => {
        const { map, column } = await mapInterpolatedColumn(context, mapId, at)
        return { path: map.path, column, unit, frequency: gigahertz }
      }
      return spectrumOfPatch({
        ...order,
        first: await source(id, index, frequency),
        second: cross && (await source(cross.id, cross.column, cross.frequency ?? frequency)),
        signal,
      })
    },

    async 'maps.image'({ id, column: index, ...view }, { signal }) {
      const { map, column } = await mapInterpolatedColumn(context, id, index)
      const name = slug(`${map.id}-${view.projection}-l${view.lon}-b${view.lat}`)
      const path = await writeMapExport(context, id, name, 'fits', (out) =>
        writeViewImage({ path: map.path, ...view, out, loaded: column, signal }),
      )
      return { path }
    },

    async 'maps.patch'({ id, column: index, channels, format, ...place }) {
      const map = presentMap(context, id)
      const source = await mapPatchSource(context, id, index, channels)
      const name = slug(`${map.id}-l${place.lon}-b${place.lat}`)
      const path = await writeMapExport(context, id, name, format, (out) =>
        fileAside({ path: map.path, ...place, out, format, source }),
      )
      return { path }
    },
  }
}
