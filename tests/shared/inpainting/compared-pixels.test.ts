import { expect, it } from 'vitest'
import { comparedPixels, comparedWords } from '../../../src-shared/inpainting/compared-pixels.ts'

it('an estimate is compared in the hole, or everywhere if all of the patch is seen', () => {
  expect([...comparedPixels(Uint8Array.of(1, 0, 1))]).toEqual([1, 0, 1])
  expect([...comparedPixels(Uint8Array.of(1, 1, 1))]).toEqual([0, 0, 0])
  expect([false, true].map(comparedWords)).toEqual(['in the hole', 'over the whole patch'])
})
