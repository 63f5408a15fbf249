/** The continued fraction is used from here on, with enough terms for double precision. */
const SWITCH = 1.5
const TERMS = 150

/** ln sqrt(2 pi) */
const LOG_ROOT_TWO_PI = 0.5 * Math.log(2 * Math.PI)

/**
 * Mills' ratio R(x) = (1 - Phi(x)) / phi(x) for x >= 1.5, as 1 / (x + c), c = 1 / (x + 2 / (x + 3 / ...))
 * (Abramowitz & Stegun 26.2.14).
 */
function millsRatio(x: number): { ratio: number; c: number } {
  let rest = x
  for (let k = TERMS; k >= 2; k--) rest = x + k / rest
  return { ratio: 1 / (x + 1 / rest), c: 1 / rest }
}

/** ln of the density of N(0, 1). */
export function logNormalDensity(z: number): number {
  return -0.5 * z * z - LOG_ROOT_TWO_PI
}

/**
 * Phi(z), the cumulative distribution of N(0, 1): a power series whose terms all have one sign near the middle, Laplace's
 * continued fraction in the tails (Abramowitz & Stegun 1964, 26.2.11 and 26.2.14).
 */
export function normalCdf(z: number): number {
  const density = Math.exp(logNormalDensity(z))
  if (z <= -SWITCH) return density * millsRatio(-z).ratio
  if (z >= SWITCH) return 1 - density * millsRatio(z).ratio
  // 1/2 + phi(z) (z + z^3 / 3 + z^5 / (3 5) + ...)
  let [term, sum] = [z, z]
  for (let k = 3; Math.abs(term) > Number.EPSILON * Math.abs(sum); k += 2) {
    term *= (z * z) / k
    sum += term
  }
  return 0.5 + density * sum
}

/**
 * ln h(z), with h(z) = phi(z) + z Phi(z) the expected positive part of a normal variable of mean z and deviation 1. In
 * the lower tail it is phi(z) R c, since 1 - |z| R = R c, which avoids cancellation.
 * @returns `value`, and `slope`, its derivative Phi(z) / h(z)
 */
export function logExpectedPositivePart(z: number): { value: number; slope: number } {
  if (z <= -SWITCH) {
    const { ratio, c } = millsRatio(-z)
    return { value: logNormalDensity(z) + Math.log(ratio * c), slope: 1 / c }
  }
  const cumulative = normalCdf(z)
  const h = Math.exp(logNormalDensity(z)) + z * cumulative
  return { value: Math.log(h), slope: cumulative / h }
}
