import { priorId, priorOf, type priorEvents, type priorMethods } from '../../../src-preload/contract/priors.ts'
import { isUnderWay } from '../../../src-preload/contract/states.ts'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import type { Handlers } from '../../../src-preload/rpc/server.ts'
import { readMetrics } from '../../engine/training/metrics.ts'
import { runFiles } from '../../engine/training/run-folder.ts'
import { removeFolder } from '../../files/remove-folder.ts'
import type { Context } from '../host/context.ts'
import { found } from '../host/found.ts'
import { keptMetrics } from '../runs/kept-metrics.ts'
import { isQueued, priorsOfRun, queuePrior, readHostPrior, tellPrior } from './prior-jobs.ts'
import { newPrior } from './train-prior.ts'

type PriorContract = { methods: typeof priorMethods; events: typeof priorEvents }

export function priorHandlers(context: Context): Handlers<PriorContract> {
  const { catalog, jobs } = context
  const runOf = (id: string) => found(catalog.runs.get(id), 'run', id)
  const read = async (id: string) => {
    const { runId, name } = priorOf(id)
    const run = runOf(runId)
    return { run, name, prior: await readHostPrior(context, run, name) }
  }
  return {
    'priors.list': ({ runId }) => priorsOfRun(context, runOf(runId)),

    async 'priors.metrics'({ id }) {
      const { prior } = await read(id)
      return isUnderWay(prior) ? readMetrics(runFiles(prior.folder).metrics) : keptMetrics(prior.folder)
    },

    async 'priors.train'({ runId, name, kind, checkpoint, config }) {
      const run = runOf(runId)
      if (run.epoch === 0) {
        const message = `${run.name} has no checkpoint yet; train it for an epoch first.`
        throw new CirrusError('conflict', message, undefined, { field: 'runId' })
      }
      const dataset = found(
        run.datasetId === null ? null : catalog.datasets.get(run.datasetId),
        'dataset',
        run.datasetName,
      )
      if (dataset.splits.validation === 0 && kind !== 'gaussian') {
        const message = `${dataset.name} has no validation patches to evaluate a flow with; fit a Gaussian.`
        throw new CirrusError('conflict', message, undefined, { field: 'kind' })
      }
      if (isQueued(context, priorId(runId, name))) {
        throw new CirrusError('busy', `${name} is being trained already.`, undefined, { field: 'name' })
      }
      const configure = (usual: NonNullable<typeof config>) => config ?? usual
      await newPrior({ run: run.folder, name, kind, checkpoint, configure })
      queuePrior(context, run, name)
      return readHostPrior(context, run, name)
    },

    async 'priors.stop'({ id }) {
      const { run, name } = await read(id)
      await jobs.stopMaking(id)
      return readHostPrior(context, run, name)
    },

    async 'priors.resume'({ id, epochs }) {
      const { run, name, prior } = await read(id)
      if (isUnderWay(prior)) throw new CirrusError('busy', `${name} is already ${prior.state}.`)
      if (prior.kind === 'gaussian' && prior.state === 'complete') {
        throw new CirrusError('conflict', `${name} is a Gaussian, which is computed at once; train a new prior.`)
      }
      const wanted = epochs ?? prior.config?.epochs ?? 0
      if (prior.config && (prior.state === 'complete' ? wanted <= prior.epoch : wanted < prior.epoch)) {
        const message = `${name} already has ${prior.epoch} epochs; set a larger number.`
        throw new CirrusError('invalid-params', message, undefined, { field: 'epochs' })
      }
      queuePrior(context, run, name, epochs)
      return readHostPrior(context, run, name)
    },

    async 'priors.remove'({ id }) {
      const { run, name, prior } = await read(id)
      await jobs.cancelSubject(id)
      await removeFolder(prior.folder)
      await tellPrior(context, run, name)
      return {}
    },
  }
}
