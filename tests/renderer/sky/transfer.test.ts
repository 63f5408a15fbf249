import { describe, expect, it } from 'vitest'
import { clipOf } from '../../../src-renderer/sky/clip.ts'
import { barsOf, decadesOf, heightOf, outlineOf } from '../../../src-renderer/sky/histogram-bars.ts'
import { placeOf } from '../../../src-renderer/sky/stretch.ts'
import { colourTableOf, transferOf } from '../../../src-renderer/sky/transfer.ts'
import { colourAt } from '../../../src-shared/colour/colour-maps.ts'
import { hasBothSigns } from '../../../src-shared/statistics/cut-scale.ts'
import { fromHex } from '../../../src-shared/colour/oklab.ts'

/** x^2 of x equally often in 0 to 1: the cumulative distribution is the square root. */
const squares = { edges: Array.from({ length: 101 }, (_, i) => (i / 100) ** 2), counts: new Array<number>(100).fill(3) }
/** Twice as many values between 0 and 4 as between -4 and 0. */
const lopsided = { edges: [-4, 0, 4], counts: [100, 200] }

describe('equalised colours', () => {
  it('follow the cumulative distribution between the cuts', () => {
    const place = transferOf('equalised', [0.04, 0.64], { distribution: squares })
    // sqrt: from 0.2 to 0.8, so 0.25 (0.5) is in the middle.
    expect([0.04, 0.25, 0.64].map(place)).toEqual([0, expect.closeTo(0.5, 12), 1])
    expect([place(-1), place(7)]).toEqual([0, 1])
  })
  it('are linear until the distribution is known, and where no pixel is between the cuts', () => {
    expect(transferOf('equalised', [0, 4])(1)).toBe(0.25)
    expect(transferOf('equalised', [2, 4], { distribution: squares })(3)).toBe(0.5)
  })
})

describe('colours about zero', () => {
  it('have zero in the middle and stretch both signs alike', () => {
    const place = transferOf('asinh', [-2, 2], { centred: true })
    expect(place(0)).toBe(0.5)
    // asinh(10 x 0.5) / 3, by hand: 0.77081.
    expect(place(1)).toBeCloseTo(0.5 + 0.770812 / 2, 5)
    expect(place(-1)).toBeCloseTo(0.5 - 0.770812 / 2, 5)
    expect([place(-9), place(9)]).toEqual([expect.closeTo(0, 3), expect.closeTo(1, 3)])
  })
  it('equalise the sizes of the values', () => {
    const place = transferOf('equalised', [-4, 4], { centred: true, distribution: lopsided })
    expect([-4, -1, 0, 1, 4].map(place)).toEqual([0, 0.375, 0.5, 0.625, 1])
  })
})

describe('a colour table for the sky view', () => {
  const colourOf = ({ stretch, colours }: ReturnType<typeof colourTableOf>, value: number, cuts: [number, number]) =>
    fromHex(colours[Math.round(255 * placeOf(value, cuts, stretch))])
  it('gives equalised colours, on the stretch that resolves them best', () => {
    // The values are concentrated at the low end: a linear table of 256 would waste most of its colours.
    const steep = {
      edges: Array.from({ length: 1001 }, (_, i) => 1000 * (i / 1000) ** 4),
      counts: new Array<number>(1000).fill(1),
    }
    const transfer = transferOf('equalised', [0, 1000], { distribution: steep })
    const table = colourTableOf(transfer, [0, 1000], 'grey')
    expect(table.stretch).not.toBe('linear')
    expect(table.colours).toHaveLength(256)
    for (const value of [1, 10, 100, 900]) {
      const wanted = colourAt('grey', transfer(value))
      expect(Math.abs(colourOf(table, value, [0, 1000])[0] - wanted[0])).toBeLessThan(0.03)
    }
  })
  it('is linear for a linear transfer', () => {
    expect(colourTableOf(transferOf('linear', [-1, 1], { centred: true }), [-1, 1], 'residual').stretch).toBe('linear')
  })
})

describe('clips', () => {
  it('leave equally many pixels out on both sides', () => {
    expect(clipOf(squares, 90, false)).toEqual([expect.closeTo(0.05 ** 2, 12), expect.closeTo(0.95 ** 2, 12)])
  })
  it('are equally far from zero if that is in the middle', () => {
    expect(clipOf(lopsided, 50, true)).toEqual([expect.closeTo(-2, 9), expect.closeTo(2, 9)])
    expect(clipOf(lopsided, 100, true)[1]).toBeCloseTo(4, 9)
  })
  it('of a single value are the ends of its bin', () => {
    const single = { edges: [3, 3.5, 4], counts: [10, 0] }
    expect(clipOf(single, 98, false)).toEqual([expect.closeTo(3.005, 9), expect.closeTo(3.495, 9)])
  })
  it('take a column for one of both signs only if they are similarly large', () => {
    expect(
      [
        [-1, 2],
        [-0.1, 200],
        [1, 2],
        [-2, -1],
      ].map((cuts) => hasBothSigns(cuts as [number, number])),
    ).toEqual([true, false, false, false])
  })
})

describe('the bars of a histogram', () => {
  it('are sums of bins, whose number need not divide by theirs', () => {
    expect(barsOf([1, 2, 3, 4, 5], 2)).toEqual([6, 9])
    expect(barsOf([1, 2, 3, 4], 4)).toEqual([1, 2, 3, 4])
  })
  it('are logarithmic: a single pixel is seen', () => {
    expect([0, 1, 500_000].map((count) => heightOf(count, 500_000))).toEqual([0, expect.closeTo(0.0502, 4), 1])
  })
  it('have at most three labels, and one for the largest power of ten', () => {
    expect([0, 1, 950, 3e6].map(decadesOf)).toEqual([[0], [0], [0, 1, 2], [0, 3, 6]])
  })
  it('are drawn from the left to the right', () => {
    expect(outlineOf([0, 1], 10)).toBe('M0 10V10.00H1V0.00H2V10Z')
  })
})
