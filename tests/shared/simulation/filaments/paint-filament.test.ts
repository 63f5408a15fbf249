import { describe, expect, it } from 'vitest'
import { paintFilament, reach } from '../../../../src-shared/simulation/filaments/paint-filament.ts'

const size = 48
const polarised = { q: 0.1, u: -0.2 }
const inside = { column: 20.3, row: 25.8, ...polarised }

/** A column density from its standard deviations along and across, and the angle of its long axis from the rows. */
const columnOf = (long: number, thin: number, angle: number, peak = 1) => {
  const [c, s] = [Math.cos(angle), Math.sin(angle)]
  const [l, t] = [long ** 2, thin ** 2]
  return { peak, xx: l * c * c + t * s * s, xy: (l - t) * c * s, yy: l * s * s + t * c * c }
}

/** peak exp(-r C^-1 r / 2) at every pixel. */
const exact = ({ peak, xx, xy, yy }: ReturnType<typeof columnOf>, { column, row }: typeof inside) =>
  Float64Array.from({ length: size ** 2 }, (_, k) => {
    const [x, y] = [(k % size) - column, Math.floor(k / size) - row]
    return peak * Math.exp(-(yy * x * x - 2 * xy * x * y + xx * y * y) / (2 * (xx * yy - xy * xy)))
  })

const paint = (seen: ReturnType<typeof columnOf>, placed: typeof inside) => {
  const patch = new Float32Array(3 * size ** 2)
  paintFilament(patch, size, seen, placed)
  return patch
}

describe('a painted filament', () => {
  it.each([
    ['round', columnOf(3, 3, 0), inside],
    ['long and lying askew', columnOf(12, 1.2, 0.7), inside],
    ['long and lying askew the other way', columnOf(12, 1.2, 2.2), inside],
    ['thinner than a pixel', columnOf(9, 0.06, 0.4), inside],
    ['smaller than a pixel', columnOf(0.2, 0.02, 1), { ...inside, column: 20, row: 26 }],
    ['longer than the patch', columnOf(300, 20, 1.2), inside],
    ['that reaches in from outside', columnOf(10, 2, 0.3), { ...inside, column: -6, row: 50 }],
  ])('%s is a Gaussian ellipse, cut off below 4e-6 of its peak', (_, seen, placed) => {
    const [patch, expected] = [paint(seen, placed), exact(seen, placed)]
    const [wide, high] = [reach * Math.sqrt(seen.xx), reach * Math.sqrt(seen.yy)]
    expected.forEach((value, k) => {
      const [x, y] = [(k % size) - placed.column, Math.floor(k / size) - placed.row]
      const ended = Math.abs(x) > wide || Math.abs(y) > high
      const found = patch[3 * k]
      // Beyond its ends exp(-25/2); within them exp(-36/2), and the seven digits of float32.
      const error = ended ? Math.exp(-12.5) : Math.exp(-18) + 6e-8 * value
      if (!(Math.abs(found - value) <= error)) expect.fail(`${found} instead of ${value} at pixel ${k}`)
      if (Math.abs(patch[3 * k + 1] - 0.1 * found) > 1e-8 || Math.abs(patch[3 * k + 2] + 0.2 * found) > 2e-8)
        expect.fail(`pixel ${k} is polarised by ${patch[3 * k + 1]} and ${patch[3 * k + 2]} of ${found}`)
    })
  })

  it('is added to what is there', () => {
    const patch = paint(columnOf(8, 2, 0.5), inside)
    const once = patch.slice()
    paintFilament(patch, size, columnOf(8, 2, 0.5), inside)
    expect(patch).toEqual(once.map((value) => 2 * value))
  })

  it('leaves Q and U alone if it is not polarised, and the patch if it lies beside it', () => {
    const patch = paint(columnOf(8, 2, 0.5), { ...inside, q: 0, u: 0 })
    expect(patch.some((value) => value !== 0)).toBe(true)
    expect(patch.every((value, at) => at % 3 === 0 || value === 0)).toBe(true)
    for (const place of [{ column: -41 }, { column: 89 }, { row: -41 }, { row: 89 }])
      expect(paint(columnOf(8, 2, 0.5), { ...inside, ...place }).every((value) => value === 0)).toBe(true)
  })
})
