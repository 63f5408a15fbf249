/** How well samples cover the sky, and how densely they lie where the sky is (Naeem et al. 2020, arXiv:2002.09797). */
export interface CoverageAndDensity {
  /**
   * Share of the sky's patches with a sample nearer than their k-th neighbour in the sky (Eq. 6); small if samples leave
   * out a part of the sky.
   */
  coverage: number
  /** What `coverage` is expected to be for samples of the same distribution, and its standard error. */
  expected: number
  coverageError: number
  /** Mean number of such neighbourhoods around a sample, over k (Eq. 5); 1 for the same distribution. */
  density: number
  /** Its standard error from the scatter among samples. */
  densityError: number
}

/** k of the paper's experiments. */
const neighbours = 5

/**
 * Coverage and density of samples, by Euclidean distances of rows of equal length.
 * @returns null for a sky of at most 5 patches, or no sample
 */
export function coverageAndDensity(
  sky: readonly ArrayLike<number>[],
  samples: readonly ArrayLike<number>[],
): CoverageAndDensity | null {
  const [n, m] = [sky.length, samples.length]
  if (n <= neighbours || m === 0) return null
  const radii = sky.map((row, i) => {
    const others = Float64Array.from(sky, (other, j) => (i === j ? Infinity : squaredDistance(row, other))).sort()
    return others[neighbours - 1]
  })
  const around = new Float64Array(m)
  let covered = 0
  sky.forEach((row, i) => {
    let some = false
    for (let j = 0; j < m; j++) {
      if (squaredDistance(row, samples[j]) >= radii[i]) continue
      around[j]++
      some = true
    }
    if (some) covered++
  })
  const density = around.reduce((sum, count) => sum + count, 0) / neighbours / m
  const scatter = around.reduce((sum, count) => sum + (count / neighbours - density) ** 2, 0)
  // The k neighbours are the nearest of all n - 1 + m others with this probability (Sec. 3.2.2).
  let missed = 1
  for (let i = 1; i <= neighbours; i++) missed *= (n - i) / (n + m - i)
  return {
    coverage: covered / n,
    expected: 1 - missed,
    coverageError: Math.sqrt((missed * (1 - missed)) / n),
    density,
    densityError: Math.sqrt(scatter) / m,
  }
}

function squaredDistance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += (a[i] - b[i]) ** 2
  return sum
}
