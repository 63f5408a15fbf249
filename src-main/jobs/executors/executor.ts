import type { EpochMetrics, TrainingStep } from '../../../src-preload/contract/runs.ts'
import type { TrainingConfig } from '../../../src-shared/model/configuration.ts'

/**
 * A training to run: a trial of a study, or a run started by hand. Its process writes only to the run folder; the host
 * that owns the study keeps the catalog.
 */
export interface TrialOrder {
  /** Its run's id, which identifies it wherever it runs. */
  runId: string
  runFolder: string
  /** One line for users. */
  title: string
  datasetFolder: string
  config: TrainingConfig
  /** Weights file to start from; null draws the weights with the seed. */
  startWeights: string | null
  /** Stops it within one step, with a checkpoint. */
  signal: AbortSignal
  /** Called when it changes between waiting in the executor's queue and running, or when its one-line note changes. */
  onPhase(phase: 'waiting' | 'running', note: string): void
  /** Called with the device it runs on, if that is known before the end. */
  onDevice(device: { device: string; parameters: number }): void
  onStep(step: TrainingStep): void
  /** Called for each epoch once, in order; epochs already in the folder are left out. */
  onEpoch(metrics: EpochMetrics): void
  /** Called before its job ends, if it is one: with its result, its error, or that it never started. */
  onEnd?(end: TrialEnd): Promise<void>
  onFailure?(error: unknown): Promise<void>
  onDropped?(): void
}

export interface TrialEnd {
  /**
   * `interrupted`: stopped by the signal, or by someone in a way the executor knows of; it can resume from its
   * checkpoint.
   */
  state: 'complete' | 'interrupted'
  /** Completed epochs. */
  epoch: number
  /** Whether it completed before its last epoch because it had stopped improving. */
  stoppedEarly?: boolean
}

/** Where trials run: on this machine's engines, or in a cluster's queue. */
export interface Executor {
  /** Number of trials it takes at once; more would wait in its queue. */
  capacity(): number
  /**
   * Runs a trial to its end: from the newest checkpoint in its folder, or from scratch. A trial still running that an
   * earlier host started is picked up, not started again.
   * @throws CirrusError: `refused`, `invalid-params`, `diverged`, `engine-failed`, `out-of-memory` if the trial has
   *   failed; `engine-lost`, `engine-killed`, ... if it can resume from its checkpoint; `engine-missing` if no trial
   *   can run; `busy` if it should have been stopped, but it is unknown whether it was
   */
  run(order: TrialOrder): Promise<TrialEnd>
}
