import { expect, test } from 'vitest'
import { borderPath, holePath } from '../../../../../src-renderer/views/inpaintings/masks/mask-paths.ts'

// Rows from the bottom: an observed corner, and a hole that reaches the right border.
const mask = Uint8Array.of(1, 1, 1, 1, 0, 0, 1, 0, 0)

test('holes are a rectangle for each of their runs', () => {
  expect(holePath(mask, 3)).toBe('M1 1H3v1H1zM1 2H3v1H1z')
  expect(holePath(new Uint8Array(4).fill(1), 2)).toBe('')
  expect(holePath(Uint8Array.of(0, 1, 1, 0), 2)).toBe('M0 0H1v1H0zM1 1H2v1H1z')
})

test('borders run between holes and observed pixels, not along the edge of the patch', () => {
  expect(borderPath(mask, 3)).toBe('M1 1H3M1 1V3')
  expect(borderPath(new Uint8Array(4), 2)).toBe('')
})
