import type { Study, Trial } from '../../../src-preload/contract/studies.ts'
import { withParams } from '../../../src-shared/study/search-space.ts'
import type { Executor, TrialEnd } from '../../jobs/executors/executor.ts'
import { isInterruption } from '../host/is-interruption.ts'
import { userFailure } from '../host/user-errors.ts'
import type { Context } from '../host/context.ts'
import { tellChange } from '../host/tell-change.ts'
import { catchUp, recordRun } from '../runs/run-record.ts'
import { curveOf, trialValue } from './objective.ts'
import { isHopeless } from './search.ts'

/** Consecutive deaths of a trial's training process, without an epoch in between, after which the trial has failed. */
const maxDeaths = 3

const now = () => new Date().toISOString()

/**
 * Runs a trial to its end, from its run's last checkpoint if there is one: complete, pruned, failed, or interrupted by
 * the signal or by hand. The catalog is updated and events are sent.
 * @returns the error that ended it, if any
 */
export async function runTrial(
  context: Context,
  { study, number, executor, signal }: { study: Study; number: number; executor: Executor; signal: AbortSignal },
): Promise<unknown> {
  const { catalog } = context
  const tell = (changes: Partial<Trial>) => changeTrial(context, study.id, number, changes)
  const first = catalog.trials.get(study.id, number)!
  const run = catalog.runs.get(first.runId!)!
  const record = recordRun(context, run.id)
  const prune = new AbortController()

  /** Reads the trial's progress from the run's curves, and ends it if it is hopeless. */
  const measure = (upTo = Infinity) => {
    const rows = catalog.metrics.of(run.id).filter(({ epoch }) => epoch <= upTo)
    const intermediate = curveOf(rows, study.objective, study.epochs)
    tell({ epochs: Math.min(rows.at(-1)?.epoch ?? 0, study.epochs), intermediate })
    if (study.pruner.kind === 'none') return
    const others = catalog.trials.of(study.id).filter((other) => other.number !== number)
    if (isHopeless(study, intermediate, others)) prune.abort()
  }
  const worth = (epochs = study.epochs) => trialValue(catalog.metrics.of(run.id), { ...study, epochs })
  let phase: 'waiting' | 'running' | null = null
  /** Waiting in the executor's queue, or training. */
  const stand = (next: 'waiting' | 'running') => {
    if (phase === next) return
    phase = next
    if (next === 'waiting') {
      record.queued()
      return void tell({ state: 'waiting', failure: null, endedAt: null })
    }
    record.begun()
    tell({ state: 'running', startedAt: catalog.trials.get(study.id, number)!.startedAt ?? now() })
  }
  const pruned = () => {
    record.change({ state: 'pruned', failure: null, endedAt: now() })
    // Its training may have finished another epoch before the stop arrived.
    tell({ state: 'pruned', value: worth(catalog.trials.get(study.id, number)!.epochs), endedAt: now() })
  }

  // Epochs between the last one reported and the end of the host are reported now, one by one.
  await catchUp(context, run)
  for (const { epoch } of catalog.metrics.of(run.id)) {
    if (epoch < first.epochs || prune.signal.aborted) continue
    measure(epoch)
  }
  if (prune.signal.aborted) return pruned()
  // The host died after its run had ended, and before the trial had its value.
  if (run.state === 'complete') return finish('complete')

  let epochs = -1
  for (let deaths = 1; ; deaths++) {
    phase = null
    stand('waiting')
    try {
      const end = await executor.run({
        runId: run.id,
        runFolder: run.folder,
        title: `Trial ${number} of ${study.name}`,
        datasetFolder: study.datasetFolder,
        config: { ...withParams(study.base, first.params), epochs: study.epochs },
        startWeights: null,
        signal: AbortSignal.any([signal, prune.signal]),
        onPhase: stand,
        onDevice: record.onDevice,
        onStep: record.onStep,
        onEpoch(metrics) {
          record.onEpoch(metrics)
          if (!prune.signal.aborted) measure(metrics.epoch)
        },
        // Before its job ends: a caller who stopped the run reads it at that moment.
        async onEnd(end) {
          if (!prune.signal.aborted) await record.ended(end, run.folder)
        },
      })
      return finish(end.state)
    } catch (error) {
      await record.failed(error, run.folder)
      if (prune.signal.aborted) return pruned()
      if (signal.aborted || isStop(error)) {
        return void tell({ state: 'interrupted', failure: isBusy(error) ? userFailure(error) : null, endedAt: now() })
      }
      const reached = catalog.trials.get(study.id, number)!.epochs
      if (reached > epochs) [epochs, deaths] = [reached, 1]
      if (isInterruption(error) && !isMachineAtFault(error) && deaths < maxDeaths) continue
      tell({ state: 'failed', failure: userFailure(error), endedAt: now() })
      return error
    }
  }

  function finish(state: TrialEnd['state']) {
    if (prune.signal.aborted) return pruned()
    if (state === 'interrupted') return void tell({ state: 'interrupted', endedAt: now() })
    measure()
    const value = worth()
    if (value !== null) return void tell({ state: 'complete', value, endedAt: now() })
    const message = `${study.objective.metric} was never measured, or was not a finite number.`
    tell({ state: 'failed', failure: { code: 'no-value', message }, endedAt: now() })
  }
}

/** Nothing can train here, so no trial is to blame. */
export const isMachineAtFault = (error: unknown) =>
  ['engine-missing', 'disk-full'].includes((error as { code?: string } | undefined)?.code ?? '')

const isBusy = (error: unknown) => (error as { code?: string }).code === 'busy'
const isStop = (error: unknown) => isBusy(error) || (error as { code?: string }).code === 'cancelled'

/** Stores and announces a change of a trial; also of its study if the trial's state, and so a count, has changed. */
export function changeTrial(context: Context, studyId: string, number: number, changes: Partial<Trial>): Trial {
  const { catalog, emit } = context
  const before = catalog.trials.get(studyId, number)!.state
  const trial = catalog.trials.update(studyId, number, changes)!
  emit('studies.trial', { id: studyId, trial })
  if (trial.state !== before) tellChange(context, 'studies', studyId)
  return trial
}
