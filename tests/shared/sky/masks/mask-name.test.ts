import { expect, test } from 'vitest'
import { maskNameFault } from '../../../../src-shared/sky/masks/mask-name.ts'

test.each(['a', 'two holes', 'r = 0.5°', 'Ophiuchus (north)', '銀河', '7'])('"%s" can name a mask', (name) => {
  expect(maskNameFault(name)).toBeNull()
})

test.each([
  ['', 'a mask needs a name'],
  ['  ', 'a mask needs a name'],
  [' a', 'no blanks at its ends'],
  ['a'.repeat(61), 'at most 60 characters'],
  ['a/b', 'none of the characters'],
  ['..\\a', 'none of the characters'],
  ['random:7', 'none of the characters'],
  ['a\nb', 'one line of text'],
  ['half \ud83d', 'one line of text'],
  ['exe.\u202etxt', 'one line of text'],
  ['.hidden', 'no dot at its ends'],
  ['a.', 'no dot at its ends'],
  ['con', 'means something else'],
  ['Disc', 'means something else'],
])('"%s" can not: %s', (name, fault) => {
  expect(maskNameFault(name)).toContain(fault)
})
