import {
  epochMetricsSchema,
  type EpochMetrics,
  type Run,
  type RunEnvironment,
  type RunFile,
} from '../../../src-preload/contract/index.ts'
import { trainingConfigSchema, type TrainingConfig } from '../../../src-shared/model/configuration.ts'
import { minutesAgo } from './minutes-ago.ts'
import { uniform } from './sky.ts'

export const demoConfig: TrainingConfig = trainingConfigSchema.parse({
  preset: 'demo',
  architecture: 'paper',
  size: 64,
  encoderFilters: [64, 32, 16],
  decoderFilters: [32, 16, 8],
  kernel: 4,
  denseWidth: 128,
  latentDimension: 32,
  batchNormMomentum: 0.9,
  likelihoodWidth: null,
  learningRate: 1e-3,
  beta1: 0.5,
  batchSize: 8,
  epochs: 100,
  augment: true,
  seed: 0,
})

/**
 * Metrics of a successful training run: curves fall as in the paper's reference run, with some noise; the test patches
 * are evaluated every fifth epoch.
 */
export function metricsOf(seed: number, epochs: number, floor = 3000): EpochMetrics[] {
  const random = uniform(seed)
  return Array.from({ length: epochs }, (_, i) => {
    const epoch = i + 1
    const kl = 180 + 120 * (1 - Math.exp(-epoch / 6))
    const at = (noise: number) => (floor + 58_000 * epoch ** -1.25) * (1 + noise * (random() - 0.5))
    const [train, validation] = [at(0.02), at(0.16) * 1.03]
    const test = epoch % 5 === 0 ? at(0.1) * 1.04 : null
    return epochMetricsSchema.parse({
      epoch,
      trainLoss: train,
      trainReconstruction: train - kl,
      trainKl: kl,
      validationLoss: validation,
      validationReconstruction: validation - kl * 1.02,
      validationKl: kl * 1.02,
      testLoss: test,
      testReconstruction: test && test - kl * 1.02,
      testKl: test && kl * 1.02,
      activeLatents: Math.round(32 - 14 * Math.exp(-epoch / 8)),
      gradientNorm: 21_000 * epoch ** -0.7 * (1 + 0.3 * random()),
      learningRate: 1e-3,
      klWeight: 1,
      waitingShare: 0.004 + 0.01 * random(),
      memoryBytes: 2.4e9 + 2e7 * Math.min(epoch, 10),
      imagesPerSecond: 655 + 20 * random(),
      seconds: 2.1 + 0.1 * random(),
      elapsedSeconds: 2.15 * epoch,
    })
  })
}

/** Metrics as an earlier version wrote them: without test patches and diagnostics. */
export const withoutDiagnostics = (rows: EpochMetrics[]): EpochMetrics[] =>
  rows.map((row) => ({
    ...row,
    testLoss: null,
    testReconstruction: null,
    testKl: null,
    activeLatents: null,
    gradientNorm: null,
    learningRate: null,
    klWeight: null,
    waitingShare: null,
    memoryBytes: null,
  }))

const run = (id: string, state: Run['state'], epoch: number, minutes: number, changes: Partial<Run> = {}): Run => ({
  id,
  name: id,
  studyId: null,
  datasetId: 'demo-64px',
  datasetName: 'demo-64px',
  config: demoConfig,
  startWeights: null,
  folder: `/home/astro/.local/share/cirrus/runs/${id}`,
  state,
  failure: null,
  epoch,
  bestEpoch: epoch > 2 ? epoch - 2 : null,
  bestValidationLoss: epoch > 2 ? 3154.2 + minutes / 10 : null,
  bestTestLoss: epoch > 2 ? 3160.8 + minutes / 10 : null,
  device: 'NVIDIA H100',
  parameters: 1_362_497,
  createdAt: minutesAgo(minutes),
  startedAt: minutesAgo(minutes),
  endedAt: state === 'running' ? null : minutesAgo(minutes - 4),
  starred: false,
  note: '',
  tags: [],
  archived: false,
  ...changes,
})

/** Contents of a folder: checkpoints of epochs 1, 4, 16, 64 and the last, and one sample per epoch. */
export function filesOf({ epoch, bestEpoch }: Run): RunFile[] {
  const file = (path: string, size: number) => ({ path, size, modifiedAt: minutesAgo(5) })
  const name = (of: number) => `epoch-${String(of).padStart(4, '0')}`
  const kept = Array.from({ length: epoch }, (_, i) => i + 1).filter(
    (of) => of === epoch || of === bestEpoch || Number.isInteger(Math.log2(of) / 2),
  )
  return [
    ...kept.map((of) => file(`checkpoints/${name(of)}.safetensors`, 16_349_000)),
    file('config.json', 812),
    file('log.txt', 96 * epoch),
    file('metrics.csv', 210 * epoch),
    file('run.json', 540),
    ...Array.from({ length: epoch }, (_, i) => file(`samples/${name(i + 1)}.npy`, 32_896)),
  ]
}

export const logOf = (rows: readonly EpochMetrics[]): string =>
  rows.map(({ epoch, validationLoss }) => `epoch ${epoch}: -ELBO ${validationLoss.toFixed(2)} in validation\n`).join('')

export const environments: RunEnvironment[] = [
  {
    startedAt: minutesAgo(10),
    cirrus: '0.1.0',
    tensorflow: '2.21.0',
    kind: 'gpu',
    device: 'NVIDIA H100',
    driver: '570.86.15',
    memoryBytes: 80e9,
    threads: { intraOp: 16, interOp: 16 },
    productPrecision: 'tf32',
    bfloat16Kernels: 'native',
    xla: false,
    note: null,
  },
]

export const runs: Run[] = [
  run('demo-2026-11-23-c', 'running', 37, 4),
  run('demo-2026-11-23-b', 'interrupted', 18, 90, {
    config: { ...demoConfig, latentDimension: 64 },
    failure: { code: 'engine-lost', message: 'The engine process ended while epoch 19 was trained (signal SIGKILL).' },
  }),
  run('demo-2026-11-23-a', 'complete', 100, 180),
  run('wide-kernel', 'failed', 6, 1500, {
    config: { ...demoConfig, kernel: 7, learningRate: 0.05 },
    failure: {
      code: 'diverged',
      message: 'The loss is not a number since epoch 7, step 41. A smaller learning rate than 0.05 usually helps.',
      details: 'step 41 of 172\nnegativeElbo NaN\ngradient norm inf',
    },
  }),
  run('latent-16', 'complete', 60, 2700, {
    config: { ...demoConfig, latentDimension: 16, epochs: 60 },
    bestTestLoss: null,
  }),
]

/** A run of a manual search, with settings, tags and outcomes of all kinds. */
export function oneOfMany(i: number, epochs: number): Run {
  const config = {
    ...demoConfig,
    epochs,
    latentDimension: [16, 32, 64, 128][i % 4],
    learningRate: [3e-4, 1e-3, 3e-3][i % 3],
    seed: i,
  }
  return run(`many-${i}`, i % 17 === 3 ? 'interrupted' : 'complete', i % 17 === 3 ? epochs >> 1 : epochs, 200 + 7 * i, {
    config,
    starred: i % 25 === 0,
    tags: [...(i % 5 === 0 ? ['grid'] : []), ...(i % 7 === 0 ? ['night'] : [])],
    note: i % 40 === 1 ? 'the residual keeps the filaments' : '',
    bestValidationLoss: 3100 + ((i * 7919) % 1000),
  })
}
