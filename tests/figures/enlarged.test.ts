import { describe, expect, test } from 'vitest'
import { enlarged } from '../../src-main/figures/enlarged.ts'

describe('an enlarged picture', () => {
  const grey = { width: 2, height: 2, channels: 1, data: Uint8Array.of(1, 2, 3, 4) } as const

  test('repeats each pixel in both directions', () => {
    const { width, height, channels, data } = enlarged(grey, 3)
    expect([width, height, channels]).toEqual([6, 6, 1])
    const rows = Array.from({ length: 6 }, (_, y) => [...data.subarray(6 * y, 6 * y + 6)].join(''))
    expect(rows).toEqual(['111222', '111222', '111222', '333444', '333444', '333444'])
  })

  test('keeps the channels of a pixel together', () => {
    const colour = { width: 2, height: 1, channels: 3, data: Uint8Array.of(1, 2, 3, 7, 8, 9) } as const
    expect([...enlarged(colour, 2).data].join('')).toBe('123123789789'.repeat(2))
  })

  test('by a factor of 1 is the picture itself', () => {
    expect(enlarged(grey, 1)).toEqual(grey)
  })
})
