import type { Dataset } from '../../src-preload/contract/datasets.ts'
import { datasetRecipeSchema } from '../../src-preload/contract/dataset-recipe.ts'
import type { Estimate } from '../../src-preload/contract/estimators.ts'
import type { Inpainting } from '../../src-preload/contract/inpaintings.ts'
import type { SkyMap } from '../../src-preload/contract/maps.ts'
import { plainRecipe } from '../../src-shared/statistics/spectrum-recipe.ts'
import { studySpecSchema } from '../../src-shared/study/specification.ts'
import { type Study, type Trial } from '../../src-preload/contract/studies.ts'
import { epochMetricsSchema, type EpochMetrics, type Run } from '../../src-preload/contract/runs.ts'
import { trainingConfigSchema } from '../../src-shared/model/configuration.ts'
import type { Validation } from '../../src-preload/contract/validations.ts'

const instant = '2026-11-23T10:00:00.000Z'

export const exampleMap: Omit<SkyMap, 'present'> = {
  id: 'iris',
  name: 'IRIS 100 µm',
  path: '/sky/iris.fits',
  size: 50_339_520,
  grid: { kind: 'healpix', nside: 1024, ordering: 'RING', indexing: 'implicit' },
  coordsys: 'G',
  coordsysOverride: null,
  polcconvOverride: null,
  polcconv: null,
  columns: [
    { name: 'I_100UM', unit: 'MJy/sr', type: 'float32', count: 12_582_912, missing: 0, min: 0.2, max: 9e3, mean: 12 },
  ],
  citation: null,
  note: '',
  demo: false,
  addedAt: instant,
}

export const exampleDataset: Dataset = {
  id: 'iris-64',
  name: 'iris-64',
  mapId: 'iris',
  mapName: 'IRIS 100 µm',
  column: 'I_100UM',
  stack: null,
  unit: 'MJy/sr',
  recipe: datasetRecipeSchema.parse({
    size: 64,
    width: 8,
    step: 4,
    minLatitude: 15,
    rowRule: 'edge',
    scale: 'log',
    split: 'random',
    seed: 0,
  }),
  folder: '/home/datasets/iris-64',
  state: 'complete',
  failure: null,
  count: 1900,
  splits: { train: 1330, validation: 285, test: 285, unused: 0 },
  overlap: 0.95,
  fingerprint: 'ab12',
  createdAt: instant,
}

export const exampleRun: Run = {
  id: 'demo-2026-11-23-a',
  name: 'demo-2026-11-23-a',
  studyId: null,
  datasetId: 'iris-64',
  datasetName: 'iris-64',
  config: trainingConfigSchema.parse({
    preset: 'demo',
    architecture: 'paper',
    size: 64,
    encoderFilters: [32, 32],
    decoderFilters: [32, 16],
    kernel: 4,
    denseWidth: 128,
    latentDimension: 64,
    batchNormMomentum: 0.9,
    likelihoodWidth: null,
    learningRate: 1e-4,
    beta1: 0.5,
    batchSize: 8,
    epochs: 10,
    augment: true,
    seed: 0,
  }),
  startWeights: '/home/exports/demo-2026-11-22-a/demo-2026-11-22-a-best.safetensors',
  folder: '/home/runs/demo-2026-11-23-a',
  state: 'running',
  failure: null,
  epoch: 0,
  bestEpoch: null,
  bestValidationLoss: null,
  bestTestLoss: null,
  device: null,
  parameters: null,
  createdAt: instant,
  startedAt: null,
  endedAt: null,
  starred: true,
  note: 'the reference',
  tags: ['paper', 'wide'],
  archived: false,
}

export const exampleMetrics: EpochMetrics = epochMetricsSchema.parse({
  epoch: 1,
  trainLoss: 2000,
  trainReconstruction: 1900,
  trainKl: 100,
  validationLoss: 1800,
  validationReconstruction: 1690,
  validationKl: 110,
  testLoss: 1810,
  testReconstruction: 1695,
  testKl: 115,
  activeLatents: 12,
  gradientNorm: 830.5,
  learningRate: 1e-4,
  klWeight: 0.5,
  waitingShare: 0.01,
  memoryBytes: 3e9,
  imagesPerSecond: 400,
  seconds: 3.2,
  elapsedSeconds: 3.2,
})

export const exampleEstimate: Estimate = {
  id: 'iris-64-patch-7-disc.map',
  inpaintingId: 'iris-64-patch-7-disc',
  name: 'map',
  estimator: { kind: 'map', checkpoint: 'best', width: 'noise', starts: 1, maxIterations: 500, seed: 0 },
  runId: 'demo-2026-11-23-a',
  runName: 'demo-2026-11-23-a',
  folder: '/home/inpaintings/x/estimates/map',
  state: 'complete',
  failure: null,
  result: {
    seconds: 1,
    error: { inside: 0.4, outside: 0.2 },
    model: { epoch: 8, latents: 4, residual: null },
    minimum: { objective: 100, chi2: 90, degreesOfFreedom: 3000, iterations: 50 },
    chains: null,
    samples: 0,
    coverage: null,
  },
  statistics: {
    fill: { histogram: [0.1, 0.2], spectrum: [1, 2] },
    filled: { histogram: [0.3, 0.4], spectrum: [3, 4] },
    sample: null,
    inside: {
      filled: { gradient: 0.4, seam: 1.1, contours: 0.5, power: null, histogram: 0.2 },
      sample: null,
    },
  },
  createdAt: instant,
}

export const exampleInpainting: Inpainting = {
  id: 'iris-64-patch-7-disc',
  datasetId: 'iris-64',
  datasetName: 'iris-64',
  problem: {
    patch: 7,
    mask: { kind: 'disc' },
    beam: null,
    pixelWindow: null,
    noise: { kind: 'white', sigma: 0.2 },
    simulated: false,
    seed: 0,
  },
  lon: 212,
  lat: -19,
  rotation: null,
  split: 'test',
  size: 64,
  width: 8,
  unit: 'MJy/sr',
  folder: '/home/inpaintings/x',
  statistics: { edges: [-3, 1, 5], ell: [90, 180], original: { histogram: [0.5, 0.6], spectrum: [5, 6] } },
  createdAt: instant,
  estimates: [exampleEstimate],
}

export const exampleValidation: Validation = {
  id: 'demo-2026-11-23-a.epoch-0008-test-100',
  runId: 'demo-2026-11-23-a',
  runName: 'demo-2026-11-23-a',
  datasetId: 'iris-64',
  config: {
    checkpoint: 'best',
    split: 'test',
    channel: null,
    samples: 100,
    priorSamples: 500,
    prior: null,
    classifier: false,
    likelihood: null,
    spectra: plainRecipe,
  },
  epoch: 8,
  size: 64,
  width: 8,
  unit: 'MJy/sr',
  folder: '/home/runs/demo-2026-11-23-a/validations/epoch-0008-test-100',
  state: 'complete',
  failure: null,
  summary: {
    ...{ count: 285, meanSquaredError: 0.163, halfPower: null, firstBand: 67.5, activeLatents: 31, latents: 64 },
    logDensity: { nats: { mean: -61.5, error: 0.7 }, overNormal: { mean: 4.25, error: 0.1 } },
  },
  createdAt: instant,
}

export const exampleStudy: Study = {
  id: 'kernels',
  name: 'Kernels',
  datasetId: 'iris-64',
  datasetName: 'iris-64',
  datasetFolder: '/home/datasets/iris-64',
  datasetFingerprint: 'ab12',
  latents: null,
  ...studySpecSchema.parse({ base: exampleRun.config, pruner: { kind: 'median' } }),
  environments: [
    {
      startedAt: instant,
      cirrus: '0.1.0',
      node: '24.21.0',
      platform: 'Linux 6.1.0, x64',
      processor: 'AMD EPYC 7763',
      cores: 16,
      memoryBytes: 137_438_953_472,
      executor: { kind: 'local' },
      devices: ['NVIDIA H100'],
      tensorflow: '2.21.0',
    },
  ],
  state: 'running',
  failure: null,
  createdAt: instant,
  startedAt: instant,
  endedAt: null,
}

export const exampleTrial: Trial = {
  studyId: 'kernels',
  number: 1,
  state: 'running',
  params: { learningRate: 1e-3, latentDimension: 64, kernel: 4, batchSize: 8 },
  runId: 'demo-2026-11-23-a',
  value: null,
  epochs: 1,
  intermediate: [{ epoch: 1, value: 1800 }],
  failure: null,
  origin: 'asked',
  createdAt: instant,
  startedAt: instant,
  endedAt: null,
}
