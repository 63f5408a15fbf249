import type { EpochMetrics, Run, runEvents, runMethods } from '../../../src-preload/contract/index.ts'
import type { Handlers } from '../../../src-preload/rpc/server.ts'
import { found, without } from './found.ts'
import * as records from './run-records.ts'
import { blurred, cloud } from './sky.ts'

/** The runs of an in-memory host: they start, stop and take marks, and train nothing. */
export function createFakeRuns(runs: Run[], metrics: Map<string, EpochMetrics[]>, changed: (run: Run) => void) {
  const change = (run: Run, changes: Partial<Run>) => {
    Object.assign(run, changes)
    changed(run)
    return run
  }
  const handlers: Handlers<{ methods: typeof runMethods; events: typeof runEvents }> = {
    'runs.list': () => runs,
    'runs.get': ({ id }) => found(runs, id, 'run'),
    'runs.metrics': ({ id }) => metrics.get(id) ?? [],
    'runs.environments': ({ id }) => (found(runs, id, 'run').startedAt ? records.environments : []),
    'runs.files': ({ id }) => records.filesOf(found(runs, id, 'run')),
    'runs.log': ({ id }) => ({ text: records.logOf(metrics.get(found(runs, id, 'run').id) ?? []) }),
    'runs.presets': () => ({
      demo: records.demoConfig,
      flow: { ...records.demoConfig, preset: 'flow', architecture: 'flow', latentDimension: 64 * 64 },
      inpainting: { ...records.demoConfig, preset: 'inpainting', architecture: 'flow', latentDimension: 64 * 64 },
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
        bestValidationLoss: null,
        bestTestLoss: null,
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
  }

  /** Some latents carry much information, most little, a few almost none; in no order. */
  const latentKlOf = (id: string, epoch: number) => {
    const count = runs.find((run) => run.id === id)?.config.latentDimension ?? 0
    const used = 0.5 + 0.3 * (1 - Math.exp(-epoch / 10))
    return Float32Array.from({ length: count }, (_, i) => {
      const rank = (((i * 7919) % count) + 0.5) / count
      return rank < used ? 14 * (1 - rank / used) ** 1.5 : 6e-4 * (1 - rank) ** 2
    })
  }

  const sample = (epoch: number) => {
    const original = cloud(112, 64)
    const both = new Float32Array(2 * original.length)
    both.set(original)
    both.set(blurred(original, 64, Math.max(1, Math.round(10 / Math.sqrt(epoch)))), original.length)
    return both
  }
  /** Binary resources by address; null if there is none. */
  const resource = (url: URL): Float32Array | null => {
    const [, id, kind, epoch] = /^\/data\/runs\/([^/]+)\/(samples|latent-kl)\/(\d+)$/.exec(url.pathname) ?? []
    if (kind === 'samples') return sample(Number(epoch))
    return kind === 'latent-kl' ? latentKlOf(id, Number(epoch)) : null
  }
  return { handlers, resource }
}
