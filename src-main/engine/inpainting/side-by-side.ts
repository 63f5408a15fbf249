import type { Evaluation, Objective } from '../../../src-shared/optimize/index.ts'

/** Evaluates several points; results in the same order. */
export type EvaluateTogether = (points: readonly Float64Array[]) => Promise<readonly Evaluation[]>

/**
 * Runs independent searches, up to `atOnce` at a time, and evaluates their points together: a round begins when every
 * active search is waiting for an evaluation. A search that ends makes room for the next.
 * @param search minimises the given objective from start `index`
 * @returns how each search ended, in the order of the starts; a failed round fails every search that waits for it
 */
export async function searchSideBySide<T>(
  starts: number,
  atOnce: number,
  evaluate: EvaluateTogether,
  search: (objective: Objective, index: number) => Promise<T>,
): Promise<PromiseSettledResult<T>[]> {
  const waiting: { x: Float64Array; answer: PromiseWithResolvers<Evaluation> }[] = []
  let searching = Math.min(starts, atOnce)

  const evaluateWhenAllWait = async () => {
    if (searching === 0 || waiting.length < searching) return
    const round = waiting.splice(0)
    try {
      const evaluations = await evaluate(round.map(({ x }) => x))
      round.forEach(({ answer }, i) => answer.resolve(evaluations[i]))
    } catch (error) {
      for (const { answer } of round) answer.reject(error)
    }
  }
  const objective: Objective = (x) => {
    const answer = Promise.withResolvers<Evaluation>()
    waiting.push({ x, answer })
    void evaluateWhenAllWait()
    return answer.promise
  }

  const ends: PromiseSettledResult<T>[] = []
  let next = 0
  const searchOneAfterAnother = async () => {
    while (next < starts) {
      const index = next++
      ;[ends[index]] = await Promise.allSettled([search(objective, index)])
    }
    searching--
    void evaluateWhenAllWait()
  }
  await Promise.all(Array.from({ length: searching }, searchOneAfterAnother))
  return ends
}
