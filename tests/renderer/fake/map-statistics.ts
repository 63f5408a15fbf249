import type { mapStatisticsMethods } from '../../../src-preload/contract/index.ts'
import type { Handlers } from '../../../src-preload/rpc/server.ts'
import { edgesOfBins } from '../../../src-shared/statistics/bin-edges.ts'

type StatisticsContract = { methods: typeof mapStatisticsMethods; events: Record<never, never> }

/** Statistics of made-up maps: values from 0.5 to 80, fewer and fewer. */
export function createFakeMapStatistics(): Handlers<StatisticsContract> {
  return {
    'maps.histogram': ({ bins, scale, from = 0.5, to = 80 }) => ({
      scale,
      edges: edgesOfBins({ from, to }, bins, scale),
      counts: Array.from({ length: bins }, (_, i) => Math.round(1e5 * Math.exp((-8 * i) / bins))),
      below: scale === 'log' ? 12 : 0,
      above: 0,
      missing: 2400,
    }),
  }
}
