import type { ConditionScaling } from '../../../src-shared/model/condition-scaling.ts'
import { integerBelow } from '../../../src-shared/random/index.ts'
import { randomStream } from '../runtime/random.ts'
import { conditionsAt, conditionScalings } from '../training/patch-conditions.ts'
import type { PatchSource } from '../training/patch-source.ts'

// First key, after the seed, of the random streams for the patches that samples take their conditions from.
const purpose = 11

/** Values of some conditions: one for all samples, or one for each. */
export type GivenConditions = Readonly<Record<string, number | readonly number[]>>

/** A given condition of sample number `index`; undefined if it is not given. */
export const givenTo = (given: GivenConditions, name: string, index: number): number | undefined => {
  const value = given[name]
  return typeof value === 'object' ? value[index] : value
}

/** Share of the training patches, and the least number of them, that are near enough to what is given. */
const near = { share: 0.02, least: 8 }

export interface PatchDraw {
  source: Pick<PatchSource, 'conditions' | 'count' | 'splits'>
  /** Names of the source's conditions. */
  names: readonly string[]
  count: number
  seed: number
  given: GivenConditions
}

/**
 * The training patch whose values each sample takes over, drawn with replacement: their values have their joint
 * distribution. Where some conditions are given, it is one of those nearest in them, so that the others have theirs under
 * what is given. Each depends on the seed, its number and what it is given alone.
 */
export function drawnPatches({ source, names, count, seed, given }: PatchDraw): number[] {
  const { train } = source.splits
  const known = names.flatMap((name, c) => (name in given ? [{ name, c }] : []))
  const nearest = nearestPatches(source, names)
  return Array.from({ length: count }, (_, i) => {
    const wanted = known.map(({ name, c }) => ({ c, value: givenTo(given, name, i)! }))
    const among = wanted.length === 0 ? train : nearest(wanted)
    return among[integerBelow(randomStream(seed, purpose, i), among.length)]
  })
}

interface Wanted {
  /** Number of the condition. */
  c: number
  value: number
}

/** The training patches nearest in some conditions, by their scaled difference. */
function nearestPatches(source: PatchDraw['source'], names: readonly string[]) {
  const { train } = source.splits
  let scalings: ConditionScaling[] | undefined
  let last: { key: string; patches: readonly number[] } | undefined
  return (wanted: readonly Wanted[]): readonly number[] => {
    const key = JSON.stringify(wanted)
    if (last?.key === key) return last.patches
    const scaled = (scalings ??= conditionScalings(source, names)).map((scaling) => scaledBy(scaling))
    const distances = train.map((patch) => {
      const own = conditionsAt(source, patch)
      const squares = wanted.map(({ c, value }) => (scaled[c](own[c]) - scaled[c](value)) ** 2)
      return { patch, distance: squares.reduce((sum, square) => sum + square, 0) }
    })
    distances.sort((a, b) => a.distance - b.distance || a.patch - b.patch)
    const enough = Math.max(near.least, Math.ceil(near.share * train.length))
    last = { key, patches: distances.slice(0, enough).map(({ patch }) => patch) }
    return last.patches
  }
}

/** A condition as a flow is told it. */
const scaledBy =
  ({ log, centre, scale }: ConditionScaling) =>
  (value: number) =>
    ((log ? Math.log(Math.max(value, 1e-30)) : value) - centre) / scale
