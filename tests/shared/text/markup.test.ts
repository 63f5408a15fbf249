import { describe, expect, test } from 'vitest'
import { element, escapeText, short } from '../../../src-shared/text/markup.ts'

test('escapes text for tags and quotes', () => {
  expect(escapeText('a < b & "c" > d')).toBe('a &lt; b &amp; &quot;c&quot; &gt; d')
})

test('writes numbers with three decimals at most', () => {
  expect([1 / 3, 2, -0.0004, 0.1 + 0.2].map(short)).toEqual(['0.333', '2', '0', '0.3'])
})

describe('an element', () => {
  test('without content closes itself', () => {
    expect(element('rect', { x: 1.23456, fill: 'none' })).toBe('<rect x="1.235" fill="none"/>')
  })
  test('leaves out attributes without a value', () => {
    expect(element('path', { d: 'M0 0', stroke: undefined })).toBe('<path d="M0 0"/>')
  })
  test('has its content as markup and its attributes as text', () => {
    expect(element('g', { id: 'a"b' }, '<rect/>')).toBe('<g id="a&quot;b"><rect/></g>')
  })
})
