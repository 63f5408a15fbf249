/**
 * Distribution function of N(0, 1): 1/2 + phi(x) (x + x^3/3 + x^5/(3 5) + ...) near the middle, whose terms are all of
 * one sign, and Laplace's continued fraction for the tails (Abramowitz & Stegun 1964, 26.2.11 and 26.2.14).
 */
export function normalCdf(x: number): number {
  const density = Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)
  if (Math.abs(x) > 4) {
    const tail = density / laplaceFraction(Math.abs(x))
    return x < 0 ? tail : 1 - tail
  }
  let term = x
  let sum = x
  for (let n = 3; Math.abs(term) > 1e-17 * Math.abs(sum); n += 2) {
    term *= (x * x) / n
    sum += term
  }
  return 0.5 + density * sum
}

/** x + 1/(x + 2/(x + 3/(x + ...))), from its 60th step up: double precision for x > 4. */
function laplaceFraction(x: number): number {
  let fraction = x
  for (let n = 60; n > 0; n--) fraction = x + n / fraction
  return fraction
}
