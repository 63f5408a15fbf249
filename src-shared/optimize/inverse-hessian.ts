import { addScaled, dot } from './vector.ts'

interface Pair {
  /** x_{k+1} - x_k and the change of the gradient along it. */
  s: Float64Array
  y: Float64Array
  /** 1 / (s . y) */
  rho: number
}

/** The last few steps of a minimisation, which approximate the inverse Hessian. */
export interface InverseHessian {
  /** Adds a step, unless the curvature along it is not positive. */
  update(s: Float64Array, y: Float64Array): void
  /** The approximate inverse Hessian times a vector. */
  times(vector: Float64Array): Float64Array
  reset(): void
  readonly size: number
}

/**
 * Limited-memory BFGS approximation of the inverse Hessian: the two-loop recursion,
 * Nocedal & Wright, Numerical Optimization (2006), Algorithm 7.4, scaled by their Eq. 7.20.
 * @param history number of steps kept
 */
export function createInverseHessian(history: number): InverseHessian {
  let pairs: Pair[] = []
  let scale = 1

  return {
    get size() {
      return pairs.length
    },
    reset() {
      pairs = []
      scale = 1
    },
    update(s, y) {
      const curvature = dot(s, y)
      const yy = dot(y, y)
      if (!(curvature > Number.EPSILON * yy)) return
      pairs.push({ s, y, rho: 1 / curvature })
      if (pairs.length > history) pairs.shift()
      scale = curvature / yy
    },
    times(vector) {
      let q = vector
      const alpha: number[] = []
      for (let i = pairs.length - 1; i >= 0; i--) {
        alpha[i] = pairs[i].rho * dot(pairs[i].s, q)
        q = addScaled(q, -alpha[i], pairs[i].y)
      }
      let r = addScaled(new Float64Array(q.length), scale, q)
      for (let i = 0; i < pairs.length; i++) {
        const beta = pairs[i].rho * dot(pairs[i].y, r)
        r = addScaled(r, alpha[i] - beta, pairs[i].s)
      }
      return r
    },
  }
}
