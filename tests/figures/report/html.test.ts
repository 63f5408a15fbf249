import { describe, expect, test } from 'vitest'
import { paragraph, section, tableOf } from '../../../src-main/figures/report/html.ts'

describe('a table', () => {
  test('has a header over several columns', () => {
    const table = tableOf({
      caption: 'c',
      groups: [
        { name: '', columns: 1 },
        { name: 'one & two', columns: 2 },
      ],
      head: ['', 'one', 'two'],
      rows: [],
    })
    expect(table).toContain('<th scope="colgroup" colspan="2">one &amp; two</th></tr><tr><th scope="col">')
  })

  test('aligns numbers, but not text', () => {
    const table = tableOf({ caption: '', head: ['', 'a', 'b'], rows: [['x', 3, '3']] })
    expect(table).toContain('<td class="number">3</td><td>3</td>')
  })

  test('writes whole numbers in full, in groups of three', () => {
    const table = tableOf({ caption: '', head: ['', 'a'], rows: [['x', 68296384]] })
    expect(table).toContain('>68\u202f296\u202f384<')
  })

  test('shows a dash for a missing value', () => {
    const table = tableOf({ caption: '', head: ['', 'a', 'b', 'c'], rows: [['x', null, '', Infinity]] })
    expect(table.match(/>–</g)).toHaveLength(3)
  })

  test('can have a number as a row header', () => {
    expect(tableOf({ caption: '', head: ['', 'a'], rows: [[2, 'x']] })).toContain('<th scope="row">2</th>')
  })
})

test('a section has its title and its content, which is markup already', () => {
  expect(section('data', 'a < b', '<p>1</p>', '<p>2</p>')).toBe(
    '<section id="data"><h2>a &lt; b</h2>\n<p>1</p>\n<p>2</p>\n</section>',
  )
})

test('a paragraph escapes its text', () => {
  expect(paragraph('χ² < 1 & "so"')).toBe('<p>χ² &lt; 1 &amp; &quot;so&quot;</p>')
})
