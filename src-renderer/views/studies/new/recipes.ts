import { paperSpace } from '../../../../src-shared/study/search-space.ts'
import { studySpecSchema } from '../../../../src-shared/study/specification.ts'
import type { StudySpec } from '../../../../src-shared/study/specification.ts'

/** A study without the settings that its trials share. */
export type SearchPlan = Omit<StudySpec, 'base'>

/** Defaults. */
export const standardPlan = (): SearchPlan => {
  const { base: _base, ...shape } = studySpecSchema.shape
  return structuredClone(
    Object.fromEntries(Object.entries(shape).map(([name, schema]) => [name, schema.parse(undefined)])) as SearchPlan,
  )
}

export interface Recipe {
  name: string
  label: string
  title: string
  plan: () => SearchPlan
}

/** Complete searches, chosen with one click. */
export const recipes: readonly Recipe[] = [
  {
    name: 'standard',
    label: 'Standard',
    title: '100 trials of 20 epochs, with a Gaussian process and expected improvement',
    plan: standardPlan,
  },
  {
    name: 'paper',
    label: 'The paper’s search',
    title:
      '100 trials of 20 epochs over latent dimension, kernel, batch size and learning rate, with KerasTuner’s recipe',
    plan: () => ({
      ...standardPlan(),
      space: structuredClone(paperSpace),
      sampler: { kind: 'keras-tuner' },
      budget: 100,
      epochs: 20,
    }),
  },
  {
    name: 'quick',
    label: 'Quick',
    title: '20 trials of 3 epochs: a first look, in minutes on the demo dataset',
    plan: () => ({ ...standardPlan(), budget: 20, epochs: 3 }),
  },
]

/** The recipe that a plan matches; undefined if it was customised. */
export const recipeOf = (plan: SearchPlan) =>
  recipes.find((recipe) => {
    const made = recipe.plan()
    return (Object.keys(made) as (keyof SearchPlan)[]).every(
      (name) => JSON.stringify(made[name]) === JSON.stringify(plan[name]),
    )
  })
