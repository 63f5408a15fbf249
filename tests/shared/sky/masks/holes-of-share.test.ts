import { expect, test } from 'vitest'
import { seedRandom } from '../../../../src-shared/random/index.ts'
import { holeShare } from '../../../../src-shared/sky/masks/hole-share.ts'
import { holesOfShare } from '../../../../src-shared/sky/masks/holes-of-share.ts'

test.each([0.01, 0.1, 0.5, 0.9])('random discs hide the share that is asked for: %s', (share) => {
  for (let seed = 0; seed < 10; seed++) {
    const hidden = holeShare(holesOfShare(64, share, seedRandom(seed)))
    expect(Math.abs(hidden - share)).toBeLessThan(0.02 * share + 8 / 64 ** 2)
  }
})

test('random discs are at least a pixel', () => {
  for (let seed = 0; seed < 10; seed++) expect(holeShare(holesOfShare(16, 1e-6, seedRandom(seed)))).toBeGreaterThan(0)
})

test('random discs are those of their seed', () => {
  expect(holesOfShare(24, 0.2, seedRandom(5))).toEqual(holesOfShare(24, 0.2, seedRandom(5)))
  expect(holesOfShare(24, 0.2, seedRandom(5))).not.toEqual(holesOfShare(24, 0.2, seedRandom(6)))
})
