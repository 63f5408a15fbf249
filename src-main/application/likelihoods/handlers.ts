import type { KeptLikelihood, likelihoodEvents, likelihoodMethods } from '../../../src-preload/contract/likelihood.ts'
import type { Handlers } from '../../../src-preload/rpc/server.ts'
import type { Context } from '../host/context.ts'
import { found } from '../host/found.ts'
import { keptLikelihoods, type StoredLikelihood } from './kept-likelihoods.ts'
import { startLikelihood } from './start-likelihood.ts'

type LikelihoodContract = { methods: typeof likelihoodMethods; events: typeof likelihoodEvents }

export function likelihoodHandlers(
  context: Pick<Context, 'catalog' | 'emit' | 'engines' | 'jobs'>,
): Handlers<LikelihoodContract> {
  const runOf = (id: string) => found(context.catalog.runs.get(id), 'run', id)
  const ofRun = (runId: string, { name, ...stored }: StoredLikelihood): KeptLikelihood => ({
    ...{ id: `${runId}.${name}`, runId },
    ...stored,
  })
  return {
    async 'likelihoods.list'({ runIds }) {
      const all = await Promise.all(
        runIds.map(async (id) => (await keptLikelihoods(runOf(id).folder)).map((stored) => ofRun(id, stored))),
      )
      return all.flat().sort((a, b) => b.createdAt.localeCompare(a.createdAt))
    },

    async 'likelihoods.compute'({ runId, ...choice }) {
      return startLikelihood(context, runOf(runId), choice, (stored) => {
        const record = ofRun(runId, stored)
        context.emit('likelihoods.changed', { id: record.id, record })
      })
    },
  }
}
