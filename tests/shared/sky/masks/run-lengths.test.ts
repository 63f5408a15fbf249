import { expect, test } from 'vitest'
import { figureMask } from '../../../../src-shared/sky/masks/figure-masks.ts'
import { holeShare } from '../../../../src-shared/sky/masks/hole-share.ts'
import { maskOfRuns, runLengths } from '../../../../src-shared/sky/masks/run-lengths.ts'

test('runs begin with observed pixels', () => {
  expect(runLengths(Uint8Array.of(1, 1, 0, 1, 1, 1))).toEqual([2, 1, 3])
  expect(runLengths(Uint8Array.of(0, 0, 1))).toEqual([0, 2, 1])
  expect(runLengths(new Uint8Array(4).fill(1))).toEqual([4])
  expect(runLengths(new Uint8Array(4))).toEqual([0, 4])
})

test.each(['disc', 'corner', 'block'] as const)('a mask is the same after both ways: %s', (kind) => {
  const mask = figureMask(kind, 64)
  expect(maskOfRuns(runLengths(mask), mask.length)).toEqual(mask)
})

test('runs that do not add up are refused', () => {
  expect(() => maskOfRuns([2, 1], 4)).toThrow('the runs have 3 pixels, not 4')
})

test('the share of the holes is counted', () => {
  expect(holeShare(Uint8Array.of(1, 0, 0, 1))).toBe(0.5)
  expect(holeShare(figureMask('corner', 256))).toBe((100 * 160) / 256 ** 2)
})
