import { expect, it } from 'vitest'
import { whyNotUndone } from '../../../src-shared/inpainting/undone-beams.ts'
import { blurOf } from '../../../src-shared/inpainting/blur.ts'

// Pixels of 7.5'.
const geometry = { size: 64, width: 7.875 }
const seenThrough = (...beams: (number | null)[]) => beams.map((beam) => blurOf({ beam, pixelWindow: null }, geometry))
const blurred = { observation: 'blurred', size: 64 } as const

it('a flow that was trained with beams undoes those between a pixel and a fifth of the patch, whatever the channel', () => {
  for (const beams of [[null], [7.5], [80], [96], [null, 30, 80]]) {
    expect(whyNotUndone(blurred, seenThrough(...beams))).toBeNull()
  }
})

it('beams beyond are refused with the range', () => {
  expect(whyNotUndone(blurred, seenThrough(null, 120))).toBe(
    'it was trained with beams of 7.5′ to 96′ (1 to 12.8 px), and the data have one of 120′',
  )
  expect(whyNotUndone(blurred, seenThrough(5))).toMatch(/and the data have one of 5′/)
})

it('a flow that was trained to fill holes takes data without a beam alone', () => {
  const masked = { observation: 'masked', size: 64 } as const
  expect(whyNotUndone(masked, seenThrough(null, null))).toBeNull()
  expect(whyNotUndone(masked, seenThrough(80))).toMatch(/without a beam \(train one with observation=blurred\)/)
})
