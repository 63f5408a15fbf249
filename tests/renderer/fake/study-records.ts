import { paperSpace } from '../../../src-shared/study/search-space.ts'
import { slurmProfileSchema } from '../../../src-preload/contract/index.ts'
import { studySpecSchema } from '../../../src-shared/study/specification.ts'
import type { SearchParameter, TrialParams } from '../../../src-shared/study/search-space.ts'
import type {
  SlurmProfile,
  State,
  Study,
  StudyEnvironment,
  StudySummary,
  Trial,
} from '../../../src-preload/contract/index.ts'
import { demoConfig } from './records.ts'
import { minutesAgo } from './minutes-ago.ts'
import { uniform } from './sky.ts'

const studyEnvironment: StudyEnvironment = {
  startedAt: minutesAgo(90),
  cirrus: '0.1.0',
  node: '24.21.0',
  platform: 'Linux 6.1.0, x64',
  processor: 'AMD EPYC 7763',
  cores: 16,
  memoryBytes: 137_438_953_472,
  executor: { kind: 'local' },
  devices: ['NVIDIA H100'],
  tensorflow: '2.21.0',
}

export const studyRecord = (id: string, changes: Partial<Study> = {}): Study => ({
  id,
  name: id,
  datasetId: 'demo-64px',
  datasetName: 'demo-64px',
  datasetFolder: '/home/astro/.local/share/cirrus/datasets/demo-64px',
  datasetFingerprint: '5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef',
  latents: null,
  ...studySpecSchema.parse({ base: demoConfig }),
  environments: [studyEnvironment],
  state: 'running',
  failure: null,
  createdAt: minutesAgo(90),
  startedAt: minutesAgo(90),
  endedAt: null,
  ...changes,
})

/** The value of a configuration here: best near 80 latents, a learning rate of 2e-3 and kernels of 4. */
export function worth({ learningRate, latentDimension, kernel, batchSize }: TrialParams, noise = 0): number {
  const off = (value: unknown, best: number) => Math.log10(Number(value) / best) ** 2
  return (
    3100 +
    420 * off(learningRate, 2e-3) +
    260 * off(latentDimension, 80) +
    35 * Math.abs(Number(kernel) - 4) +
    4 * Number(batchSize) ** 0.5 +
    30 * noise
  )
}

/** Trial `number` of a study over the paper's space: deterministic, and better ones become more frequent. */
export function trialRecord(study: Study, number: number, state: State, changes: Partial<Trial> = {}): Trial {
  const random = uniform(number)
  const towards = (low: number, high: number, best: number) => {
    const free = low + (high - low) * random()
    return free + (best - free) * Math.min(0.8, number / 120) * random()
  }
  const params: TrialParams = {
    learningRate: Number((10 ** towards(-5, -2, Math.log10(2e-3))).toPrecision(4)),
    latentDimension: Math.round(2 ** towards(4, 9, Math.log2(80))),
    kernel: [3, 4, 5][Math.floor(3 * random())],
    batchSize: [4, 8, 16, 32][Math.floor(4 * random())],
  }
  const value = worth(params, random() - 0.5)
  const { epochs } = study
  const done = { complete: epochs, pruned: Math.ceil(epochs / 4), running: Math.ceil(epochs / 2) } as const
  const reached = state in done ? done[state as keyof typeof done] : 0
  const intermediate = Array.from({ length: reached }, (_, i) => ({
    epoch: i + 1,
    value: value * (1 + 9 * ((i + 1) ** -1.1 - epochs ** -1.1)) + (state === 'pruned' ? 900 : 0),
  }))
  return {
    studyId: study.id,
    number,
    state,
    params,
    runId: state === 'waiting' ? null : `${study.id}-${String(number).padStart(4, '0')}`,
    value: state === 'complete' || state === 'pruned' ? (intermediate.at(-1)?.value ?? null) : null,
    epochs: reached,
    intermediate,
    failure: state === 'failed' ? { code: 'diverged', message: 'The loss is not a number since epoch 1.' } : null,
    origin: 'asked',
    createdAt: minutesAgo(90 - number),
    startedAt: state === 'waiting' ? null : minutesAgo(90 - number),
    endedAt: state === 'waiting' || state === 'running' ? null : minutesAgo(89 - number),
    ...changes,
  }
}

/** This many ended trials, most of them complete. */
export const endedTrials = (study: Study, count: number): Trial[] =>
  Array.from({ length: count }, (_, i) =>
    trialRecord(study, i + 1, i % 9 === 4 ? 'pruned' : i % 23 === 7 ? 'failed' : 'complete'),
  )

/** Summary of a study, like the host's in src-main/application/studies/summary.ts. */
export function summaryOf(study: Study, trials: readonly Trial[]): StudySummary {
  const counts = { waiting: 0, running: 0, complete: 0, pruned: 0, failed: 0, interrupted: 0 }
  for (const { state, origin } of trials) if (origin !== 'imported') counts[state]++
  const sign = study.direction === 'minimise' ? 1 : -1
  const [best] = trials
    .filter(({ state, value }) => state === 'complete' && value !== null)
    .sort((a, b) => sign * (a.value! - b.value!))
  return {
    ...study,
    counts,
    best: best ? { number: best.number, runId: best.runId, value: best.value!, params: best.params } : null,
  }
}

const running = studyRecord('demo-search', { name: 'demo search', budget: 30, concurrency: 2 })
const paper = studyRecord('paper-search', {
  name: 'as in the paper',
  sampler: { kind: 'keras-tuner' },
  state: 'complete',
  createdAt: minutesAgo(4000),
  startedAt: minutesAgo(4000),
  endedAt: minutesAgo(1200),
})
const stopped = studyRecord('one-parameter', {
  space: [paperSpace[0]],
  pruner: { kind: 'median', startupTrials: 5, warmupEpochs: 2 },
  executor: { kind: 'slurm', profile: 'night' },
  state: 'interrupted',
  failure: { code: 'interrupted', message: 'Cirrus exited while this study was running. It can be resumed.' },
  createdAt: minutesAgo(9000),
  endedAt: minutesAgo(8900),
})

export const studies: Study[] = [running, paper, stopped]

/** By study. */
export const trials: Record<string, Trial[]> = {
  [running.id]: [...endedTrials(running, 12), trialRecord(running, 13, 'running'), trialRecord(running, 14, 'running')],
  [paper.id]: endedTrials(paper, 100),
  [stopped.id]: [],
}

export const slurmProfiles: SlurmProfile[] = [
  slurmProfileSchema.parse({ name: 'night', partition: 'gpu', account: 'dust', time: '8:00:00', gpus: 1 }),
]

/** The paper's space with a learning-rate schedule, whose floor is active only if the rate decays. */
const largeSpace: SearchParameter[] = [
  ...paperSpace,
  { kind: 'categorical', name: 'learningRateDecay', choices: ['none', 'cosine', 'exponential'] },
  {
    kind: 'float',
    name: 'decayFloor',
    low: 0.001,
    high: 0.5,
    log: true,
    when: { parameter: 'learningRateDecay', values: ['cosine', 'exponential'] },
  },
  { kind: 'float', name: 'klWeight', low: 0.5, high: 4 },
]

/** A study with this many trials of this many epochs, four at a time, the last of which are still running. */
export function largeStudy(count: number, epochs: number): { study: Study; trials: Trial[] } {
  const study = studyRecord('large-search', {
    name: 'large search',
    space: largeSpace,
    epochs,
    budget: count + 50,
    concurrency: 4,
    pruner: { kind: 'median', startupTrials: 5, warmupEpochs: 5 },
  })
  const began = Date.parse(study.createdAt)
  const trials = endedTrials(study, count).map((trial, i): Trial => {
    const random = uniform(7000 + i)
    const decay = ['none', 'cosine', 'exponential'][Math.floor(3 * random())]
    const floor: TrialParams = decay === 'none' ? {} : { decayFloor: Number((0.001 * 500 ** random()).toPrecision(3)) }
    const params: TrialParams = { ...trial.params, learningRateDecay: decay, ...floor, klWeight: 0.5 + 3.5 * random() }
    const startedAt = new Date(began + 60_000 * Math.floor(i / 4) + 4000 * (i % 4)).toISOString()
    const took = trial.state === 'complete' ? 50_000 : 18_000
    const endedAt = new Date(Date.parse(startedAt) + took).toISOString()
    if (i >= count - 4) return { ...trialRecord(study, trial.number, 'running'), params, startedAt, endedAt: null }
    if (i < 8)
      return { ...trial, params, state: 'complete', origin: 'imported', runId: null, startedAt: null, endedAt: null }
    return { ...trial, params, startedAt, endedAt }
  })
  return { study, trials }
}
