import type { Job, mapMakingMethods, mapProductMethods, MapProductState } from '../../../src-preload/contract/index.ts'
import type { Handlers } from '../../../src-preload/rpc/server.ts'
import { endedJob } from './exports.ts'

const product = (name: string, title: string, facts: Partial<MapProductState> = {}): MapProductState => ({
  ...{ name, title, file: `${name}.fits`, url: `https://archive.test/${name}.fits`, nside: 2048, frequency: 545 },
  ...{ bytes: null, md5: '0123456789abcdef0123456789abcdef', citation: 'Planck Collaboration 2016, A&A 596, A109' },
  ...{ path: `/home/astro/.local/share/cirrus/maps/${name}.fits`, downloaded: 0, mapId: null, jobId: null },
  ...facts,
})

/** Products of an archive: one to download, one of which a part is there, and one that is open already. */
export const mapProducts = (): MapProductState[] => [
  product('gnilc-545', 'GNILC thermal dust at 545 GHz'),
  product('gnilc-857', 'GNILC thermal dust at 857 GHz', { downloaded: 43_000_000, frequency: 857 }),
  product('mask-galactic', 'HFI Galactic masks', {
    frequency: null,
    md5: null,
    mapId: 'iris-100um',
    bytes: 402_000_000,
  }),
]

/** Downloads of an in-memory host, which never end by themselves. */
export function createFakeProducts(jobs: Job[], jobChanged: (job: Job) => void) {
  const products = mapProducts()
  const handlers: Handlers<{
    methods: typeof mapProductMethods & typeof mapMakingMethods
    events: Record<never, never>
  }> = {
    'maps.products': () => products,
    'maps.convert': ({ id }) => endedJob({ kind: 'map', title: `Convert ${id}`, subject: id }),
    'maps.previewConversion': ({ nside = 512, ordering = 'RING', coordsys = 'G' }) => ({
      ...{ nside, ordering, coordsys, partial: false, bytes: 48 * nside ** 2, interpolated: coordsys !== 'G' },
      columns: [{ name: 'I_100UM', unit: 'MJy/sr', type: 'float32' }],
      steps: coordsys === 'G' ? [] : ['Rotated from Galactic coordinates by bilinear interpolation.'],
      leftOut: [],
    }),
    'maps.previewStack': () => ({ count: 12, size: 33, channels: 'QU' }),
    'maps.assembleStack': ({ path }) => endedJob({ kind: 'map', title: `Assemble ${path}`, subject: 'iris-100um' }),
    'maps.assemble': ({ datasetId }) =>
      endedJob({ kind: 'map', title: `Assemble ${datasetId}`, subject: 'iris-100um' }),
    'maps.download': ({ name }) => {
      const wanted = products.find((one) => one.name === name)!
      const job: Job = {
        ...{ id: `job-${name}`, kind: 'map', title: `Download ${name}`, subject: null, state: 'running' },
        ...{ fraction: 0.25, note: '50.0 MB of 201 MB, 3.40 MB/s', secondsLeft: 44, failure: null, cancellable: true },
        ...{ startedAt: new Date().toISOString(), endedAt: null },
      }
      wanted.jobId = job.id
      jobs.push(job)
      jobChanged(job)
      return job
    },
  }
  return { handlers }
}
