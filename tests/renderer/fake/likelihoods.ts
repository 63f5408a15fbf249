import type { Job, KeptLikelihood, likelihoodEvents, likelihoodMethods } from '../../../src-preload/contract/index.ts'
import { likelihoodChoiceSchema, type LikelihoodChoice, type Run } from '../../../src-preload/contract/index.ts'
import type { Handlers } from '../../../src-preload/rpc/server.ts'
import { likelihoodOf } from '../../../src-shared/validation/likelihood.ts'
import { endedJob } from './exports.ts'
import { found } from './found.ts'

/** The likelihood of a flow: 8000, 8002, ... nats, and `better` more. */
export const keptLikelihood = (
  { id: runId, config, bestEpoch }: Pick<Run, 'id' | 'config' | 'bestEpoch'>,
  choice: Partial<LikelihoodChoice> = {},
  better = 0,
): KeptLikelihood => {
  const whole = { ...likelihoodChoiceSchema.parse({ count: 9 }), ...choice }
  const epoch = bestEpoch ?? 1
  return {
    id: `${runId}.epoch-${epoch}-${whole.split}-${whole.count}`,
    ...{ runId, createdAt: '2026-11-23T12:00:00.000Z', epoch, choice: whole },
    likelihood: likelihoodOf({
      ...{ space: 'patches', values: config.size ** 2, prior: null, subject: 'demo-64px', leftOut: 0, seconds: 9 },
      densities: Array.from({ length: whole.count }, (_, index) => ({ index, logDensity: 8000 + 2 * index + better })),
      solved: { solver: whole.solver, solverSteps: whole.solverSteps, probes: whole.probes },
    }),
  }
}

/** The likelihoods of an in-memory host's flows, which are computed at once. */
export function createFakeLikelihoods(
  kept: KeptLikelihood[],
  runs: readonly Run[],
  changed: (record: KeptLikelihood) => void,
  begun: (job: Job) => void,
) {
  const handlers: Handlers<{ methods: typeof likelihoodMethods; events: typeof likelihoodEvents }> = {
    'likelihoods.list': ({ runIds }) => kept.filter(({ runId }) => runIds.includes(runId)),
    'likelihoods.compute'({ runId, ...choice }) {
      const made = keptLikelihood(found([...runs], runId, 'run'), choice)
      kept.unshift(made)
      changed(made)
      const job = endedJob({ kind: 'run', title: `Likelihood of ${runId}`, subject: runId })
      begun(job)
      return job
    },
  }
  return { handlers }
}
