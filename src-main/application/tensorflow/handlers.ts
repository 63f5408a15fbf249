import { isUnderWay } from '../../../src-preload/contract/states.ts'
import type { Job } from '../../../src-preload/contract/jobs.ts'
import { tensorflowTitle, type tensorflowMethods } from '../../../src-preload/contract/tensorflow.ts'
import type { Handlers } from '../../../src-preload/rpc/server.ts'
import type { Context } from '../host/context.ts'
import { fetchBuild } from './fetch-build.ts'
import { buildOf, planFetch } from './offer.ts'
import { tensorflowVersion, type Build } from './supply.ts'

type TensorFlowContract = { methods: typeof tensorflowMethods; events: Record<never, never> }

/** TensorFlow's libraries for a package that has none: what would be fetched, and fetching it. */
export function tensorflowHandlers(context: Context): Handlers<TensorFlowContract> {
  const { jobs, tensorflow: supply } = context
  let latest: string | null = null
  const underWay = () => jobs.list().find((job) => job.id === latest && isUnderWay(job))

  return {
    'tensorflow.plan': async () => ({ ...(await planFetch(supply)), jobId: underWay()?.id ?? null }),

    'tensorflow.fetch'({ flavour }) {
      const current = underWay()
      if (current) return current
      const job = startFetch(context, buildOf(supply, flavour))
      latest = job.id
      return job
    },
  }
}

/** Fetches a build as a job, after which engines start with it. */
function startFetch({ jobs, engines, tensorflow: supply }: Context, build: Build): Job {
  const title = tensorflowTitle(tensorflowVersion, build.flavour)
  const { job } = jobs.start({
    kind: 'tensorflow',
    title: `Fetch ${title}`,
    subject: null,
    lane: 'download',
    async work({ signal, progress }) {
      await fetchBuild(supply, build, { signal, onProgress: progress })
      engines.renew()
      return `${title} is ready`
    },
  })
  return job
}
