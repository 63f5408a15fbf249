import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { shellWord } from '../../../src-shared/text/shell-word.ts'

test.each(['/data/map.fits', 'name=1e-5..1e-2:log', '--set', 'a_b@c%d+e,f'])('%s needs no quotes', (word) => {
  expect(shellWord(word)).toBe(word)
})

test('a shell reads any text as a single word', () => {
  const words = ["it's", 'a map; rm -rf', '$HOME `id` "x"', '', 'back\\slash', 'two\nlines', '*?[a]', '~', '#no']
  const said = execFileSync('sh', ['-c', `printf '%s\\0' ${words.map(shellWord).join(' ')}`], { encoding: 'utf8' })
  expect(said.split('\0').slice(0, -1)).toEqual(words)
})
