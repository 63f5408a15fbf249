import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  scaled,
  scaledWords,
  slopeAt,
  standardise,
  toMapUnits,
  unscaled,
  unscaledWords,
} from '../../../src-shared/sky/scale.ts'

test('a standardised patch has mean 0 and standard deviation 1, of all pixels', () => {
  const out = new Float32Array(4)
  // Of 1, 2, 3, 4: mean 2.5, variance 5/4.
  expect(standardise(Float64Array.of(1, 2, 3, 4), { scale: 'linear' }, out)).toEqual({
    mean: 2.5,
    std: Math.sqrt(1.25),
  })
  ;[-1.5, -0.5, 0.5, 1.5].forEach((d, i) => expect(out[i]).toBeCloseTo(d / Math.sqrt(1.25), 6))
})

test('the logarithm is the natural one', () => {
  const out = new Float32Array(2)
  const standard = standardise(Float64Array.of(1, Math.E ** 2), { scale: 'log' }, out)
  expect(standard).toEqual({ mean: 1, std: 1 })
  expect([...out]).toEqual([-1, 1])
})

test('standardised values convert back to map units', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0.1, max: 1000, noNaN: true }), { minLength: 2, maxLength: 50 }),
      fc.constantFrom('log' as const, 'linear' as const),
      (values, scale) => {
        const out = new Float32Array(values.length)
        const standard = standardise(Float64Array.from(values), { scale }, out)
        if (typeof standard === 'string') {
          expect(standard).toBe('constant')
          expect(Math.max(...values) / Math.min(...values)).toBeCloseTo(1, 12)
          return
        }
        toMapUnits(out, standard, { scale }).forEach((value, i) =>
          expect(Math.abs(value - values[i])).toBeLessThan(1e-6 * Math.max(...values)),
        )
      },
    ),
  )
})

test('a patch is refused with its reason, and nothing is written', () => {
  const out = new Float32Array(2).fill(7)
  expect(standardise(Float64Array.of(1, NaN), { scale: 'linear' }, out)).toBe('missing pixels')
  expect(standardise(Float64Array.of(1, 0), { scale: 'log' }, out)).toBe('values not above zero')
  expect(standardise(Float64Array.of(1, -3), { scale: 'log' }, out)).toBe('values not above zero')
  expect(standardise(Float64Array.of(5, 5), { scale: 'linear' }, out)).toBe('constant')
  expect([...out]).toEqual([7, 7])
})

test('large offsets lose no digits', () => {
  const out = new Float32Array(3)
  expect(standardise(Float64Array.of(1e9, 1e9 + 1, 1e9 + 2), { scale: 'linear' }, out)).toEqual({
    mean: 1e9 + 1,
    std: Math.sqrt(2 / 3),
  })
})

test('asinh takes negative values and zero: linear below its softening, logarithmic far above', () => {
  const scaling = { scale: 'asinh', softening: 0.5 } as const
  expect(scaled(0, scaling)).toBe(0)
  expect(scaled(1e-4, scaling) / 2e-4).toBeCloseTo(1, 7)
  expect(scaled(-500, scaling)).toBeCloseTo(-Math.log(2000), 6)
  // asinh(x) = ln(x + sqrt(x^2 + 1))
  expect(scaled(1, scaling)).toBeCloseTo(Math.log(2 + Math.sqrt(5)), 14)
  const values = Float64Array.of(-30, -0.2, 0, 0.01, 400)
  const out = new Float32Array(5)
  const standard = standardise(values, scaling, out)
  if (typeof standard === 'string') throw new Error(standard)
  toMapUnits(out, standard, scaling).forEach((value, i) => expect(value).toBeCloseTo(values[i], 3))
})

test.each([
  [{ scale: 'log' }, 'log(I)', 'exp(x)'],
  [{ scale: 'linear' }, 'I', 'x'],
  [{ scale: 'asinh', softening: 0.5 }, 'asinh(I / 0.5)', '0.5 sinh(x)'],
] as const)('the slope of %o is the derivative of its inverse, and its formula is named', (scaling, words, back) => {
  const value = 3
  const x = scaled(value, scaling)
  const numeric = (unscaled(x + 1e-5, scaling) - unscaled(x - 1e-5, scaling)) / 2e-5
  expect(slopeAt(value, scaling)).toBeCloseTo(numeric, 7)
  expect(scaledWords(scaling, 'I')).toBe(words)
  expect(unscaledWords(scaling, 'x')).toBe(back)
})
