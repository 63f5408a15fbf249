import { describe, expect, it } from 'vitest'
import { figureMask, figureMasks } from '../../../../src-shared/sky/masks/figure-masks.ts'
import { holeShare } from '../../../../src-shared/sky/masks/hole-share.ts'
import { scaleMask } from '../../../../src-shared/sky/masks/scale-mask.ts'

const maskOf = (...rows: string[]) => Uint8Array.from(rows.join(''), Number)

describe('a mask of another size', () => {
  it('is the same for the same size', () => {
    const mask = figureMask('disc', 16)
    expect(scaleMask(mask, 16, 16)).toEqual(mask)
  })

  it('takes the nearest pixel of a coarser mask', () => {
    // Five pixels lie at 0, 0.5, 1, 1.5, 2 of three; halves are rounded up.
    expect(scaleMask(maskOf('011', '110', '111'), 3, 5)).toEqual(maskOf('01111', '11100', '11100', '11111', '11111'))
  })

  it('loses no hole to a coarser mask', () => {
    const mask = new Uint8Array(64 ** 2).fill(1)
    for (const pixel of [0, 5 * 64 + 5, 33 * 64 + 62, 64 ** 2 - 1]) mask[pixel] = 0
    const scaled = scaleMask(mask, 64, 16)
    expect([...scaled.keys()].filter((i) => scaled[i] === 0)).toEqual([0, 17, 8 * 16 + 15, 255])
  })

  it.each(figureMasks)('hides the share of the patch that Fig. 6’s %s hides at that size', (kind) => {
    for (const [from, to] of [
      [64, 256],
      [256, 64],
    ]) {
      const share = holeShare(scaleMask(figureMask(kind, from), from, to))
      expect(Math.abs(share - holeShare(figureMask(kind, to)))).toBeLessThan(0.02)
    }
  })
})
