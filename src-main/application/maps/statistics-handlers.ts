import {
  checksumsSchema,
  columnDistributionSchema,
  columnHistogramSchema,
  latitudesSchema,
  type mapStatisticsMethods,
} from '../../../src-preload/contract/map-statistics.ts'
import type { Handlers } from '../../../src-preload/rpc/server.ts'
import { checksumOf } from '../../files/file-checksum.ts'
import type { Context } from '../host/context.ts'
import { mapColumn, presentMap } from './catalog-map.ts'
import { columnDistribution } from './column-distribution.ts'
import { columnHistogram } from './column-histogram.ts'
import { headerCards } from './header-cards.ts'
import { keptStatistics } from './kept-statistics.ts'
import type { LoadedColumn } from './map-column.ts'
import { mapLatitudes } from './map-latitudes.ts'
import { withAbsent } from './with-absent.ts'

/** A column's name for what is kept; the polarisation angle depends on the convention, which the user may choose. */
const nameOf = ({ name, derivation }: LoadedColumn) =>
  derivation?.kind === 'angle' ? `${name} ${derivation.convention}` : name

type StatisticsContract = { methods: typeof mapStatisticsMethods; events: Record<never, never> }

/** What a map's page shows: statistics of the pixels of a column, headers and checksums of the file. */
export function statisticsHandlers(context: Context): Handlers<StatisticsContract> {
  return {
    async 'maps.distribution'({ id, column: index }, { signal }) {
      const { map, column } = await mapColumn(context, id, index)
      return keptStatistics(context, map, `distribution ${nameOf(column)}`, columnDistributionSchema, async () =>
        withAbsent(column.map, await columnDistribution(column.map.values, signal)),
      )
    },

    async 'maps.histogram'({ id, column: index, ...question }, { signal }) {
      const { map, column } = await mapColumn(context, id, index)
      const measure = async () => withAbsent(column.map, await columnHistogram(column.map.values, question, signal))
      // Any other range may be one of many, as while a clip is dragged.
      if (question.from !== undefined || question.to !== undefined) return measure()
      const name = `histogram ${nameOf(column)} ${question.scale} ${question.bins}`
      return keptStatistics(context, map, name, columnHistogramSchema, measure)
    },

    async 'maps.latitudes'({ id, column: index, bins }, { signal }) {
      const { map, column } = await mapColumn(context, id, index)
      const name = `latitudes ${column.name} ${column.map.frame} ${bins}`
      return keptStatistics(context, map, name, latitudesSchema, () => mapLatitudes(column.map, bins, signal))
    },

    'maps.cards': ({ id }) => headerCards(presentMap(context, id).path),

    'maps.checksums': ({ id }, { signal }) => {
      const map = presentMap(context, id)
      return keptStatistics(context, map, 'checksums', checksumsSchema, async () => ({
        sha256: await checksumOf(map.path, 'sha256', signal),
        md5: await checksumOf(map.path, 'md5', signal),
      }))
    },
  }
}
