import { describe, expect, it } from 'vitest'
import {
  channelOf,
  channelPlace,
  channelsOf,
  channelSets,
  patchesShape,
  scalingOf,
  signsOf,
} from '../../../src-shared/sky/channels.ts'

describe('the channels of patches', () => {
  it('are known by their number from 1 to 3, and no other', () => {
    expect([1, 2, 3].map(channelsOf)).toEqual([['I'], ['Q', 'U'], ['I', 'Q', 'U']])
    expect([0, 4, 1.5, NaN].map(channelsOf)).toEqual([null, null, null, null])
  })

  it('have their place in their set; the first if none is asked for, -1 if they lack it', () => {
    expect(channelPlace(channelSets.IQU, 'U')).toBe(2)
    expect(channelPlace(channelSets.QU, 'U')).toBe(1)
    expect(channelPlace(channelSets.QU, null)).toBe(0)
    expect(channelPlace(channelSets.QU, 'I')).toBe(-1)
  })

  it('are taken apart from the last axis; one alone is the array itself', () => {
    const both = Float32Array.of(1, -1, 2, -2, 3, NaN)
    expect([...channelOf(both, 2, 0)]).toEqual([1, 2, 3])
    expect([...channelOf(both, 2, 1)]).toEqual([-1, -2, NaN])
    expect(channelOf(both, 1, 0)).toBe(both)
    expect(channelOf(new Float32Array(0), 3, 2)).toHaveLength(0)
    expect(patchesShape(7, 32, 1)).toEqual([7, 32, 32])
    expect(patchesShape(0, 32, 2)).toEqual([0, 32, 32, 2])
  })

  it('are linear for Q and U, and as chosen for I', () => {
    expect(scalingOf('I', { scale: 'asinh', softening: 3 })).toEqual({ scale: 'asinh', softening: 3 })
    expect(scalingOf('I', { scale: 'log' })).toEqual({ scale: 'log', softening: null })
    for (const channel of ['Q', 'U'] as const)
      expect(scalingOf(channel, { scale: 'asinh', softening: 3 })).toEqual({ scale: 'linear', softening: null })
  })
})

describe('the sign of a channel', () => {
  /** Q and U of polarisation along a direction (x, y) of the picture. */
  const stokes = ([x, y]: [number, number]) => ({ Q: y * y - x * x, U: 2 * x * y })
  const directions: [number, number][] = [
    [1, 0],
    [0.6, 0.8],
    [-0.28, 0.96],
    [Math.SQRT1_2, Math.SQRT1_2],
  ]

  it('in a flip is that of a mirrored direction', () => {
    for (const [x, y] of directions)
      for (const channel of ['Q', 'U'] as const) {
        expect(stokes([-x, y])[channel]).toBeCloseTo(signsOf[channel].flip * stokes([x, y])[channel], 14)
        expect(stokes([x, -y])[channel]).toBeCloseTo(signsOf[channel].flip * stokes([x, y])[channel], 14)
      }
  })

  it('in a swap of rows and columns is that of a direction with its parts swapped', () => {
    for (const [x, y] of directions)
      for (const channel of ['Q', 'U'] as const)
        expect(stokes([y, x])[channel]).toBeCloseTo(signsOf[channel].swap * stokes([x, y])[channel], 14)
  })

  it('of the intensity never changes', () => expect(signsOf.I).toEqual({ flip: 1, swap: 1 }))
})
