import type { Study, Trial } from '../../../src-preload/contract/studies.ts'
import { CirrusError, fromWire } from '../../../src-preload/rpc/errors.ts'
import type { Context } from '../host/context.ts'
import { trainingFingerprint } from '../priors/latents-folder.ts'
import { nextTrial } from './next-trial.ts'
import { changeTrial, isMachineAtFault, runTrial } from './run-trial.ts'
import { encodeForStudy } from './study-latents.ts'

/** Consecutive failed trials without a single completed epoch after which a study has failed. */
const maxFailures = 5

/** How a study ended, for now. */
export type StudyEnd = 'complete' | 'exhausted' | 'paused' | 'interrupted'

/** How to talk to a running study. */
export interface Conduct {
  signal: AbortSignal
  progress(fraction: number | null, note: string): void
  /** Whether new trials are held back. */
  isPaused(): boolean
  /** Resolves when the study or its requests have changed. */
  changed(): Promise<void>
  /** Called once with the reason the study will fail when its running trials have ended. */
  failing(error: unknown): void
}

/**
 * Conducts a study until its budget is spent, its space exhausted, or it is paused or stopped: proposes, runs and
 * records trials.
 * @throws CirrusError refused if the dataset has changed; the trials' error if all of them fail
 */
export async function conductStudy(context: Context, id: string, conduct: Conduct): Promise<StudyEnd> {
  const { catalog, executors } = context
  const study = () => catalog.studies.get(id)!
  if (!(await isEncoded(context, study(), conduct))) return 'interrupted'
  await checkDataset(study())
  const running = new Map<number, Promise<void>>()
  const begun = new Set<number>()
  const failures: unknown[] = []
  /** Why no further trial can start. Running trials are still valid and run to their end. */
  let fault: { error: unknown } | null = null
  const { signal } = conduct

  /** @throws the error that ended the study, if any */
  const outcome = (): StudyEnd => {
    if (fault) throw fault.error
    if (signal.aborted) return 'interrupted'
    return conduct.isPaused() ? 'paused' : endOf(study(), catalog.trials.outcomes(id))
  }
  const fail = (error: unknown) => {
    if (fault) return
    fault = { error }
    conduct.failing(error)
  }
  const begin = (number: number) => {
    begun.add(number)
    const executor = executors(study().executor)
    const trial = runTrial(context, { study: study(), number, executor, signal }).then((error) => {
      running.delete(number)
      const { state, epochs } = catalog.trials.get(id, number)!
      if (state !== 'failed') failures.length = 0
      else if (epochs === 0) failures.push(error)
      if (isMachineAtFault(error)) changeTrial(context, id, number, { state: 'interrupted', failure: null })
      if (isMachineAtFault(error) || failures.length >= maxFailures) fail(error)
    })
    running.set(number, trial)
  }

  try {
    for (;;) {
      tellProgress()
      await fill().catch(fail)
      if (running.size === 0) return outcome()
      await Promise.race([...running.values(), conduct.changed()])
    }
  } finally {
    await Promise.allSettled(running.values())
  }

  /** Starts trials while there is room. */
  async function fill() {
    const isOver = () => fault !== null || signal.aborted || conduct.isPaused()
    while (!isOver() && running.size < room()) {
      const trial = await nextTrial(context, study(), begun)
      // Requests made while it was stopped wait until it is resumed.
      if (trial === null || fault || signal.aborted) return
      begin(trial.number)
    }
  }
  function room(): number {
    const { concurrency, executor } = study()
    return Math.min(concurrency, executors(executor).capacity())
  }
  function tellProgress() {
    const { budget } = study()
    const ended = catalog.trials.outcomes(id).filter(({ origin, endedAt, state }) => {
      return origin !== 'imported' && endedAt !== null && state !== 'interrupted'
    }).length
    conduct.progress(ended / Math.max(budget, ended), `${ended} of ${budget} trials`)
  }
}

/**
 * How a study with nothing left to do ends.
 * @throws CirrusError if all its trials failed, with the last failure
 */
export function endOf({ budget }: Pick<Study, 'budget'>, trials: readonly Trial[]): 'complete' | 'exhausted' {
  const own = trials.filter(({ origin }) => origin !== 'imported')
  const last = own.at(-1)?.failure
  if (last && own.every(({ state }) => state === 'failed')) {
    const count = own.length === 1 ? 'The only trial' : `All ${own.length} trials`
    throw fromWire({ ...last, message: `${count} failed. The last failure: ${last.message}` })
  }
  return own.length < budget ? 'exhausted' : 'complete'
}

/** Encodes the latents that a study is of, if it is; false if it was stopped meanwhile. */
async function isEncoded(context: Context, study: Study, conduct: Conduct): Promise<boolean> {
  const { latents } = study
  if (!latents) return true
  try {
    await encodeForStudy(context, { ...study, latents }, conduct)
    return true
  } catch (error) {
    if (conduct.signal.aborted) return false
    throw error
  }
}

/** @throws CirrusError refused if a study's patches are not those it started with */
async function checkDataset({
  datasetFolder,
  datasetFingerprint,
  name,
}: {
  datasetFolder: string
  datasetFingerprint: string
  name: string
}) {
  if ((await trainingFingerprint(datasetFolder)) === datasetFingerprint) return
  throw new CirrusError(
    'refused',
    `${datasetFolder} no longer holds the patches the study ${name} started with; start a new study on them, and import this one's trials.`,
  )
}
