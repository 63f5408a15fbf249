import { describe, expect, it } from 'vitest'
import { figureMask, type FigureMask } from '../../../../src-shared/sky/masks/figure-masks.ts'

const inHole = (mask: Uint8Array, size: number, row: number, column: number) => mask[row * size + column] === 0
const holes = (mask: Uint8Array) => mask.reduce((sum, observed) => sum + 1 - observed, 0)

describe('the masks of Fig. 6', () => {
  it('are a disc of radius 50 px at column 100, row 60 of 256 px', () => {
    const disc = figureMask('disc', 256)
    for (const [row, column] of [
      [60, 100],
      [60, 50],
      [60, 150],
      [10, 100],
      [110, 100],
    ]) {
      expect(inHole(disc, 256, row, column)).toBe(true)
    }
    for (const [row, column] of [
      [60, 49],
      [60, 151],
      [9, 100],
      [111, 100],
      [100, 60],
    ]) {
      expect(inHole(disc, 256, row, column)).toBe(false)
    }
    // Gauss's circle problem: 7845 lattice points within radius 50 (OEIS A000328).
    expect(holes(disc)).toBe(7845)
  })

  it('are the corner of rows 0-100 x columns 0-160', () => {
    const corner = figureMask('corner', 256)
    expect(holes(corner)).toBe(100 * 160)
    expect(inHole(corner, 256, 99, 159)).toBe(true)
    expect(inHole(corner, 256, 100, 159)).toBe(false)
    expect(inHole(corner, 256, 99, 160)).toBe(false)
  })

  it('are the block of rows 50-200 x columns 150-250', () => {
    const block = figureMask('block', 256)
    expect(holes(block)).toBe(150 * 100)
    expect(inHole(block, 256, 50, 150)).toBe(true)
    expect(inHole(block, 256, 199, 249)).toBe(true)
    expect(inHole(block, 256, 49, 150)).toBe(false)
    expect(inHole(block, 256, 200, 249)).toBe(false)
  })

  it.each(['disc', 'corner', 'block'] as FigureMask[])('cover the same fraction of a patch of any size: %s', (name) => {
    const part = (size: number) => holes(figureMask(name, size)) / size ** 2
    for (const size of [64, 100, 128, 512]) expect(Math.abs(part(size) - part(256))).toBeLessThan(2 / size)
  })

  it('contain only 0 and 1', () => {
    expect(new Set(figureMask('disc', 64))).toEqual(new Set([0, 1]))
  })
})
