import { priorId, priorOf, type Prior } from '../../../src-preload/contract/priors.ts'
import type { Run } from '../../../src-preload/contract/runs.ts'
import { isUnderWay } from '../../../src-preload/contract/states.ts'
import type { TrainingOutcome } from '../../engine/outcomes.ts'
import { trainingProgress } from '../../jobs/training-progress.ts'
import type { Context } from '../host/context.ts'
import { untilFree } from '../runs/executors.ts'
import { priorFolder, priorNames, priorStanding } from './prior-standing.ts'
import { resumePrior } from './train-prior.ts'

type HasJobs = Pick<Context, 'jobs'>

const jobOf = ({ jobs }: HasJobs, id: string) =>
  jobs.list().find((job) => job.kind === 'prior' && job.subject === id && isUnderWay(job))

/**
 * A prior of a run as its folder and this host's job tell. No table lists priors: their folders do, and after a restart
 * no job is under way.
 * @throws CirrusError refused if there is no such prior
 */
export async function readHostPrior(context: HasJobs, run: Run, name: string): Promise<Prior> {
  const id = priorId(run.id, name)
  const before = jobOf(context, id)
  const standing = await priorStanding(run.folder, name)
  const job = jobOf(context, id)
  // Its training ended meanwhile, so that the folder may have been read before its last epoch.
  if (before && !job) return readHostPrior(context, run, name)
  return { ...standing, id, runId: run.id, ...(job && { state: job.state, failure: null }) }
}

/** All priors of a run by name; none before it is trained. */
export const priorsOfRun = async (context: HasJobs, run: Run): Promise<Prior[]> =>
  Promise.all((await priorNames(run.folder)).map((name) => readHostPrior(context, run, name)))

/** Tells of a prior's change; null once it is removed. */
export async function tellPrior(context: Pick<Context, 'jobs' | 'emit'>, run: Run, name: string): Promise<void> {
  const record = await readHostPrior(context, run, name).catch(() => null)
  context.emit('priors.changed', { id: priorId(run.id, name), record })
}

/** Queues the training of a prior behind other trainings; its folder keeps how it ends. */
export function queuePrior(context: Context, run: Run, name: string, epochs?: number): void {
  const { emit, engines, jobs } = context
  const id = priorId(run.id, name)
  const tell = () => tellPrior(context, run, name)
  const { done } = jobs.start({
    kind: 'prior',
    title: `Train prior ${name} of ${run.name}`,
    subject: id,
    lane: 'training',
    async work({ signal, progress }) {
      await tell()
      const { training } = await engines.train(async (engine) => {
        await untilFree(priorFolder(run.folder, name), signal)
        return resumePrior(engine, {
          ...{ run: run.folder, name, epochs, signal },
          onEncoded: (encoded, count) => progress(encoded / count, `encoding patch ${encoded} of ${count}`),
          onStep(step) {
            progress(...trainingProgress(step))
            emit('priors.step', { id, step })
          },
          onEpoch(metrics) {
            emit('priors.epoch', { id, metrics })
            void tell()
          },
        })
      })
      return noteOf(training)
    },
  })
  void done.then(tell)
}

const noteOf = (training: TrainingOutcome | null): string => {
  if (!training) return 'fitted'
  return training.state === 'complete' ? `epoch ${training.epoch}` : `stopped after epoch ${training.epoch}`
}

/** Stops the trainings of all priors of a run. */
export async function stopPriorsOf(context: HasJobs, runId: string): Promise<void> {
  await Promise.all(jobsOf(context, runId).map(({ subject }) => context.jobs.cancelSubject(subject!)))
}

/** Whether a job of this host trains a prior of a run, or waits to. */
export const trainsPrior = (context: HasJobs, runId: string) => jobsOf(context, runId).some(isUnderWay)

const jobsOf = ({ jobs }: HasJobs, runId: string) =>
  jobs.list().filter(({ kind, subject }) => kind === 'prior' && priorOf(subject!).runId === runId)

/** Whether a job of this host trains a prior, or waits to. */
export const isQueued = (context: HasJobs, id: string) => jobOf(context, id) !== undefined
