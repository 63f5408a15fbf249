import { z } from 'zod'
import { datasetRecipeSchema, type DatasetRecipe } from '../../../../src-preload/contract/index.ts'

/** Fields of a recipe that are numbers, or none. */
export type NumberName = {
  [name in keyof DatasetRecipe]: DatasetRecipe[name] extends number | null ? name : never
}[keyof DatasetRecipe]

/** The least number that a field takes whose bound itself is not among them. */
const JUST_ABOVE = 1e-3

/** The bounds of a field of the recipe, as its schema has them. */
export function fieldBounds(name: NumberName): { min: number; max: number; whole: boolean } {
  let schema: unknown = datasetRecipeSchema.shape[name]
  while (schema instanceof z.ZodDefault || schema instanceof z.ZodNullable) schema = schema.unwrap()
  const number = schema as z.ZodNumber
  const least = number.minValue ?? -Infinity
  const bound = (value: number, open: number) => (Number.isFinite(value) ? value : open)
  const min = Number.isFinite(least) && !number.safeParse(least).success ? least + JUST_ABOVE : least
  return { min: bound(min, -1e30), max: bound(number.maxValue ?? Infinity, 1e30), whole: number.format === 'safeint' }
}
