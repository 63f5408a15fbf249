import { minimise } from '../lbfgs.ts'
import { decode, fromUnit, isActive, levelAt, levelCount, levelOf, toUnit } from '../space/index.ts'
import type { Configuration, Parameter, SearchSpace } from '../space/index.ts'

/** A function of configurations, with its gradient by their coordinates in the unit cube. */
export interface Score {
  /** Minus infinity for an excluded configuration. */
  value(configuration: Configuration): number
  /** Also for excluded configurations. @returns the gradient by each parameter, [parameters] */
  withGradient(configuration: Configuration): { value: number; gradient: Float64Array }
}

export interface Scored {
  configuration: Configuration
  value: number
}

/** If a number has at most this many levels, all are tried. */
const FEW_LEVELS = 16
const ROUNDS = 10
/** The map from t to u is flat at its ends, where no climb could start. */
const END_MARGIN = 1e-4

/**
 * Climbs from a point of the unit cube to a local maximum: real parameters by L-BFGS and the others one by one by
 * trying levels, alternating until neither improves.
 * @param start [parameters]
 */
export async function climb(space: SearchSpace, score: Score, start: ArrayLike<number>): Promise<Scored> {
  let point: Float64Array = Float64Array.from(start)
  let value = score.value(decode(space, point))
  for (let round = 0; round < ROUNDS; round++) {
    const before = value
    ;({ point, value } = await climbRealParameters(space, score, point, value))
    const real = value
    for (const [i, parameter] of space.entries()) {
      if (levelCount(parameter) === Infinity || !isActive(parameter, decode(space, point))) continue
      for (const u of otherLevels(parameter, point[i])) {
        const moved = point.with(i, u)
        const found = score.value(decode(space, moved))
        if (found > value) [point, value] = [moved, found]
      }
    }
    if (!(value > real) || !(value > before)) break
  }
  return { configuration: decode(space, point), value }
}

/** L-BFGS over t with u = (1 - cos pi t) / 2, which keeps u in [0, 1] and lets it converge to an end. */
async function climbRealParameters(space: SearchSpace, score: Score, point: Float64Array, value: number) {
  const configuration = decode(space, point)
  const free = space.flatMap((each, i) => (levelCount(each) === Infinity && isActive(each, configuration) ? [i] : []))
  if (free.length === 0 || value === -Infinity) return { point, value }
  const at = (t: ArrayLike<number>) => {
    const moved = Float64Array.from(point)
    free.forEach((i, k) => (moved[i] = (1 - Math.cos(Math.PI * t[k])) / 2))
    return moved
  }
  const start = free.map((i) => {
    const u = Math.min(Math.max(point[i], END_MARGIN), 1 - END_MARGIN)
    return Math.acos(1 - 2 * u) / Math.PI
  })
  const found = await minimise(
    (t) => {
      const { value, gradient } = score.withGradient(decode(space, at(t)))
      return { value: -value, gradient: free.map((i, k) => -gradient[i] * (Math.PI / 2) * Math.sin(Math.PI * t[k])) }
    },
    start,
    { maxIterations: 60, gradientTolerance: 1e-4, valueTolerance: 1e-8 },
  )
  // A climb may end at an earlier trial, most often at the end of a parameter's range.
  const end = at(found.x)
  const reached = score.value(decode(space, end))
  return reached > value ? { point: end, value: reached } : { point, value }
}

/**
 * Coordinates of a parameter's other levels: all of them if few, otherwise those at distances 1, 2, 4, ... on both
 * sides.
 */
function otherLevels(parameter: Parameter, u: number): number[] {
  const levels = levelCount(parameter)
  const here = levelOf(parameter, fromUnit(parameter, u))
  const all = parameter.kind === 'categorical' || levels <= FEW_LEVELS
  const distances = Array.from({ length: all ? levels - 1 : Math.ceil(Math.log2(levels)) }, (_, k) =>
    all ? k + 1 : 2 ** k,
  )
  return distances
    .flatMap((distance) => [here - distance, here + distance])
    .filter((i) => i >= 0 && i < levels)
    .map((i) => toUnit(parameter, levelAt(parameter, i)))
}
