import { expect, test } from 'vitest'
import { patchAt } from '../../../src-shared/sky/patch-at.ts'

const centres = [
  { lon: 0, lat: 20 },
  { lon: 4, lat: 20 },
  { lon: 180, lat: -89 },
]

test('where patches overlap, the one with the nearest centre is found', () => {
  expect(patchAt(centres, 8, { lon: 1.5, lat: 20 })).toBe(0)
  expect(patchAt(centres, 8, { lon: 2.5, lat: 20 })).toBe(1)
})

test('a patch is found across longitude 0 and across a pole', () => {
  expect(patchAt(centres, 8, { lon: 357, lat: 21 })).toBe(0)
  expect(patchAt(centres, 8, { lon: 0, lat: -88 })).toBe(2)
})

test('a patch ends at its sides, not at the circle through its corners', () => {
  expect(patchAt(centres, 8, { lon: 90, lat: 0 })).toBeNull()
  expect(patchAt([centres[0]], 8, { lon: 0, lat: 24.1 })).toBeNull()
  expect(patchAt([centres[0]], 8, { lon: 0, lat: 23.9 })).toBe(0)
})
