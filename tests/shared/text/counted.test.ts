import { expect, it } from 'vitest'
import { counted } from '../../../src-shared/text/counted.ts'

it('a count uses the singular only for one', () => {
  expect(counted(1, 'epoch')).toBe('1 epoch')
  expect(counted(0, 'epoch')).toBe('0 epochs')
  expect(counted(12, 'epoch')).toBe('12 epochs')
  expect(counted(2, 'study', 'studies')).toBe('2 studies')
})
