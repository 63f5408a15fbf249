import { nextUint32, normal, seedRandom } from '../../random/index.ts'
import type { RandomState } from '../../random/index.ts'
import { createSobol } from '../sobol/sobol.ts'
import { countConfigurations, decode, enumerateConfigurations } from '../space/index.ts'
import type { Configuration, SearchSpace } from '../space/index.ts'
import { climb } from './climb.ts'
import type { Score, Scored } from './climb.ts'

/** A space of up to this many configurations is searched exhaustively. */
const ENUMERABLE = 2000
const CANDIDATES = 1000
/** Number of candidates near the best points measured, and their distance in the unit cube. */
const NEIGHBOURS = 100
const NEAR = [0.1, 0.01, 0.001]
const CLIMBS = 6

/**
 * The configuration of highest score found: among all of them if they are few, otherwise by climbing from the best
 * points of a scrambled Sobol sequence and from the neighbourhoods of the leaders.
 * @param leaders points of the unit cube, [parameters], near which a high score is likely
 * @returns null if no score above minus infinity was found
 */
export async function maximise(
  space: SearchSpace,
  score: Score,
  leaders: readonly Float64Array[],
  random: RandomState,
): Promise<Configuration | null> {
  let best: { configuration: Configuration | null; value: number } = { configuration: null, value: -Infinity }
  const offer = (found: Scored) => {
    if (found.value > best.value) best = found
  }
  if (countConfigurations(space) <= ENUMERABLE) {
    for (const configuration of enumerateConfigurations(space))
      offer({ configuration, value: score.value(configuration) })
    return best.configuration
  }
  const sobol = createSobol(space.length, seedRandom(nextUint32(random)))
  const rank = (points: readonly Float64Array[]) =>
    points.map((point) => ({ point, value: score.value(decode(space, point)) })).sort((a, b) => b.value - a.value)
  const anywhere = rank(Array.from({ length: CANDIDATES }, (_, i) => sobol(i))).slice(0, CLIMBS)
  // Ranked separately: near a minimum, the leaders' neighbours would otherwise be the only starting points.
  const nearby = leaders.flatMap((leader) =>
    rank(
      Array.from({ length: NEIGHBOURS }, (_, i) =>
        leader.map((u) => reflect(u + NEAR[i % NEAR.length] * normal(random))),
      ),
    ).slice(0, 1),
  )
  for (const { point } of [...anywhere, ...nearby]) offer(await climb(space, score, point))
  return best.configuration
}

/** Reflects a coordinate into [0, 1]. */
function reflect(u: number): number {
  const inside = Math.abs(u) % 2
  return inside > 1 ? 2 - inside : inside
}
