import { estimatorSchema } from '../../../src-preload/contract/index.ts'
import type { Estimate, Inpainting, PictureStatistics } from '../../../src-preload/contract/index.ts'
import type { EstimatorKind } from '../../../src-shared/inpainting/estimator-facts.ts'
import { minutesAgo } from './minutes-ago.ts'

const edges = Array.from({ length: 21 }, (_, i) => -3 + 0.4 * i)
const bell = (width: number) =>
  edges.slice(1).map((edge) => Math.exp(-((edge - 0.2) ** 2) / (2 * width ** 2)) / (width * Math.sqrt(2 * Math.PI)))
const ell = Array.from({ length: 16 }, (_, i) => 67.5 + 45 * i)
/** Statistics of a patch that has lost its power above a multipole. */
const statisticsTo = (multipole: number, width: number): PictureStatistics => ({
  histogram: bell(width),
  spectrum: ell.map((l) => (2e-3 * (l / 100) ** -2.8) / (1 + (l / multipole) ** 4)),
})

const home = '/home/astro/.local/share/cirrus/inpaintings'
const idOf = (mask: string) => `demo-64px-patch-117-${mask}`

/** A complete estimate of the problem with this mask. */
export const estimate = (mask: string, kind: EstimatorKind, changes: Partial<Estimate> = {}): Estimate => {
  const isMap = kind === 'map'
  return {
    id: `${idOf(mask)}.${kind}`,
    inpaintingId: idOf(mask),
    name: kind,
    estimator: estimatorSchema.parse({ kind, ...(isMap ? { starts: 2 } : {}) }),
    runId: isMap ? 'demo-2026-11-23-a' : null,
    runName: isMap ? 'demo-2026-11-23-a' : null,
    folder: `${home}/${idOf(mask)}/estimates/${kind}`,
    state: 'complete',
    failure: null,
    result: {
      seconds: isMap ? 3.4 : 0.1,
      error: { inside: isMap ? 0.412 : 1.083, outside: isMap ? 0.118 : 0.998 },
      model: isMap ? { epoch: 98, latents: 64, residual: null } : null,
      minimum: isMap ? { objective: 4212.61, chi2: 4030.2, degreesOfFreedom: 3580, iterations: 213 } : null,
      chains: null,
      samples: 0,
      coverage: null,
      channels: [],
    },
    statistics: {
      fill: statisticsTo(isMap ? 420 : 60, isMap ? 0.94 : 0.5),
      filled: statisticsTo(isMap ? 840 : 240, isMap ? 0.98 : 0.8),
      sample: null,
      inside: {
        filled: { gradient: isMap ? 0.42 : 0, seam: 1.1, contours: 0.5, power: isMap ? 0.2 : null, histogram: 0.31 },
        sample: null,
      },
      others: [],
    },
    createdAt: minutesAgo(60),
    ...changes,
  }
}

const inpainting = (mask: 'disc' | 'corner' | 'block', changes: Partial<Inpainting> = {}): Inpainting => ({
  id: idOf(mask),
  datasetId: 'demo-64px',
  datasetName: 'demo-64px',
  problem: {
    patch: 117,
    mask: { kind: mask },
    beam: null,
    pixelWindow: null,
    noise: { kind: 'white', sigma: 0.2 },
    channels: {},
    simulated: false,
    seed: 0,
  },
  lon: 212,
  lat: -19,
  rotation: null,
  split: 'test',
  size: 64,
  width: 8,
  channels: 'I',
  unit: 'MJy/sr',
  folder: `${home}/${idOf(mask)}`,
  statistics: { edges, ell, original: statisticsTo(Infinity, 1), others: [] },
  createdAt: minutesAgo(60),
  estimates: [estimate(mask, 'mean'), estimate(mask, 'map')],
  ...changes,
})

export const inpaintings: Inpainting[] = [
  inpainting('disc'),
  inpainting('corner', { createdAt: minutesAgo(59) }),
  inpainting('block', { createdAt: minutesAgo(58) }),
]
