import { describe, expect, it } from 'vitest'
import { quantityGroups, type Quantity } from '../../../src-shared/quantities/index.ts'

const all = Object.values(quantityGroups).flatMap(({ quantities }) => Object.values<Quantity>(quantities))

describe('the quantities of the window', () => {
  it('have names of their own', () => {
    const titles = all.map(({ title }) => title)
    expect(new Set(titles).size).toBe(titles.length)
  })

  it.each(all.map((quantity) => [quantity.title, quantity] as const))(
    '%s has a meaning in whole sentences, and a source with a year, an equation or a page of docs/',
    (_, { meaning, source }) => {
      expect(meaning).toMatch(/^[A-Z].*\.$/)
      expect(source).toMatch(/\b(19|20)\d\d\b|^docs\/[a-z-]+\.md$|Numerical Recipes/)
    },
  )
})
