/** A differentiable function's value and gradient at one point. */
export interface Evaluation {
  value: number
  /** d value / d x, as long as x. */
  gradient: ArrayLike<number>
}

/** A function to minimise, synchronous or not (it may run on another device). It must not change x. */
export type Objective = (x: Float64Array) => Evaluation | Promise<Evaluation>

/** The objective returned something that cannot be minimised. */
export class ObjectiveError extends Error {
  readonly code = 'refused'
  readonly reason: string

  constructor(reason: string) {
    super(`The objective cannot be minimised: ${reason}`)
    this.name = 'ObjectiveError'
    this.reason = reason
  }
}
