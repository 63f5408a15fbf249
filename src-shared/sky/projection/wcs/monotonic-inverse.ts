/**
 * The argument in [from, to] at which an increasing function has a value, by bisection and Newton's method; null if it
 * has it nowhere there.
 */
export function monotonicInverse(
  valueOf: (argument: number) => number,
  slopeOf: (argument: number) => number,
  wanted: number,
  from: number,
  to: number,
): number | null {
  let [low, high] = [from, to]
  // Rounding may put the value just outside.
  const slack = 1e-13 * Math.max(1, Math.abs(wanted))
  if (valueOf(low) > wanted + slack || valueOf(high) < wanted - slack) return null
  let at = (low + high) / 2
  for (let iteration = 0; iteration < 100; iteration++) {
    const error = valueOf(at) - wanted
    if (error === 0) return at
    if (error < 0) low = at
    else high = at
    const step = at - error / slopeOf(at)
    const next = step > low && step < high ? step : (low + high) / 2
    if (Math.abs(next - at) <= 1e-16 * Math.max(1, Math.abs(at)) || next === low || next === high) return next
    at = next
  }
  return at
}
