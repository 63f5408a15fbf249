import {
  epochMetricsSchema,
  priorId,
  type EpochMetrics,
  type Prior,
  type priorEvents,
  type priorMethods,
  type Run,
} from '../../../src-preload/contract/index.ts'
import type { Handlers } from '../../../src-preload/rpc/server.ts'
import { latentMap } from '../../../src-shared/model/latent-shape.ts'
import { priorConfig } from '../../../src-shared/model/prior-config.ts'
import { found, without } from './found.ts'
import { demoConfig } from './run-records.ts'

const latents = latentMap(demoConfig)
const ones = Array<number>(latents.channels).fill(1)

export const prior = (runId: string, name: string, changes: Partial<Prior> = {}): Prior => ({
  ...{ id: priorId(runId, name), runId, name, kind: 'flow', state: 'complete', failure: null, checkpoint: 'best' },
  latents: { ...latents, epoch: 98, centre: ones.map(() => 0), scale: ones, count: 1384 },
  ...{ fits: ['best'], config: priorConfig(latents), epoch: 40, bestEpoch: 38, bestValidationLoss: 0.612 },
  folder: `/home/astro/.local/share/cirrus/runs/${runId}/priors/${name}`,
  ...changes,
})

const computed = { kind: 'gaussian', config: null, epoch: 0, bestEpoch: null, bestValidationLoss: null } as const

export const priors: Prior[] = [
  prior('demo-2026-11-23-a', 'flow'),
  prior('demo-2026-11-23-a', 'gaussian', computed),
  prior('demo-2026-11-23-a', 'wide', { state: 'interrupted', epoch: 7, bestEpoch: 7, bestValidationLoss: 0.804 }),
]

/** The curve of a flow: the error of its velocity falls to that of the noise it can't know. */
export const velocityErrors = (epochs: number): EpochMetrics[] =>
  Array.from({ length: epochs }, (_, i) => {
    const loss = 0.6 + 0.9 * (i + 1) ** -0.8
    const rates = { imagesPerSecond: 900, seconds: 1.5, elapsedSeconds: 1.5 * (i + 1) }
    return epochMetricsSchema.parse({ epoch: i + 1, trainLoss: loss, validationLoss: 1.01 * loss, ...rates })
  })

/** The priors of an in-memory host: they begin, stop and end, and train nothing. */
export function createFakePriors(
  items: Prior[],
  runs: readonly Run[],
  changed: (id: string, prior: Prior | null) => void,
) {
  const get = (id: string) => found(items, id, 'prior')
  const change = (id: string, changes: Partial<Prior>) => {
    const one = Object.assign(get(id), changes)
    changed(id, one)
    return one
  }
  const handlers: Handlers<{ methods: typeof priorMethods; events: typeof priorEvents }> = {
    'priors.list': ({ runId }) => items.filter((one) => one.runId === found([...runs], runId, 'run').id),
    'priors.metrics': ({ id }) => velocityErrors(get(id).epoch),
    'priors.train'({ runId, name, kind, checkpoint, config }) {
      const fresh = { epoch: 0, bestEpoch: null, bestValidationLoss: null, latents: null, fits: [] }
      const begun = prior(runId, name, { ...fresh, kind, checkpoint, config, state: 'running' })
      items.push(begun)
      changed(begun.id, begun)
      return begun
    },
    'priors.stop': ({ id }) => change(id, { state: 'interrupted' }),
    'priors.resume'({ id, epochs }) {
      const { config } = get(id)
      return change(id, { state: 'running', config: config && { ...config, epochs: epochs ?? config.epochs } })
    },
    'priors.remove'({ id }) {
      without(items, id)
      changed(id, null)
      return {}
    },
  }
  return { handlers }
}
