import { isUnderWay } from '../../../src-preload/contract/states.ts'
import type { Study } from '../../../src-preload/contract/studies.ts'
import { userFailure } from '../host/user-errors.ts'
import type { CatalogTables } from '../../catalog/index.ts'
import type { Context } from '../host/context.ts'
import { tellChange } from '../host/tell-change.ts'
import { conductStudy } from './conduct.ts'
import { stateWords } from '../../../src-shared/study/state-words.ts'
import { keepPrior } from './keep-prior.ts'
import { summarise } from './summary.ts'
import { noteEnvironment } from './environment.ts'

interface UnderWay {
  paused: boolean
  jobId: string
  /** Makes it check what has changed. */
  wake(): void
  done: Promise<unknown>
}

const now = () => new Date().toISOString()

/** The studies this host conducts, each a job alongside the jobs of its trials. */
export function createConductor(context: Context) {
  const { catalog, jobs } = context
  const underWay = new Map<string, UnderWay>()
  jobs.onWiden(() => underWay.forEach(({ wake }) => wake()))

  const change = (id: string, changes: Partial<Study>) => {
    catalog.studies.update(id, changes)
    tellChange(context, 'studies', id)
  }

  /** Starts or resumes a study. */
  function start(id: string) {
    const going = underWay.get(id)
    if (going) {
      going.paused = false
      change(id, { state: 'running' })
      return going.wake()
    }
    let next = Promise.withResolvers<void>()
    change(id, { state: 'waiting', failure: null, endedAt: null })
    const self: UnderWay = { paused: false, jobId: '', wake, done: Promise.resolve() }
    underWay.set(id, self)
    function wake() {
      next.resolve()
      next = Promise.withResolvers<void>()
    }
    const end = (changes: Partial<Study>) => {
      underWay.delete(id)
      change(id, { endedAt: now(), ...changes })
    }
    const { job, done } = jobs.start({
      kind: 'study',
      title: `Study ${catalog.studies.get(id)!.name}`,
      subject: id,
      lane: 'study',
      dropped: () => end({ state: 'interrupted' }),
      async work({ signal, progress }) {
        noteEnvironment(context, id)
        change(id, { state: 'running', startedAt: catalog.studies.get(id)!.startedAt ?? now() })
        const conduct = {
          signal,
          progress,
          isPaused: () => self.paused,
          changed: () => next.promise,
          failing: (error: unknown) => change(id, { failure: userFailure(error) }),
        }
        const goOn = () => conductStudy(context, id, conduct).finally(() => noteEnvironment(context, id))
        try {
          let state = await goOn()
          // Resumed while the last trial was ending.
          while (state === 'paused' && !self.paused) state = await goOn()
          const made = state === 'complete' || state === 'exhausted' ? await keepBest(id) : ''
          end({ state })
          return `${stateWords(summarise(catalog.studies.get(id)!, catalog.trials.outcomes(id)))}${made}`
        } catch (error) {
          end({ state: 'failed', failure: userFailure(error) })
          throw error
        }
      },
    })
    self.jobId = job.id
    self.done = done
  }

  /** The best trial of a study of a prior becomes one; in words what came of it. */
  async function keepBest(id: string): Promise<string> {
    const study = catalog.studies.get(id)!
    if (!study.latents) return ''
    return keepPrior(context, study, { number: null, name: null }).then(
      ({ name }) => `; the best is the prior ${name} of ${study.latents!.runName}`,
      (error: Error) => `; no prior was made: ${error.message}`,
    )
  }

  return {
    start,
    /** Makes a running study check what was changed. */
    wake(id: string) {
      const going = underWay.get(id)
      if (!going) return
      noteEnvironment(context, id)
      going.wake()
    },
    pause(id: string) {
      const going = underWay.get(id)
      if (!going) return
      going.paused = true
      change(id, { state: 'paused' })
      going.wake()
    },
    /** Stops a study and its trials, and waits until they have stopped. */
    async stop(id: string) {
      const going = underWay.get(id)
      if (!going) return
      jobs.cancel(going.jobId)
      await going.done
    },
  }
}

/** Marks as interrupted studies and trials that a dead host left running or queued. */
export function recoverStudies({ catalog }: { catalog: CatalogTables }): void {
  for (const { id, state } of catalog.studies.list()) {
    for (const { number, state, runId } of catalog.trials.outcomes(id)) {
      const wasUnderWay = state === 'running' || (state === 'waiting' && runId !== null)
      if (wasUnderWay) catalog.trials.update(id, number, { state: 'interrupted' })
    }
    if (!isUnderWay({ state })) continue
    const message = 'Cirrus exited while this study was running. It can be resumed.'
    catalog.studies.update(id, { state: 'interrupted', failure: { code: 'interrupted', message } })
  }
}
