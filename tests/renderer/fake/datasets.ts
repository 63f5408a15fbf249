import type {
  Dataset,
  datasetEvents,
  datasetMethods,
  mapEvents,
  mapMethods,
  SkyMap,
} from '../../../src-preload/contract/index.ts'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import type { Handlers } from '../../../src-preload/rpc/server.ts'
import * as records from './dataset-records.ts'
import { found, without } from './found.ts'
import { cloud } from './sky.ts'

interface SkyContract {
  methods: typeof mapMethods & typeof datasetMethods
  events: typeof mapEvents & typeof datasetEvents
}

/** The maps and datasets of an in-memory host, which reads and cuts nothing. */
export function createFakeSky(maps: SkyMap[], datasets: Dataset[]) {
  const handlers: Handlers<SkyContract> = {
    'maps.list': () => maps,
    'maps.get': ({ id }) => found(maps, id, 'map'),
    'maps.open': ({ path }) => {
      throw new CirrusError('refused', `${path}, HDU 2: no column of a HEALPix map.`)
    },
    'maps.rename': ({ id, name }) => Object.assign(found(maps, id, 'map'), { name }),
    'maps.note': ({ id, note }) => Object.assign(found(maps, id, 'map'), { note }),
    'maps.remove': ({ id }) => (without(maps, id), {}),
    'maps.image': ({ id, projection }) => ({ path: `/home/exports/${id}-${projection}.fits` }),
    'maps.value': () => ({ value: 3.42, unit: 'MJy/sr' }),
    'maps.spectrum': ({ unit }) => ({
      ell: [45, 135, 225],
      low: [0, 90, 180],
      high: [90, 180, 270],
      power: [3e-4, 2e-5, -1e-6],
      unit: unit ?? 'MJy/sr',
      secondUnit: null,
      missing: 0,
    }),
    'maps.patch': () => ({ path: '/home/astro/.local/share/cirrus/exports/cut.fits' }),
    'datasets.list': () => datasets,
    'datasets.get': ({ id }) => found(datasets, id, 'dataset'),
    'datasets.patches': () => records.patches,
    'datasets.preview': (recipe) => ({
      count: records.patches.length,
      positions: records.patches.length,
      refused: [],
      splits: records.datasets[0].splits,
      overlap: recipe.split === 'random' ? 0.946 : 0,
      coverage: { twice: 0.97, mean: 3.9 },
      seconds: 4.2,
      softening: recipe.scale === 'asinh' ? (recipe.softening ?? 1.9) : null,
      centres: records.patches.map(({ lon, lat, split }) => ({ lon: lon!, lat: lat!, split })),
      bytes: 4 * recipe.size ** 2 * records.patches.length,
      folder: `/home/astro/.local/share/cirrus/datasets/${recipe.name ?? 'new'}`,
    }),
    'datasets.create': () => datasets[0],
    'datasets.previewImport': ({ path, name }) => ({
      count: 500,
      size: 64,
      type: 'f4',
      bytes: 4 * 64 ** 2 * 500,
      folder: `/home/astro/.local/share/cirrus/datasets/${name ?? path.split('/').at(-1)!.replace('.npy', '')}`,
    }),
    'datasets.import': () => datasets[0],
    'datasets.open': () => datasets[0],
    'datasets.rename': ({ id, name }) => Object.assign(found(datasets, id, 'dataset'), { name }),
    'datasets.remove': ({ id }) => (without(datasets, id), {}),
  }

  /** Binary resources by address; null if there is none. */
  const resource = (url: URL): Float32Array | null => {
    if (!/^\/data\/datasets\/[^/]+\/patches$/.test(url.pathname)) return null
    const [from, count] = ['from', 'count'].map((name) => Number(url.searchParams.get(name)))
    const all = new Float32Array(count * 64 * 64)
    for (let i = 0; i < count; i++) all.set(cloud(from + i, 64), i * 64 * 64)
    return all
  }
  return { handlers, resource }
}
