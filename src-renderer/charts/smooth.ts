import type { Series } from './series.ts'

const made = new WeakMap<Series, Map<number, Series>>()

/**
 * A curve's exponential moving average, s_i = w s_(i-1) + (1 - w) y_i from s_0 = 0, divided by 1 - w^i to correct the
 * initial bias (Kingma & Ba 2015, Sec. 3), as in TensorBoard. Gaps stay gaps, and the average continues after them.
 * @param weight w, 0 (the curve itself) to below 1
 */
export function smooth(curve: Series, weight: number): Series {
  if (weight === 0) return curve
  const ofCurve = made.get(curve) ?? new Map<number, Series>()
  made.set(curve, ofCurve)
  const known = ofCurve.get(weight)
  if (known) return known
  let [sum, count] = [0, 0]
  const y = Array.from(curve.y, (value) => {
    if (!Number.isFinite(value)) return NaN
    sum = weight * sum + (1 - weight) * value
    return sum / (1 - weight ** ++count)
  })
  const smoothed = { ...curve, y }
  ofCurve.set(weight, smoothed)
  return smoothed
}

const faded = new WeakMap<Series, Series>()

/** Behind more curves than this, faint ones could not be made out. */
const mostBehind = 12

/** The smoothed curves over the faint raw ones if there are few; without smoothing, the curves themselves. */
export function withSmooth(curves: readonly Series[], weight: number): readonly Series[] {
  if (weight === 0) return curves
  const smoothed = curves.map((curve) => smooth(curve, weight))
  if (curves.length > mostBehind) return smoothed
  const behind = curves.map((curve) => {
    const known = faded.get(curve) ?? { ...curve, faint: true }
    faded.set(curve, known)
    return known
  })
  return [...behind, ...smoothed]
}
