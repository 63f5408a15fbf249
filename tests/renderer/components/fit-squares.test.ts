import { expect, it } from 'vitest'
import { fitSquares } from '../../../src-renderer/components/fit-squares.ts'

// Gaps of 8 px between squares, a title of 18 px above each; all numbers by hand.
it.each([
  // (900 - 4 * 8) / 5 = 173.6; three columns would give (320 - 8) / 2 - 18 = 138.
  ['five in a row of a low place', 900, 320, { columns: 5, side: 173 }],
  // Two rows of three: (900 - 2 * 8) / 3 = 294.7 and (640 - 8) / 2 - 18 = 298.
  ['five in two rows where there is height', 900, 640, { columns: 3, side: 294 }],
  // One column: (700 - 4 * 8) / 5 - 18 = 115.6; two: (120 - 8) / 2 = 56.
  ['five in a column of a narrow place', 120, 700, { columns: 1, side: 115 }],
])('squares fill the area: %s', (_, width, height, fit) => {
  expect(fitSquares(5, width, height)).toEqual(fit)
})

it('an area without size holds no squares', () => expect(fitSquares(5, 0, 0).side).toBe(0))
