import { contract } from '../../../src-preload/contract/index.ts'
import type { CirrusContract, EpochMetrics, Export, Inpainting, Job, Run } from '../../../src-preload/contract/index.ts'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import { createServer } from '../../../src-preload/rpc/server.ts'
import type { Handlers } from '../../../src-preload/rpc/server.ts'
import * as records from './records.ts'
import { blurred, cloud } from './sky.ts'
import { createFakeStudies } from './studies.ts'
import * as studyRecords from './study-records.ts'
import { createFakeValidations, validations as validationRecords } from './validations.ts'

/**
 * A host in memory that keeps the contract: made-up maps, datasets, runs and inpaintings, none of the work behind them.
 * `empty` has nothing in its catalog; `many` adds so many runs of `epochs` each, of several settings; `large` a study of
 * so many trials of 100 epochs.
 */
export function createFakeHost({ empty = false, many = 0, epochs = 1000, large = 0 } = {}) {
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

  const found = <T extends { id: string }>(items: T[], id: string, what: string): T => {
    const item = items.find((one) => one.id === id)
    if (!item) throw new CirrusError('not-found', `There is no ${what} ${id}.`)
    return item
  }
  const without = <T extends { id: string }>(items: T[], id: string) =>
    void items.splice(
      items.findIndex((one) => one.id === id),
      1,
    )
  const change = (run: Run, changes: Partial<Run>) => {
    Object.assign(run, changes)
    server.broadcast('runs.changed', { id: run.id, record: run })
    return run
  }

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

  const handlers: Handlers<CirrusContract> = {
    'host.describe': () => ({
      version: '0.1.0',
      door: 'browser',
      platform: 'linux x64',
      home: '/home/astro/.local/share/cirrus',
      userHome: '/home/astro',
    }),
    'host.folder': ({ path, endings }) => {
      if (path === '/forbidden') throw new CirrusError('refused', '/forbidden: it may not be read by this user.')
      const at = path ?? '/home/astro'
      const entry = (name: string, folder: boolean) => ({
        name,
        path: `${at}/${name}`,
        folder,
        size: folder ? 0 : 50_331_648,
        modifiedAt: '2026-11-20T10:00:00.000Z',
      })
      const files = ['planck-545.fits', 'mask.npy', 'notes.txt'].filter((name) =>
        endings.some((ending) => name.endsWith(ending)),
      )
      return {
        path: at,
        parent: at === '/' ? null : at.slice(0, at.lastIndexOf('/')) || '/',
        entries: [entry('maps', true), entry('papers', true), ...files.map((name) => entry(name, false))],
      }
    },
    'devices.list': () => records.engines,
    'devices.restart': ({ id }) => ({ ...found(records.engines, id, 'engine'), state: 'starting' }),
    'devices.settings': () => deviceSettings,
    'devices.configure': (options) => Object.assign(deviceSettings, { options }),
    'jobs.list': () => jobs,
    'jobs.cancel': ({ id }) => {
      const job = found(jobs, id, 'task')
      Object.assign(job, { state: 'interrupted', note: 'cancelled', endedAt: new Date().toISOString() })
      server.broadcast('jobs.changed', job)
      return {}
    },
    'jobs.clear': () => {
      jobs.splice(0, jobs.length, ...jobs.filter(({ endedAt }) => endedAt === null))
      return {}
    },
    'maps.list': () => maps,
    'maps.get': ({ id }) => found(maps, id, 'map'),
    'maps.open': ({ path }) => {
      throw new CirrusError('refused', `${path}, HDU 2: no column of a HEALPix map.`)
    },
    'maps.rename': ({ id, name }) => Object.assign(found(maps, id, 'map'), { name }),
    'maps.remove': ({ id }) => (without(maps, id), {}),
    'maps.value': () => ({ value: 3.42, unit: 'MJy/sr' }),
    'maps.patch': () => ({ path: '/home/astro/.local/share/cirrus/exports/cut.fits' }),
    'datasets.list': () => datasets,
    'datasets.get': ({ id }) => found(datasets, id, 'dataset'),
    'datasets.patches': () => records.patches,
    'datasets.preview': (recipe) => ({
      count: records.patches.length,
      splits: records.datasets[0].splits,
      overlap: recipe.split === 'random' ? 0.946 : 0,
      centres: records.patches.map(({ lon, lat, split }) => ({ lon, lat, split })),
      bytes: 4 * recipe.size ** 2 * records.patches.length,
    }),
    'datasets.create': () => datasets[0],
    'datasets.open': () => datasets[0],
    'datasets.rename': ({ id, name }) => Object.assign(found(datasets, id, 'dataset'), { name }),
    'datasets.remove': ({ id }) => (without(datasets, id), {}),
    'runs.list': () => runs,
    'runs.get': ({ id }) => found(runs, id, 'run'),
    'runs.metrics': ({ id }) => metrics.get(id) ?? [],
    'runs.environments': ({ id }) => (found(runs, id, 'run').startedAt ? records.environments : []),
    'runs.files': ({ id }) => records.filesOf(found(runs, id, 'run')),
    'runs.log': ({ id }) => ({ text: records.logOf(metrics.get(found(runs, id, 'run').id) ?? []) }),
    'runs.presets': () => ({
      demo: records.demoConfig,
      '128px': { ...records.demoConfig, preset: '128px', size: 128, latentDimension: 128 },
      paper: {
        ...records.demoConfig,
        preset: 'paper',
        size: 256,
        latentDimension: 256,
        encoderFilters: [256, 128, 64],
      },
      spatial: {
        ...records.demoConfig,
        preset: 'spatial',
        architecture: 'spatial',
        encoderFilters: [32, 64],
        decoderFilters: [32, 16],
        latentDimension: 2048,
        likelihoodWidth: 'learned',
      },
    }),
    'runs.start': ({ datasetId, name, config, weights }) => {
      const run: Run = {
        ...structuredClone(records.runs[0]),
        id: `${(name ?? config.preset).replaceAll(' ', '-')}-new`,
        name: name ?? `${config.preset}-new`,
        datasetId,
        config,
        startWeights: weights,
        epoch: 0,
        bestEpoch: null,
        bestValidationNegativeElbo: null,
        createdAt: new Date().toISOString(),
      }
      runs.unshift(run)
      metrics.set(run.id, [])
      return run
    },
    'runs.stop': ({ id }) =>
      change(found(runs, id, 'run'), { state: 'interrupted', endedAt: new Date().toISOString() }),
    'runs.resume': ({ id, epochs }) => {
      const run = found(runs, id, 'run')
      const config = { ...run.config, epochs: epochs ?? run.config.epochs }
      return change(run, { state: 'running', failure: null, endedAt: null, config })
    },
    'runs.update': ({ id, ...changes }) => change(found(runs, id, 'run'), changes),
    'runs.remove': ({ id }) => (without(runs, id), {}),
    ...studied.handlers,
    'slurm.profiles': () => slurmProfiles,
    'slurm.configure': ({ profiles }) => (slurmProfiles = profiles),
    'inpaintings.list': () => inpaintings,
    'inpaintings.get': ({ id }) => found(inpaintings, id, 'inpainting'),
    'inpaintings.history': () =>
      Array.from({ length: 300 }, (_, i) => ({
        start: i % 2,
        iteration: i >> 1,
        objective: (4200 + 260 * (i % 2)) * (1 + 30 / (1 + (i >> 1)) ** 1.6),
      })),
    'inpaintings.check': ({ runId, config }) => ({
      folder: `/home/astro/.local/share/cirrus/inpaintings/${runId}-patch-${config.patch}-${config.mask.kind}`,
    }),
    'inpaintings.start': ({ runId, config }) => {
      const begun: Inpainting = {
        ...structuredClone(records.inpaintings[0]),
        id: `${runId}-patch-${config.patch}-${config.mask.kind}-new`,
        runId,
        config,
        state: 'running',
        result: null,
        statistics: null,
        createdAt: new Date().toISOString(),
      }
      inpaintings.unshift(begun)
      return begun
    },
    'inpaintings.stop': ({ id }) =>
      Object.assign(found(inpaintings, id, 'inpainting'), { state: 'interrupted' as const }),
    'inpaintings.remove': ({ id }) => (without(inpaintings, id), {}),
    ...validated.handlers,
    'exports.list': () => exported,
    'exports.validation': ({ validationId, folder }) => {
      found(validations, validationId, 'validation')
      const made: Export = {
        id: `${validationId}-export-${exported.length + 1}`,
        source: { kind: 'validation', id: validationId },
        folder: folder ?? `/home/astro/.local/share/cirrus/exports/${validationId}`,
        files: [{ name: 'report.html', path: '/x/report.html', size: 812_345 }],
        createdAt: new Date().toISOString(),
      }
      exported.push(made)
      return made
    },
    'exports.create': ({ inpaintingId, formats, folder }) => {
      const made: Export = {
        id: `${inpaintingId}-export-${exported.length + 1}`,
        source: { kind: 'inpainting', id: inpaintingId },
        folder: folder ?? `/home/astro/.local/share/cirrus/exports/${inpaintingId}`,
        files: formats.map((format) => ({
          name: `filled-map.${format}`,
          path: `/x/filled-map.${format}`,
          size: 34_560,
        })),
        createdAt: new Date().toISOString(),
      }
      exported.push(made)
      return made
    },
    'exports.weights': ({ runId, checkpoint, folder }) => {
      const name = `${runId}-${checkpoint}.safetensors`
      const made: Export = {
        id: `${runId}-export-${exported.length + 1}`,
        source: { kind: 'run', id: runId },
        folder: folder ?? `/home/astro/.local/share/cirrus/exports/${runId}`,
        files: [{ name, path: `/x/${name}`, size: 8_912_345 }],
        createdAt: new Date().toISOString(),
      }
      exported.push(made)
      return made
    },
  }
  const server = createServer(contract, handlers)

  /** Adds an epoch to a run, as a training does. */
  const trainEpoch = (id: string) => {
    const run = found(runs, id, 'run')
    const rows = metrics.get(id)!
    const row = records.metricsOf(rows.length, rows.length + 1)[rows.length]
    rows.push(row)
    run.epoch = row.epoch
    server.broadcast('runs.epoch', { id, metrics: row })
    const step = { epoch: row.epoch + 1, epochs: run.config.epochs, step: 61, stepsPerEpoch: 172 }
    const secondsLeft = (run.config.epochs - row.epoch) * row.seconds
    const { trainNegativeElbo: negativeElbo, imagesPerSecond } = row
    server.broadcast('runs.step', { id, step: { ...step, negativeElbo, imagesPerSecond, secondsLeft } })
    server.broadcast('runs.changed', { id, record: run })
    return row
  }

  /** Binary resources by address; null where there is none. */
  const resource = (address: string): Float32Array | null => {
    const url = new URL(address, 'http://fake')
    const ofValidation = validated.resource(url)
    if (ofValidation) return ofValidation
    const patch = /^\/data\/datasets\/[^/]+\/patches$/.exec(url.pathname)
    if (patch) {
      const [from, count] = ['from', 'count'].map((name) => Number(url.searchParams.get(name)))
      const all = new Float32Array(count * 64 * 64)
      for (let i = 0; i < count; i++) all.set(cloud(from + i, 64), i * 64 * 64)
      return all
    }
    const sample = /^\/data\/runs\/([^/]+)\/samples\/(\d+)$/.exec(url.pathname)
    if (sample) {
      const original = cloud(112, 64)
      const both = new Float32Array(2 * original.length)
      both.set(original)
      both.set(blurred(original, 64, Math.max(1, Math.round(10 / Math.sqrt(Number(sample[2]))))), original.length)
      return both
    }
    const latentKl = /^\/data\/runs\/([^/]+)\/latent-kl\/(\d+)$/.exec(url.pathname)
    if (latentKl) return latentKlOf(latentKl[1], Number(latentKl[2]))
    const picture = /^\/data\/inpaintings\/([^/]+)\/([a-z]+)$/.exec(url.pathname)
    if (picture) return inpaintingPicture(picture[1], picture[2], url.searchParams.get('unit') === 'map')
    return null
  }
  /** Some latents carry much, most little, a few next to nothing; in no order. */
  const latentKlOf = (id: string, epoch: number) => {
    const count = runs.find((run) => run.id === id)?.config.latentDimension ?? 0
    const used = 0.5 + 0.3 * (1 - Math.exp(-epoch / 10))
    return Float32Array.from({ length: count }, (_, i) => {
      const rank = (((i * 7919) % count) + 0.5) / count
      return rank < used ? 14 * (1 - rank / used) ** 1.5 : 6e-4 * (1 - rank) ** 2
    })
  }
  const inpaintingPicture = (id: string, name: string, inMapUnit: boolean) => {
    const kind = inpaintings.find((one) => one.id === id)?.config.mask.kind
    const inHole = (i: number) => {
      const [x, y] = [(i % 64) * 4, Math.floor(i / 64) * 4]
      if (kind === 'disc') return Math.hypot(x - 100, y - 60) <= 50
      return kind === 'corner' ? y < 100 && x < 160 : y >= 50 && y < 200 && x >= 150 && x < 250
    }
    const back = (z: number) => (inMapUnit ? Math.exp(1.2 + 0.31 * z) : z)
    const original = cloud(117, 64)
    const smooth = blurred(original, 64, 2)
    if (name === 'mask') return original.map((_, i) => (inHole(i) ? 0 : 1))
    if (name === 'corrupted') return original.map((z, i) => (inHole(i) ? NaN : back(z)))
    if (name === 'model') return smooth.map(back)
    if (name === 'filled') return original.map((z, i) => back(inHole(i) ? smooth[i] : z))
    if (name === 'residual') return original.map((z, i) => back(z) - back(smooth[i]))
    return original.map(back)
  }
  return {
    server,
    trainEpoch,
    tellTrial: studied.tellTrial,
    resource,
    jobs,
    runs,
    studies,
    trials,
    inpaintings,
    validations,
  }
}
export type FakeHost = ReturnType<typeof createFakeHost>
