import fc from 'fast-check'
import { expect, test } from 'vitest'
import { standardise, toMapUnits } from '../../../src-shared/sky/scale.ts'

test('a standardised patch has mean 0 and standard deviation 1, of all pixels', () => {
  const out = new Float32Array(4)
  // Of 1, 2, 3, 4: mean 2.5, variance 5/4.
  expect(standardise(Float64Array.of(1, 2, 3, 4), 'linear', out)).toEqual({ mean: 2.5, std: Math.sqrt(1.25) })
  ;[-1.5, -0.5, 0.5, 1.5].forEach((d, i) => expect(out[i]).toBeCloseTo(d / Math.sqrt(1.25), 6))
})

test('the logarithm is the natural one', () => {
  const out = new Float32Array(2)
  const standard = standardise(Float64Array.of(1, Math.E ** 2), 'log', out)
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
        const standard = standardise(Float64Array.from(values), scale, out)
        if (typeof standard === 'string') {
          expect(standard).toBe('constant')
          expect(Math.max(...values) / Math.min(...values)).toBeCloseTo(1, 12)
          return
        }
        toMapUnits(out, standard, scale).forEach((value, i) =>
          expect(Math.abs(value - values[i])).toBeLessThan(1e-6 * Math.max(...values)),
        )
      },
    ),
  )
})

test('a patch is refused with its reason, and nothing is written', () => {
  const out = new Float32Array(2).fill(7)
  expect(standardise(Float64Array.of(1, NaN), 'linear', out)).toBe('missing pixels')
  expect(standardise(Float64Array.of(1, 0), 'log', out)).toBe('values not above zero')
  expect(standardise(Float64Array.of(1, -3), 'log', out)).toBe('values not above zero')
  expect(standardise(Float64Array.of(5, 5), 'linear', out)).toBe('constant')
  expect([...out]).toEqual([7, 7])
})

test('large offsets lose no digits', () => {
  const out = new Float32Array(3)
  expect(standardise(Float64Array.of(1e9, 1e9 + 1, 1e9 + 2), 'linear', out)).toEqual({
    mean: 1e9 + 1,
    std: Math.sqrt(2 / 3),
  })
})
