import { datasetRecipeSchema, type Dataset, type Patch, type SkyMap } from '../../../src-preload/contract/index.ts'
import { minutesAgo } from './minutes-ago.ts'

export const maps: SkyMap[] = [
  {
    id: 'iris-100um',
    name: 'iris-100um',
    path: '/home/astro/maps/iris100_n512.fits.gz',
    size: 5_812_331,
    grid: { kind: 'healpix', nside: 512, ordering: 'RING', indexing: 'implicit' },
    coordsys: 'G',
    coordsysOverride: null,
    polcconvOverride: null,
    polcconv: null,
    columns: [
      {
        name: 'INTENSITY',
        unit: 'MJy/sr',
        type: 'E',
        count: 3_145_728,
        missing: 0,
        min: 0.31,
        max: 12_380,
        mean: 18.5,
      },
    ],
    citation: 'Miville-Deschênes & Lagache 2005, ApJS 157, 302',
    note: '',
    demo: true,
    addedAt: minutesAgo(3000),
    present: true,
  },
]

export const datasets: Dataset[] = [
  {
    id: 'demo-64px',
    name: 'demo-64px',
    mapId: 'iris-100um',
    mapName: 'iris-100um',
    column: 'INTENSITY',
    stack: null,
    unit: 'MJy/sr',
    recipe: datasetRecipeSchema.parse({ size: 64 }),
    folder: '/home/astro/.local/share/cirrus/datasets/demo-64px',
    state: 'complete',
    failure: null,
    count: 1972,
    splits: { train: 1380, validation: 296, test: 296, unused: 0 },
    overlap: 0.946,
    fingerprint: '5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef',
    createdAt: minutesAgo(2900),
  },
]

export const patches: Patch[] = Array.from({ length: 1972 }, (_, index) => ({
  index,
  lon: (index * 47.3) % 360,
  lat: (index % 2 ? 1 : -1) * (15 + ((index * 7.1) % 70)),
  mean: 1.2,
  others: [],
  std: 0.31,
  split: index % 20 < 14 ? 'train' : index % 20 < 17 ? 'validation' : 'test',
}))
