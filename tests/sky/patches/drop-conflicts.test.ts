import { describe, expect, it } from 'vitest'
import { dropConflicts } from '../../../src-main/sky/patches/drop-conflicts.ts'
import { seedRandom, uniform } from '../../../src-shared/random/index.ts'

/** For each patch its neighbours, from pairs of them. */
const neighbours = (count: number, pairs: readonly [number, number][]) =>
  Array.from({ length: count }, (_, i) => pairs.flatMap(([a, b]) => (a === i ? [b] : b === i ? [a] : [])))

/** The rule word for word: as long as any two differ, the patch with most neighbours of other labels goes. */
function byTheRule(labels: readonly string[], near: readonly number[][]): string[] {
  const left = [...labels]
  for (;;) {
    const conflicts = near.map(
      (others, i) => others.filter((j) => left[i] !== '' && left[j] !== '' && left[i] !== left[j]).length,
    )
    const most = Math.max(...conflicts)
    if (most === 0) return left
    left[conflicts.indexOf(most)] = ''
  }
}

describe('patches in conflict', () => {
  it('lose the one that shares sky with most others, and no more than that', () => {
    const labels = ['train', 'test', 'test', 'test', 'train']
    dropConflicts(
      labels,
      neighbours(5, [
        [0, 1],
        [0, 2],
        [0, 3],
        [3, 2],
      ]),
      'unused',
    )
    expect(labels).toEqual(['unused', 'test', 'test', 'test', 'train'])
  })

  it('of one label stay together, and those dropped before are in nobody’s way', () => {
    const labels = ['train', 'train', 'unused', 'test']
    dropConflicts(
      labels,
      neighbours(4, [
        [0, 1],
        [1, 2],
        [2, 3],
      ]),
      'unused',
    )
    expect(labels).toEqual(['train', 'train', 'unused', 'test'])
  })

  it.each([1, 2, 3, 4, 5, 6])('are the same as by the rule word for word, in random sky %i', (seed) => {
    const random = seedRandom(seed)
    const count = 60
    const pairs = Array.from({ length: 150 }, () => [0, 0].map(() => Math.floor(count * uniform(random))))
      .filter(([a, b]) => a < b)
      .map(([a, b]): [number, number] => [a, b])
    const near = neighbours(count, pairs).map((others) => [...new Set(others)])
    const labels = near.map(() => ['train', 'validation', 'test'][Math.floor(3 * uniform(random))])
    const expected = byTheRule(labels, near)
    dropConflicts(labels, near, '')
    expect(labels).toEqual(expected)
    expect(expected).toContain('')
  })
})
