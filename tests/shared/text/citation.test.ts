import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import packageFacts from '../../../package.json' with { type: 'json' }
import { howToCite, paperCitation } from '../../../src-shared/text/citation.ts'

it('the citation names the version and the paper', () => {
  expect(howToCite('1.2.3')).toBe(
    'In publications, please cite Cirrus 1.2.3 and the paper that it implements (Thorne, Knox & Prabhu 2021, arXiv:2101.11181).',
  )
})

it('CITATION.cff is of this version, this licence and this paper', () => {
  const file = readFileSync(new URL('../../../CITATION.cff', import.meta.url), 'utf8')
  expect(file).toContain(`\nversion: ${packageFacts.version}\n`)
  expect(file).toContain(`\nlicense: ${packageFacts.license}\n`)
  expect(file).toContain(paperCitation.split(', ').at(-1))
})
