import type {
  CirrusContract,
  EpochMetrics,
  Export,
  Job,
  KeptCalibration,
  KeptLikelihood,
} from '../../../src-preload/contract/index.ts'
import { createFakeCalibrations } from './calibrations.ts'
import type { Handlers } from '../../../src-preload/rpc/server.ts'
import { createCheckedServer } from './checked-server.ts'
import { createFakeSamples } from './samples.ts'
import { createFakeInpaintedMaps } from './inpainted-maps.ts'
import { createFakeSkies } from './skies.ts'
import { createFakeSky } from './datasets.ts'
import { createFakeExports } from './exports.ts'
import { found } from './found.ts'
import { createFakeMachine } from './host.ts'
import { createFakeInpaintings } from './inpaintings.ts'
import { createFakeLikelihoods } from './likelihoods.ts'
import { createFakeProducts } from './map-products.ts'
import { createFakeMapStatistics } from './map-statistics.ts'
import { createFakeMasks } from './masks.ts'
import { createFakePriors, priors as priorRecords } from './priors.ts'
import * as records from './records.ts'
import { createFakeRuns } from './runs.ts'
import { createFakeStudies } from './studies.ts'
import { createFakeTensorFlow } from './tensorflow.ts'
import * as studyRecords from './study-records.ts'
import { createFakeValidations, validations as validationRecords } from './validations.ts'

/**
 * An in-memory host that follows the contract: made-up maps, datasets, runs and inpaintings without any work behind
 * them. `empty` gives an empty catalog; `many` adds this many runs of `epochs` each with various settings; `large` adds
 * a study with this many trials of 100 epochs; `platform` is the system that it runs on; `watching` shows it to one who only watches. Every result and event is
 * checked against the contract's schemas.
 */
export function createFakeHost({
  empty = false,
  many = 0,
  epochs = 1000,
  large = 0,
  platform = 'linux x64',
  watching = false,
} = {}) {
  const copy = <T>(items: T[]): T[] => (empty ? [] : structuredClone(items))
  const maps = copy(records.maps)
  const datasets = copy(records.datasets)
  const runs = copy(records.runs)
  for (let i = 0; i < many; i++) {
    runs.push(records.oneOfMany(i, epochs))
  }
  const inpaintings = copy(records.inpaintings)
  const exported: Export[] = []
  const metrics = new Map<string, EpochMetrics[]>(
    runs.map(({ id, epoch }, i) => [id, records.metricsOf(i + 1, epoch, 2900 + 250 * i)]),
  )
  const deviceSettings = structuredClone(records.deviceSettings)
  const oldest = metrics.get('latent-16')
  if (oldest) metrics.set('latent-16', records.withoutDiagnostics(oldest))
  const jobs: Job[] = runs
    .filter(({ state }) => state === 'running')
    .map((run) => ({
      id: `job-${run.id}`,
      kind: 'run',
      title: `Train ${run.name}`,
      subject: run.id,
      state: 'running',
      fraction: 0.37,
      note: 'epoch 38, step 61 of 172',
      secondsLeft: 133,
      failure: null,
      cancellable: true,
      startedAt: run.createdAt,
      endedAt: null,
    }))

  let slurmProfiles = copy(studyRecords.slurmProfiles)
  const studies = copy(studyRecords.studies)
  const trials = new Map(Object.entries(structuredClone(studyRecords.trials)))
  if (large > 0) {
    const { study, trials: ofStudy } = studyRecords.largeStudy(large, Math.min(100, epochs))
    studies.unshift(study)
    trials.set(study.id, ofStudy)
  }
  const studied = createFakeStudies(studies, trials, {
    runs,
    changed: (id, record) => server.broadcast('studies.changed', { id, record }),
    told: (id, trial) => server.broadcast('studies.trial', { id, trial }),
    kept: (id, file) =>
      void exported.push({
        id: `${id}-${exported.length + 1}`,
        source: { kind: 'study', id },
        folder: file.path.slice(0, file.path.lastIndexOf('/')),
        files: [file],
        createdAt: new Date().toISOString(),
      }),
  })

  const validations = copy(validationRecords)
  const validated = createFakeValidations(validations, {
    patches: records.patches,
    jobs,
    changed: (record) => server.broadcast('validations.changed', { id: record.id, record }),
  })

  const sky = createFakeSky(maps, datasets)
  const trained = createFakeRuns(runs, metrics, (run) => server.broadcast('runs.changed', { id: run.id, record: run }))
  const priors = copy(priorRecords)
  const drawnFrom = createFakePriors(priors, runs, (id, record) => server.broadcast('priors.changed', { id, record }))
  const filled = createFakeInpaintings(inpaintings)
  const masked = createFakeMasks(empty, (masks) => server.broadcast('masks.changed', { masks }))
  const likelihoods: KeptLikelihood[] = []
  const predicted = createFakeLikelihoods(
    likelihoods,
    runs,
    (record) => server.broadcast('likelihoods.changed', { id: record.id, record }),
    (job) => void jobs.push(job),
  )
  const calibrations: KeptCalibration[] = []
  const calibrated = createFakeCalibrations(
    calibrations,
    (record) => server.broadcast('calibrations.changed', { id: record.id, record }),
    (job) => void jobs.push(job),
  )
  const fetching = createFakeTensorFlow(jobs, (job) => server.broadcast('jobs.changed', job))
  const handlers: Handlers<CirrusContract> = {
    ...createFakeMachine(jobs, deviceSettings, { platform, watching }, (job) => server.broadcast('jobs.changed', job))
      .handlers,
    ...fetching.handlers,
    ...sky.handlers,
    ...createFakeMapStatistics(),
    ...createFakeProducts(jobs, (job) => server.broadcast('jobs.changed', job)).handlers,
    ...trained.handlers,
    ...drawnFrom.handlers,
    ...createFakeSamples(runs).handlers,
    ...predicted.handlers,
    ...calibrated,
    ...createFakeInpaintedMaps(maps, datasets, jobs, (job) => server.broadcast('jobs.changed', job)).handlers,
    ...createFakeSkies(runs, datasets, jobs, (job) => server.broadcast('jobs.changed', job)).handlers,
    ...studied.handlers,
    'slurm.profiles': () => slurmProfiles,
    'slurm.configure': ({ profiles }) => (slurmProfiles = profiles),
    ...masked.handlers,
    ...filled.handlers,
    ...validated.handlers,
    ...createFakeExports(exported, validations).handlers,
  }
  const server = createCheckedServer(handlers)

  /** Adds an epoch to a run, as training does. */
  const trainEpoch = (id: string) => {
    const run = found(runs, id, 'run')
    const rows = metrics.get(id)!
    const row = records.metricsOf(rows.length, rows.length + 1)[rows.length]
    rows.push(row)
    run.epoch = row.epoch
    server.broadcast('runs.epoch', { id, metrics: row })
    const step = { epoch: row.epoch + 1, epochs: run.config.epochs, step: 61, stepsPerEpoch: 172 }
    const secondsLeft = (run.config.epochs - row.epoch) * row.seconds
    const { trainLoss: loss, imagesPerSecond } = row
    server.broadcast('runs.step', { id, step: { ...step, loss, imagesPerSecond, secondsLeft } })
    server.broadcast('runs.changed', { id, record: run })
    return row
  }

  /** Binary resources by address; null if there is none. */
  const resource = (address: string): Float32Array | null => {
    const url = new URL(address, 'http://fake')
    return (
      validated.resource(url) ??
      sky.resource(url) ??
      trained.resource(url) ??
      masked.resource(url) ??
      filled.resource(url)
    )
  }
  return {
    server,
    trainEpoch,
    tellTrial: studied.tellTrial,
    resource,
    tensorflow: fetching.plan,
    jobs,
    runs,
    priors,
    studies,
    trials,
    inpaintings,
    masks: masked.library,
    validations,
    likelihoods,
    calibrations,
  }
}
export type FakeHost = ReturnType<typeof createFakeHost>
