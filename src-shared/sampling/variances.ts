/** Variances about the mean of each chain, measured while chains grow. */
export interface Variances {
  /** Takes the next point of every chain. */
  add(points: readonly Float64Array[]): void
  /**
   * Of every coordinate, over all chains, drawn to 1e-3 as if by 5 more points, as in Stan's warm-up: few points, or a
   * chain that stood still, leave none at 0.
   */
  variances(): Float64Array
}

/** By Welford's method (1962), within chains: chains in different modes don't seem wider than they are. */
export function measureVariances(chains: number, dimension: number): Variances {
  const means = Array.from({ length: chains }, () => new Float64Array(dimension))
  const squares = new Float64Array(dimension)
  let points = 0
  return {
    add(next) {
      points++
      next.forEach((x, chain) => {
        const mean = means[chain]
        for (let k = 0; k < dimension; k++) {
          const apart = x[k] - mean[k]
          mean[k] += apart / points
          squares[k] += apart * (x[k] - mean[k])
        }
      })
    },
    variances() {
      const count = Math.max(chains * (points - 1), 1)
      return squares.map((sum) => (sum + 5e-3) / (count + 5))
    },
  }
}
