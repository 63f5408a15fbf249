import { setImmediate } from 'node:timers/promises'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import { integerBelow } from '../../../src-shared/random/index.ts'
import { crossValidatedAccuracy } from '../../../src-shared/statistics/cross-validated-accuracy.ts'
import {
  crossValidationFolds,
  type BalancedPair,
  type Groups,
} from '../../../src-shared/statistics/cross-validation.ts'
import type { ClassifierSettings, ClassifierTest } from '../../../src-shared/validation/classifier-test.ts'
import { EngineError } from '../runtime/errors.ts'
import { randomStream } from '../runtime/random.ts'
import { symmetries, turn } from '../../../src-shared/sky/square-symmetries.ts'
import { compileClassifier, type Classifier } from './classifier.ts'
import { readPatchStacks, type PatchStack } from './patch-stacks.ts'

// First keys, after the seed, of the random streams; training and initial weights have others.
const purposes = { folds: 31, batch: 32 } as const

/** Patches in a step, half of them of either set. */
const batchSize = 32

/** At the first step; it falls to 0 along half a cosine. */
const learningRate = 2e-3

export interface TwoSampleOrder extends ClassifierSettings {
  /** .npy, [patches, size, size]; values in one unit, as their level and contrast count too. */
  first: string
  second: string
  /** For each patch the sky it lies in (Groups); null if no patches of the set overlap. */
  groups: { first: Groups | null; second: Groups | null }
  signal?: AbortSignal
  onStep?(done: number, count: number): void
}

/**
 * Trains a small network to tell two sets of patches apart, once for each fold, with flips and quarter turns of both,
 * and counts how often it is right for the patches that were held out: the mean log odds over their eight symmetries
 * decides. The same seed gives the same numbers.
 * @throws EngineError 'dataset' for sets that can't be compared or divided; CirrusError cancelled
 */
export async function twoSampleTest(order: TwoSampleOrder): Promise<ClassifierTest> {
  const began = performance.now()
  const stacks = await readPatchStacks(order.first, order.second)
  const folds = dividedSets(order, stacks)
  const classifier = compileClassifier(stacks[0].size, batchSize)
  const results: ClassifierTest['folds'] = []
  try {
    for (const [i, { train, held }] of folds.entries()) {
      classifier.restart(order.seed + i)
      await learn(classifier, stacks, train, i, order)
      const count = held[0].length + held[1].length
      const correct = countRight(classifier, stacks, held)
      results.push({ accuracy: correct / count, correct, count })
    }
  } finally {
    classifier.free()
  }
  return {
    ...crossValidatedAccuracy(results),
    folds: results,
    parameters: classifier.parameters,
    seconds: (performance.now() - began) / 1000,
  }
}

function dividedSets(
  { first, second, groups, folds, seed }: TwoSampleOrder,
  stacks: readonly [PatchStack, PatchStack],
) {
  const groupsOf = (name: 'first' | 'second', { count }: PatchStack): Groups => {
    const own = groups[name] ?? Array.from({ length: count }, () => null)
    if (own.length === count) return own
    const file = name === 'first' ? first : second
    throw new EngineError('dataset', `${file} has ${count} patches, but ${own.length} groups were given.`)
  }
  const sets = [groupsOf('first', stacks[0]), groupsOf('second', stacks[1])] as const
  try {
    return crossValidationFolds(sets, folds, randomStream(seed, purposes.folds))
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw new EngineError('dataset', `${first} and ${second}: ${error.message}. Use fewer folds, or more patches.`)
  }
}

/** Steps of Adam on batches drawn from both sets alike. */
async function learn(
  classifier: Classifier,
  stacks: readonly [PatchStack, PatchStack],
  train: BalancedPair,
  fold: number,
  { steps, seed, folds, signal, onStep }: TwoSampleOrder,
): Promise<void> {
  const pixels = stacks[0].size ** 2
  const patches = new Float32Array(batchSize * pixels)
  const labels = Float32Array.from({ length: batchSize }, (_, i) => i % 2)
  for (let step = 0; step < steps; step++) {
    // Lets a cancellation arrive between two steps.
    await setImmediate()
    if (signal?.aborted) throw new CirrusError('cancelled', 'The classifier was stopped.')
    const state = randomStream(seed, purposes.batch, fold, step)
    for (let i = 0; i < batchSize; i++) {
      const own = train[i % 2]
      const index = own[integerBelow(state, own.length)]
      turn(patchOf(stacks[i % 2], index), stacks[0].size, integerBelow(state, symmetries), patches, i * pixels)
    }
    const loss = classifier.step(patches, labels, (learningRate * (1 + Math.cos((Math.PI * step) / steps))) / 2)
    if (!Number.isFinite(loss)) throw new EngineError('diverged', 'The classifier diverged. Look for extreme values.')
    onStep?.(fold * steps + step + 1, folds * steps)
  }
}

function countRight(classifier: Classifier, stacks: readonly [PatchStack, PatchStack], held: BalancedPair): number {
  const { size } = stacks[0]
  const views = held.flatMap((indices, set) => indices.map((index) => ({ set, patch: patchOf(stacks[set], index) })))
  const batch = new Float32Array(batchSize * size ** 2)
  const atOnce = batchSize / symmetries
  let correct = 0
  for (let from = 0; from < views.length; from += atOnce) {
    const some = views.slice(from, from + atOnce)
    some.forEach(({ patch }, i) => {
      for (let k = 0; k < symmetries; k++) turn(patch, size, k, batch, (i * symmetries + k) * size ** 2)
    })
    const odds = classifier.odds(batch)
    some.forEach(({ set }, i) => {
      const mean = odds.subarray(i * symmetries, (i + 1) * symmetries).reduce((sum, one) => sum + one, 0)
      if (mean > 0 === (set === 1)) correct++
    })
  }
  return correct
}

const patchOf = ({ values, size }: PatchStack, index: number) =>
  values.subarray(index * size ** 2, (index + 1) * size ** 2)
