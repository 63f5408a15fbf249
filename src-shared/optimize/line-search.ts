/** The objective along a search direction: value and derivative at a step length. */
export interface LinePoint {
  step: number
  value: number
  slope: number
}

/** Sufficient decrease and curvature (Nocedal & Wright, Eq. 3.7), with the usual values for quasi-Newton directions. */
const C1 = 1e-4
const C2 = 0.9
/** Bounds of a step's extension, in units of the previous extension. */
const SHORTEST_EXTENSION = 1.1
const LONGEST_EXTENSION = 4
/** Fraction of a bracket at each end that a trial step avoids. */
const MARGIN = 0.1
const MAX_EVALUATIONS = 30

/**
 * Finds a step that satisfies the strong Wolfe conditions (Nocedal & Wright, Algorithms 3.5 and 3.6, with cubic
 * interpolation, their Eq. 3.59). The step is shortened where the objective is not finite.
 * @param evaluate value and slope at a step length
 * @param start the point at step 0, with a negative slope
 * @param firstStep the first length to try
 * @param smallestGain decrease that is not worth an evaluation: rounding, or the caller's tolerance
 * @returns the point found, at most `smallestGain` above the start; if the curvature condition cannot be met, a point of
 * sufficient decrease; null if there is none
 */
export async function searchLine<P extends LinePoint>(
  evaluate: (step: number) => Promise<P>,
  start: P,
  firstStep: number,
  smallestGain = 0,
): Promise<P | null> {
  let left = MAX_EVALUATIONS
  const tryStep = (step: number) => {
    left--
    return evaluate(step)
  }
  /**
   * Near a minimum, rounding hides a decrease of the value; slopes still tell it. Where the values are as near as the smallest
   * gain, the approximate condition of Hager & Zhang (2005, SIAM J. Optim. 16, 170, Eq. 4.1) stands for sufficient decrease.
   */
  const decreased = (point: P) =>
    point.value <= start.value + C1 * point.step * start.slope ||
    (Math.abs(point.value - start.value) < smallestGain && point.slope <= (2 * C1 - 1) * start.slope)
  const flat = (point: P) => Math.abs(point.slope) <= -C2 * start.slope

  const zoom = async (low: P, high: P): Promise<P | null> => {
    let wide = 0
    while (left > 0) {
      const width = Math.abs(high.step - low.step)
      if (width <= Number.EPSILON * Math.max(low.step, high.step)) break
      if (Math.abs(low.slope) * width <= smallestGain) break
      const trial = await tryStep(wide < 2 ? trialInside(low, high) : (low.step + high.step) / 2)
      if (!isFinitePoint(trial) || !decreased(trial) || trial.value >= low.value) high = trial
      else {
        if (flat(trial)) return trial
        if (trial.slope * (high.step - low.step) >= 0) high = low
        low = trial
      }
      wide = Math.abs(high.step - low.step) > 0.66 * width ? wide + 1 : 0
    }
    return low.step > 0 ? low : null
  }

  let previous = start
  let step = firstStep
  let ceiling = Infinity
  while (left > 0) {
    const point = await tryStep(step)
    if (!isFinitePoint(point)) {
      ceiling = step
      step = previous.step + 0.25 * (step - previous.step)
      continue
    }
    if (!decreased(point) || (previous.step > 0 && point.value >= previous.value)) return zoom(previous, point)
    if (flat(point)) return point
    if (point.slope >= 0) return zoom(point, previous)
    const stride = point.step - previous.step
    const guess = cubicMinimum(previous, point)
    const longer = Math.min(
      Math.max(guess, point.step + SHORTEST_EXTENSION * stride),
      point.step + LONGEST_EXTENSION * stride,
    )
    step = Number.isNaN(guess) ? point.step + LONGEST_EXTENSION * stride : longer
    if (step >= ceiling) step = (point.step + ceiling) / 2
    previous = point
  }
  return previous.step > 0 ? previous : null
}

function isFinitePoint({ value, slope }: LinePoint): boolean {
  return Number.isFinite(value) && Number.isFinite(slope)
}

function trialInside(low: LinePoint, high: LinePoint): number {
  const middle = (low.step + high.step) / 2
  const guess = isFinitePoint(high) ? cubicMinimum(low, high) : NaN
  if (Number.isNaN(guess)) return middle
  const margin = MARGIN * Math.abs(high.step - low.step)
  const [from, to] = [Math.min(low.step, high.step) + margin, Math.max(low.step, high.step) - margin]
  return Math.min(Math.max(guess, from), to)
}

/**
 * Minimiser of the cubic with these values and slopes at two points (Nocedal & Wright, Eq. 3.59); NaN if it has none.
 */
export function cubicMinimum(a: LinePoint, b: LinePoint): number {
  const d1 = a.slope + b.slope - (3 * (a.value - b.value)) / (a.step - b.step)
  const d2 = Math.sign(b.step - a.step) * Math.sqrt(d1 * d1 - a.slope * b.slope)
  const minimum = b.step - ((b.step - a.step) * (b.slope + d2 - d1)) / (b.slope - a.slope + 2 * d2)
  return Number.isFinite(minimum) ? minimum : NaN
}
