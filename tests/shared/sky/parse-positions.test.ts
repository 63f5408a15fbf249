import { expect, test } from 'vitest'
import { parsePositions } from '../../../src-shared/sky/parse-positions.ts'

test('positions are read one after another, with semicolons or line breaks between them', () => {
  expect(parsePositions('120.5, -30; 350 89.5\n5,0;')).toEqual([
    { lon: 120.5, lat: -30 },
    { lon: 350, lat: 89.5 },
    { lon: 5, lat: 0 },
  ])
})

test('other frames become Galactic degrees: the north Galactic pole is at RA 192.859, Dec 27.128 (J2000)', () => {
  const [pole] = parsePositions('RA 192.8595 Dec 27.1283')!
  expect(pole.lat).toBeCloseTo(90, 2)
})

test.each(['', ' ; ', '120.5', '120.5,-30; pole', '120.5,-91'])('"%s" are none', (text) => {
  expect(parsePositions(text)).toBeNull()
})
