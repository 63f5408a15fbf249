import type { EpochMetrics, TrainingStep } from '../../../src-preload/contract/runs.ts'
import type { TrainingConfig } from '../../../src-shared/model/configuration.ts'

/** A training to be run: a trial of a study, or a run by hand. Its process writes into the run folder alone; the host that owns the study keeps the catalog. */
export interface TrialOrder {
  /** Names it wherever it runs: its run's id. */
  runId: string
  runFolder: string
  /** One line for people. */
  title: string
  datasetFolder: string
  config: TrainingConfig
  /** File of weights that it begins with; null draws them by the seed. */
  startWeights: string | null
  /** Stops it within a step, with a checkpoint. */
  signal: AbortSignal
  /** It waits in the executor's queue, or runs, with a line for people: told whenever either is another one than before. */
  onPhase(phase: 'waiting' | 'running', note: string): void
  /** What it turned out to run on, where that is known before the end. */
  onDevice(device: { device: string; parameters: number }): void
  onStep(step: TrainingStep): void
  /** In order, each epoch once; those that the folder held before are not told. */
  onEpoch(metrics: EpochMetrics): void
  /** Before its job ends, where it is one: how it ended, what ended it, or that its turn never came. */
  onEnd?(end: TrialEnd): Promise<void>
  onFailure?(error: unknown): Promise<void>
  onDropped?(): void
}

export interface TrialEnd {
  /** `interrupted`: stopped by the signal, or by a hand that the executor knows of; it can go on from its checkpoint. */
  state: 'complete' | 'interrupted'
  /** Epochs complete. */
  epoch: number
  /** Complete before its last epoch, for want of improvement. */
  stoppedEarly?: boolean
}

/** Where trials run: this machine's engines, or a cluster's queue. */
export interface Executor {
  /** Trials that it takes at once; more would wait in its queue. */
  capacity(): number
  /**
   * Runs a trial to its end: from the newest checkpoint of its folder if there is one, else from its beginning. A
   * trial that still runs since another host began it is taken up, not begun again.
   * @throws CirrusError: `refused`, `invalid-params`, `diverged`, `engine-failed`, `out-of-memory` where the trial has
   * failed; `engine-lost`, `engine-killed`, ... where it can go on from its checkpoint; `engine-missing` where no trial
   * can run; `busy` where it was to be stopped, and nobody knows whether it was
   */
  run(order: TrialOrder): Promise<TrialEnd>
}
