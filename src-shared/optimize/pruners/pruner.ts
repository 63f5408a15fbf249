/** What a trial's objective was while it was running. */
export interface IntermediateValue {
  /** Epochs, or whatever the trial is measured in. */
  step: number
  value: number
}

/** By rising step. */
export type Curve = readonly IntermediateValue[]

/** Says of a running trial whether it is not worth going on with. Asked after each intermediate value. */
export interface Pruner {
  /** @param others the curves of the study's other trials */
  shouldPrune(curve: Curve, others: readonly Curve[]): boolean
}
