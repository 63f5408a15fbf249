import { expect, test } from 'vitest'
import { firstBandOf, reachMarks, reachText } from '../../../src-shared/validation/reach.ts'
import { fallsBelow } from '../../../src-shared/statistics/spectrum-comparison.ts'
import { validationResults } from '../../renderer/fake/validation-results.ts'

const ell = [67.5, 112.5, 157.5]

test.each([
  [[0.9, 0.6, 0.2], '124'],
  [[0.4, 0.3, 0.2], 'below the first band'],
  [[0.9, 0.8, 0.7], 'beyond the last band'],
])('a ratio of %j keeps half the power up to: %s', (ratio, text) => {
  // 0.6 to 0.2 crosses 1/2 after a quarter of the way from 112.5 to 157.5: 123.75.
  expect(reachText(fallsBelow(ell, ratio), firstBandOf(ell, ratio))).toBe(text)
})

test('the first band is the first that has a value', () => {
  const ratio = [null, 0.3, 0.2]
  expect(firstBandOf(ell, ratio)).toBe(112.5)
  const multipole = fallsBelow(
    ell,
    ratio.map((value) => value ?? NaN),
  )
  expect(reachText(multipole, firstBandOf(ell, ratio))).toBe('below the first band')
  expect(firstBandOf(ell, [null, null, null])).toBeNull()
})

test('a record without its first band gives the multipole itself, and one that was not measured gives nothing', () => {
  expect(reachText(67.5, null)).toBe('68')
  expect(reachText(undefined, 67.5)).toBe('')
})

test('a spectrum is marked at half power and at the limit of this many latents, 45 sqrt(d / pi)', () => {
  const results = validationResults([17, 18, 19, 37], 32)
  expect(reachMarks(results)).toMatchObject([
    { name: 'ℓ = 330, half power', x: 330 },
    { name: 'ℓ = 400, half power, principal components', x: 400 },
    { name: 'ℓ = 144, limit of 32 latents', x: 45 * Math.sqrt(32 / Math.PI) },
  ])
})

test('a power that starts below half is marked at the first band, and says so; one that never falls is not marked', () => {
  const results = structuredClone(validationResults([17, 18], 32))
  const { reconstruction, linear } = results.standard.pairs
  reconstruction!.halfPower = results.standard.ell[0]
  linear!.halfPower = null
  expect(reachMarks(results)[0]).toMatchObject({ name: 'half power below the first band', x: results.standard.ell[0] })
  expect(reachMarks(results)).toHaveLength(2)
})
