import { describe, expect, it } from 'vitest'
import { recipeOf, recipes, standardPlan } from '../../../../../src-renderer/views/studies/new/recipes.ts'

describe('recipes', () => {
  it.each(recipes.map(({ name }) => name))('recognise %s by its plan', (name) => {
    expect(recipeOf(recipes.find((one) => one.name === name)!.plan())?.name).toBe(name)
  })
  it('are created anew each time', () => {
    standardPlan().space.pop()
    expect(standardPlan().space).toHaveLength(4)
  })
})
