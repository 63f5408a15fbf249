/** The middle value, or the mean of the middle two. NaN without values. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

/** One side of a comparison. */
export interface Contender {
  name: string
  /** Does the work, once or several times, and returns the seconds of each. */
  turn(): Promise<readonly number[]>
}

/**
 * Lets the contenders take turns, so that other work on the machine affects all equally. Each round starts with the
 * next contender; turns before the counted rounds are a warm-up.
 * @param limit seconds after which no more rounds start, once three are counted, as one side may be very slow
 * @returns median seconds by name
 */
export async function interleave(
  contenders: readonly Contender[],
  { warmUps, rounds, limit = Infinity }: { warmUps: number; rounds: number; limit?: number },
): Promise<Record<string, number>> {
  const seconds = new Map<string, number[]>(contenders.map(({ name }) => [name, []]))
  const began = performance.now()
  for (let round = -warmUps; round < rounds; round++) {
    if (round >= 3 && performance.now() - began > 1000 * limit) break
    for (let i = 0; i < contenders.length; i++) {
      const contender = contenders[(i + round + warmUps) % contenders.length]
      const taken = await contender.turn()
      if (round >= 0) seconds.get(contender.name)!.push(...taken)
    }
  }
  return Object.fromEntries([...seconds].map(([name, values]) => [name, median(values)]))
}
