import { createInverseHessian } from './inverse-hessian.ts'
import { searchLine } from './line-search.ts'
import type { LinePoint } from './line-search.ts'
import { ObjectiveError } from './objective.ts'
import type { Objective } from './objective.ts'
import { addScaled, dot, maxNorm } from './vector.ts'

/** An accepted iteration. */
export interface Iteration {
  /** From 1; 0 is the starting point. */
  iteration: number
  x: Float64Array
  value: number
  /** max |gradient_i| */
  gradientNorm: number
  /** Evaluations of the objective so far. */
  evaluations: number
}

export interface MinimiseOptions {
  /** Steps kept for the inverse Hessian. */
  history?: number
  maxIterations?: number
  /** Converged when max |gradient_i| is at most this. */
  gradientTolerance?: number
  /** Converged when an iteration lowers the value by at most this times max(|before|, |after|, 1). */
  valueTolerance?: number
  signal?: { readonly aborted: boolean }
  /** Called, and awaited, at the start and after every accepted iteration. */
  onIteration?: (iteration: Iteration) => void | Promise<void>
}

/** Why a minimisation ended: a tolerance was met, iterations ran out, no lower point could be found, or it was aborted. */
export type StopReason = 'gradient' | 'value' | 'iterations' | 'line-search' | 'cancelled'

export interface Minimum {
  x: Float64Array
  value: number
  gradientNorm: number
  iterations: number
  evaluations: number
  reason: StopReason
}

interface Point extends LinePoint {
  x: Float64Array
  gradient: Float64Array
}

/**
 * Minimises a differentiable function by L-BFGS (Nocedal & Wright, Algorithm 7.5) with a strong Wolfe line search.
 * Defaults are SciPy's for method L-BFGS-B. When aborted, it returns the best point so far.
 * @param x0 the starting point; not modified
 * @throws ObjectiveError when the objective is not finite at x0, or its gradient has another length than x0
 */
export async function minimise(
  objective: Objective,
  x0: ArrayLike<number>,
  {
    history = 10,
    maxIterations = 15_000,
    gradientTolerance = 1e-5,
    valueTolerance = 2.220446049250313e-9,
    signal,
    onIteration,
  }: MinimiseOptions = {},
): Promise<Minimum> {
  let evaluations = 0
  const evaluate = async (x: Float64Array): Promise<Point> => {
    evaluations++
    const { value, gradient } = await objective(x)
    if (gradient.length !== x.length) {
      throw new ObjectiveError(`its gradient has ${gradient.length} numbers where x has ${x.length}`)
    }
    return { x, value, gradient: Float64Array.from(gradient), step: 0, slope: 0 }
  }

  let point = await evaluate(Float64Array.from(x0))
  if (!Number.isFinite(point.value) || !point.gradient.every(Number.isFinite)) {
    throw new ObjectiveError('value or gradient is not a finite number at the starting point')
  }
  let iteration = 0
  const accepted = async () => {
    const { x, value, gradient } = point
    await onIteration?.({ iteration, x, value, gradientNorm: maxNorm(gradient), evaluations })
  }
  const finish = (reason: StopReason): Minimum => {
    const { x, value, gradient } = point
    return { x, value, gradientNorm: maxNorm(gradient), iterations: iteration, evaluations, reason }
  }
  await accepted()

  const inverseHessian = createInverseHessian(history)
  for (;;) {
    if (maxNorm(point.gradient) <= gradientTolerance) return finish('gradient')
    if (iteration >= maxIterations) return finish('iterations')
    if (signal?.aborted) return finish('cancelled')

    const newton = inverseHessian.size > 0
    const uphill = newton ? inverseHessian.times(point.gradient) : point.gradient
    const slope = -dot(uphill, point.gradient)
    const smallestGain = valueTolerance * Math.max(Math.abs(point.value), 1)
    const next = await descend(point, uphill, slope, newton ? 1 : 1 / Math.sqrt(-slope), smallestGain)
    if (next === null) {
      if (signal?.aborted) return finish('cancelled')
      if (-slope <= smallestGain) return finish('value')
      if (!newton) return finish('line-search')
      // The stored curvature was misleading: restart from steepest descent.
      inverseHessian.reset()
      continue
    }
    // Found by its slope alone: the values differ by less than the tolerance.
    if (next.value >= point.value) return finish('value')
    inverseHessian.update(addScaled(next.x, -1, point.x), addScaled(next.gradient, -1, point.gradient))
    const gain = (point.value - next.value) / Math.max(Math.abs(point.value), Math.abs(next.value), 1)
    point = next
    iteration++
    await accepted()
    if (gain <= valueTolerance && maxNorm(point.gradient) > gradientTolerance) return finish('value')
  }

  /** Searches along minus `uphill`; null if no lower point was found or the caller aborted. */
  async function descend(from: Point, uphill: Float64Array, slope: number, firstStep: number, smallestGain: number) {
    if (!(slope < 0)) return null
    const along = async (step: number): Promise<Point> => {
      if (signal?.aborted) throw new Aborted()
      const trial = await evaluate(addScaled(from.x, -step, uphill))
      return { ...trial, step, slope: -dot(uphill, trial.gradient) }
    }
    try {
      return await searchLine(along, { ...from, step: 0, slope }, firstStep, smallestGain)
    } catch (error) {
      if (error instanceof Aborted) return null
      throw error
    }
  }
}

/** Ends a line search when the caller has aborted. */
class Aborted extends Error {}
