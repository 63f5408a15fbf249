import { permutation, type RandomState } from '../random/index.ts'

/** Indices into two sets, as many of each. */
export type BalancedPair = readonly [first: number[], second: number[]]

/** A fold: what is held out, and the rest, to learn from. */
export interface Fold {
  held: BalancedPair
  train: BalancedPair
}

/**
 * A set to divide: a patch's group is the sky that it lies in, or null for one of its own. A group, also one that both
 * sets have, is never on both sides of a fold.
 */
export type Groups = readonly (number | null)[]

/**
 * Folds of two sets: every patch is held out in one of them, or left out where the sets are not equally large, as both
 * sides of a fold have as many patches of one set as of the other. Folds are as equal as whole groups allow.
 * @param random advanced; the order of patches, and which are left out, are drawn from it
 * @throws RangeError if there are fewer groups than folds in a set
 */
export function crossValidationFolds(sets: readonly [Groups, Groups], folds: number, random: RandomState): Fold[] {
  const parts = assigned(sets, folds, random)
  return Array.from({ length: folds }, (_, fold) => {
    const chosen = (isHeld: boolean) =>
      balanced(
        parts.map((part) => permuted(random, part).filter((index) => (part.fold[index] === fold) === isHeld)) as [
          number[],
          number[],
        ],
      )
    return { held: chosen(true), train: chosen(false) }
  })
}

const balanced = ([first, second]: readonly [number[], number[]]): BalancedPair => {
  const count = Math.min(first.length, second.length)
  return [first.slice(0, count), second.slice(0, count)]
}

/** The fold of each patch of a set. */
interface Assignment {
  length: number
  fold: Int32Array
}

const permuted = (random: RandomState, { length }: { length: number }) => Array.from(permutation(random, length))

/** Groups are assigned one by one, the largest first, to the fold that has least of the sets they are in. */
function assigned(sets: readonly [Groups, Groups], folds: number, random: RandomState): Assignment[] {
  const groups = new Map<string, { set: number; index: number }[]>()
  sets.forEach((set, s) =>
    set.forEach((group, index) => {
      const key = group === null ? `own ${s} ${index}` : `${group}`
      const members = groups.get(key) ?? []
      groups.set(key, members)
      members.push({ set: s, index })
    }),
  )
  sets.forEach((_, s) => {
    const own = [...groups.values()].filter((members) => members.some(({ set }) => set === s)).length
    if (own < folds) throw new RangeError(`${own} separate groups of patches can't be divided into ${folds} folds`)
  })
  const list = [...groups.values()]
  const ordered = permuted(random, list).map((at) => list[at])
  ordered.sort((a, b) => b.length - a.length)
  const filled = sets.map(() => new Float64Array(folds))
  const result = sets.map((set) => ({ length: set.length, fold: new Int32Array(set.length) }))
  for (const members of ordered) {
    const inSets = new Set(members.map(({ set }) => set))
    const load = (fold: number) => [...inSets].reduce((sum, s) => sum + filled[s][fold] / sets[s].length, 0)
    let least = 0
    for (let fold = 1; fold < folds; fold++) if (load(fold) < load(least)) least = fold
    for (const { set, index } of members) {
      filled[set][least]++
      result[set].fold[index] = least
    }
  }
  return result
}
