import type { Inpainting } from '../../../src-preload/contract/index.ts'
import { minutesAgo } from './minutes-ago.ts'

const edges = Array.from({ length: 21 }, (_, i) => -3 + 0.4 * i)
const bell = (width: number) =>
  edges.slice(1).map((edge) => Math.exp(-((edge - 0.2) ** 2) / (2 * width ** 2)) / (width * Math.sqrt(2 * Math.PI)))
const ell = Array.from({ length: 16 }, (_, i) => 67.5 + 45 * i)

const inpainting = (mask: 'disc' | 'corner' | 'block', changes: Partial<Inpainting> = {}): Inpainting => ({
  id: `demo-2026-11-23-a-patch-117-${mask}`,
  runId: 'demo-2026-11-23-a',
  runName: 'demo-2026-11-23-a',
  datasetId: 'demo-64px',
  config: {
    patch: 117,
    mask: { kind: mask },
    operator: { kind: 'mask' },
    checkpoint: 'best',
    sigma: 0.2,
    starts: 2,
    maxIterations: 500,
    seed: 0,
  },
  lon: 212,
  lat: -19,
  rotation: null,
  split: 'test',
  size: 64,
  width: 8,
  unit: 'MJy/sr',
  folder: `/home/astro/.local/share/cirrus/inpaintings/demo-2026-11-23-a-patch-117-${mask}`,
  state: 'complete',
  failure: null,
  result: {
    objective: 4212.61,
    chi2: 4030.2,
    degreesOfFreedom: 3580,
    iterations: 213,
    seconds: 3.4,
    fit: { inside: 0.412, outside: 0.118 },
    meanFit: { inside: 1.083, outside: 0 },
  },
  statistics: {
    edges,
    histogram: { original: bell(1), model: bell(0.94), filled: bell(0.98) },
    ell,
    spectrum: {
      original: ell.map((l) => 2e-3 * (l / 100) ** -2.8),
      model: ell.map((l) => 2e-3 * (l / 100) ** -2.8 * (1 / (1 + (l / 420) ** 4))),
      filled: ell.map((l) => 2e-3 * (l / 100) ** -2.8 * (1 / (1 + (l / 840) ** 4))),
    },
  },
  createdAt: minutesAgo(60),
  ...changes,
})

export const inpaintings: Inpainting[] = [
  inpainting('disc'),
  inpainting('corner', { createdAt: minutesAgo(59) }),
  inpainting('block', { createdAt: minutesAgo(58) }),
]
