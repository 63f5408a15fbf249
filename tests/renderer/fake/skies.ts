import type { Dataset, Job, Run, skyMethods } from '../../../src-preload/contract/index.ts'
import type { Handlers } from '../../../src-preload/rpc/server.ts'
import { found } from './found.ts'

/** The whole skies of an in-memory host, of which nothing is drawn: their jobs wait for ever. */
export function createFakeSkies(
  runs: readonly Run[],
  datasets: readonly Dataset[],
  jobs: Job[],
  changed: (job: Job) => void,
) {
  const handlers: Handlers<{ methods: typeof skyMethods; events: Record<never, never> }> = {
    'skies.preview'({ runId, nside, step, like, solverSteps }) {
      const { config, datasetId } = found([...runs], runId, 'run')
      const { width } = found([...datasets], datasetId!, 'dataset').recipe
      return {
        ...{ patches: 2718, size: config.size, width, step: step ?? width / 2, networks: config.octaves + 1 },
        ...{ standardisation: 'patch', column: like ? 'I_100UM' : 'STANDARDISED', unit: like ? 'MJy/sr' : '' },
        ...{ bytes: 48 * nside ** 2, seconds: 60 * solverSteps },
      }
    },
    'skies.draw'({ runId, realisation }) {
      const job: Job = {
        ...{ id: `job-sky-${jobs.length}`, kind: 'map', subject: null, state: 'waiting', fraction: null },
        ...{ title: `Draw sky ${realisation} of ${found([...runs], runId, 'run').name}`, note: 'waiting for its turn' },
        ...{ secondsLeft: null, failure: null, cancellable: true, endedAt: null },
        startedAt: new Date().toISOString(),
      }
      jobs.push(job)
      changed(job)
      return job
    },
  }
  return { handlers }
}
