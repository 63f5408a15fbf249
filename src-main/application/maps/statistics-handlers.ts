import { columnHistogramSchema, type mapStatisticsMethods } from '../../../src-preload/contract/map-statistics.ts'
import type { Handlers } from '../../../src-preload/rpc/server.ts'
import type { Context } from '../host/context.ts'
import { mapColumn } from './catalog-map.ts'
import { columnHistogram } from './column-histogram.ts'
import { keptStatistics } from './kept-statistics.ts'

type StatisticsContract = { methods: typeof mapStatisticsMethods; events: Record<never, never> }

/** Statistics of the pixels of a map's column. */
export function statisticsHandlers(context: Context): Handlers<StatisticsContract> {
  return {
    async 'maps.histogram'({ id, column: index, ...question }, { signal }) {
      const { map, column } = await mapColumn(context, id, index)
      const measure = () => columnHistogram(column.map.values, question, signal)
      // Any other range may be one of many, as while a clip is dragged.
      if (question.from !== undefined || question.to !== undefined) return measure()
      const name = `histogram ${column.name} ${question.scale} ${question.bins}`
      return keptStatistics(context, map, name, columnHistogramSchema, measure)
    },
  }
}
