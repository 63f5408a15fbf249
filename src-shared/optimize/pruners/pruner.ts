/** A running trial's objective at one step. */
export interface IntermediateValue {
  /** Epochs, or another measure of progress. */
  step: number
  value: number
}

/** In order of increasing step. */
export type Curve = readonly IntermediateValue[]

/** Decides, after each intermediate value, whether a running trial is worth continuing. */
export interface Pruner {
  /** @param others the curves of the study's other trials */
  shouldPrune(curve: Curve, others: readonly Curve[]): boolean
}
