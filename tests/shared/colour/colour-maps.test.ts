import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { colourAt, coloursOf, colourTable } from '../../../src-shared/colour/colour-maps.ts'
import { fromHex, fromOklab, toHex, toOklab } from '../../../src-shared/colour/oklab.ts'
import { paint } from '../../../src-shared/colour/paint.ts'
import { aboutZero, rangeOf } from '../../../src-shared/colour/range.ts'

/** The 256 colours of each map in matplotlib (tests/reference/colour-maps.py). */
const reference = JSON.parse(
  readFileSync(new URL('../../reference/colour-maps.json', import.meta.url), 'utf8'),
) as Record<'magma' | 'viridis' | 'cividis', [number, number, number][]>

const lightness = (name: Parameters<typeof colourAt>[0]) =>
  Array.from({ length: 256 }, (_, i) => toOklab(colourAt(name, i / 255))[0])
const steps = (values: number[]) => values.slice(1).map((value, i) => value - values[i])

describe('colour maps of the sky', () => {
  it.each(['magma', 'viridis', 'cividis', 'grey'] as const)('%s gets lighter with every step', (name) => {
    expect(Math.min(...steps(lightness(name)))).toBeGreaterThan(0)
  })
  it.each(['viridis', 'cividis'] as const)('%s gets lighter evenly: no step is twice the mean', (name) => {
    const all = steps(lightness(name))
    const mean = all.reduce((sum, step) => sum + step, 0) / all.length
    expect(Math.max(...all)).toBeLessThan(2 * mean)
  })
  it.each(['magma', 'viridis', 'cividis'] as const)('%s stays within 0.03 of matplotlib in Oklab', (name) => {
    const off = reference[name].map((rgb, i) => {
      const theirs = toOklab(rgb)
      return Math.hypot(...toOklab(colourAt(name, i / 255)).map((value, k) => value - theirs[k]))
    })
    expect(Math.max(...off)).toBeLessThan(0.03)
  })
  it('planck gets lighter up to the middle, then darker', () => {
    const all = lightness('planck')
    const top = all.indexOf(Math.max(...all))
    expect(Math.abs(top - 127.5)).toBeLessThan(20)
    expect(Math.min(...steps(all.slice(0, top)))).toBeGreaterThan(0)
    expect(Math.max(...steps(all.slice(top + 1)))).toBeLessThan(0)
  })
  it('residual is neutral at zero and equally dark at both ends', () => {
    const [, a, b] = toOklab(colourAt('residual', 0.5))
    expect(Math.hypot(a, b)).toBeLessThan(0.01)
    const all = lightness('residual')
    expect(Math.abs(all[0] - all[255])).toBeLessThan(0.06)
    expect(Math.max(...all)).toBe(Math.max(all[127], all[128]))
  })
  it('cyclic ends as it begins, and changes evenly all around', () => {
    const around = Array.from({ length: 65 }, (_, i) => toOklab(colourAt('cyclic', i / 64)))
    const steps = around.slice(1).map((lab, i) => Math.hypot(...lab.map((value, k) => value - around[i][k])))
    expect(around[64]).toEqual(around[0])
    expect(Math.max(...steps) / Math.min(...steps)).toBeLessThan(1.1)
  })
  it('clamps positions outside 0 to 1', () => {
    expect(colourAt('magma', -3)).toEqual(colourAt('magma', 0))
    expect(colourAt('magma', 7)).toEqual(colourAt('magma', 1))
    expect(coloursOf('viridis', 2)).toEqual(['#440154', '#fde725'])
  })
})

describe('Oklab', () => {
  it('has white at lightness 1 and no chroma, as published', () => {
    const [l, a, b] = toOklab([1, 1, 1])
    expect(l).toBeCloseTo(1, 5)
    expect(Math.hypot(a, b)).toBeLessThan(1e-5)
  })
  it('converts back to the same colour', () => {
    for (const hex of ['#000000', '#56b4e9', '#d55e00', '#ffffff'])
      expect(toHex(fromOklab(toOklab(fromHex(hex))))).toBe(hex)
  })
})

describe('painting', () => {
  const table = colourTable('magma')
  const colour = (place: number) => [...table.slice(3 * place, 3 * place + 3), 255]

  it('puts row 0 at the bottom and column 0 at the left', () => {
    const rgba = paint([0, 1, 2, 3], 2, 2, [0, 3], 'magma')
    expect([...rgba.slice(0, 4)]).toEqual(colour(170))
    expect([...rgba.slice(8, 12)]).toEqual(colour(0))
    expect([...rgba.slice(12, 16)]).toEqual(colour(85))
  })
  it('leaves missing values transparent', () => {
    expect([...paint([NaN, 1], 2, 1, [0, 1], 'magma').slice(0, 4)]).toEqual([0, 0, 0, 0])
  })
  it('clamps values outside the range', () => {
    const rgba = paint([-9, 9], 2, 1, [0, 1], 'magma')
    expect([...rgba]).toEqual([...colour(0), ...colour(255)])
  })
})

describe('the range of a colour scale', () => {
  it('covers all arrays and ignores non-finite values', () => {
    expect(
      rangeOf(
        [
          [1, NaN, 4],
          [-2, Infinity],
        ],
        0,
      ),
    ).toEqual([-2, 4])
  })
  it('clips a fraction of the values at both ends', () => {
    const values = Float32Array.from({ length: 1001 }, (_, i) => i)
    values[1000] = 1e9
    expect(rangeOf([values], 0.01)).toEqual([10, 990])
  })
  it('is never empty, even for one value or none', () => {
    for (const values of [[], [NaN], [5, 5], [0]]) {
      const [low, high] = rangeOf([values])
      expect(high).toBeGreaterThan(low)
    }
  })
  it('is centred at zero for differences', () => expect(aboutZero([-1, 3])).toEqual([-3, 3]))
})
