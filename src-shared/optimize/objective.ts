/** A differentiable function's value and gradient at one point. */
export interface Evaluation {
  value: number
  /** d value / d x, one number for each of x. */
  gradient: ArrayLike<number>
}

/** A function to minimise; it may answer later, as one that runs on another device does. It must not change x. */
export type Objective = (x: Float64Array) => Evaluation | Promise<Evaluation>

/** A minimisation that cannot begin or go on, because of what the objective gave. */
export class ObjectiveError extends Error {
  readonly code = 'refused'
  readonly reason: string

  constructor(reason: string) {
    super(`The objective cannot be minimised: ${reason}`)
    this.name = 'ObjectiveError'
    this.reason = reason
  }
}
