import type { mapStatisticsMethods } from '../../../src-preload/contract/index.ts'
import type { Handlers } from '../../../src-preload/rpc/server.ts'
import { equalAreaLatitudes } from '../../../src-shared/sky/missing-by-latitude.ts'
import { edgesOfBins } from '../../../src-shared/statistics/bin-edges.ts'

type StatisticsContract = { methods: typeof mapStatisticsMethods; events: Record<never, never> }

/** Statistics of made-up maps: values from 0.5 to 80, fewer and fewer. */
export function createFakeMapStatistics(): Handlers<StatisticsContract> {
  return {
    'maps.distribution': () => ({
      cuts: [1, 70],
      edges: edgesOfBins({ from: 0.5, to: 80 }, 64, 'linear'),
      counts: Array.from({ length: 64 }, (_, i) => Math.round(1e5 * Math.exp(-i / 8))),
      missing: 2400,
    }),
    'maps.histogram': ({ bins, scale, from = 0.5, to = 80 }) => ({
      scale,
      edges: edgesOfBins({ from, to }, bins, scale),
      counts: Array.from({ length: bins }, (_, i) => Math.round(1e5 * Math.exp((-8 * i) / bins))),
      below: scale === 'log' ? 12 : 0,
      above: 0,
      missing: 2400,
    }),
    'maps.latitudes': ({ bins }) => ({
      edges: equalAreaLatitudes(bins),
      pixels: new Array<number>(bins).fill(2000),
      missing: Array.from({ length: bins }, (_, i) => (Math.abs(i - (bins - 1) / 2) < 2 ? 500 : 0)),
    }),
    'maps.cards': () => [
      {
        ...{ index: 0, name: 'PRIMARY', kind: 'image' },
        cards: [{ keyword: 'SIMPLE', value: 'T', comment: 'conforms to FITS' }],
      },
      {
        ...{ index: 1, name: 'MAP', kind: 'table' },
        cards: [
          { keyword: 'NSIDE', value: '512', comment: 'HEALPix resolution' },
          { keyword: 'COORDSYS', value: 'G', comment: '' },
          { keyword: 'HISTORY', value: null, comment: 'destriped' },
        ],
      },
    ],
    'maps.checksums': () => ({ sha256: 'a1'.repeat(32), md5: 'b2'.repeat(16) }),
  }
}
