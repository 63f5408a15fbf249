import { expect, test } from 'vitest'
import { datasetRecipeSchema } from '../../../../src-preload/contract/index.ts'
import { fieldBounds, type NumberName } from '../../../../src-renderer/views/datasets/recipe/field-bounds.ts'

test('the bounds of a field are those of the schema', () => {
  expect(fieldBounds('size')).toEqual({ min: 8, max: 1024, whole: true })
  expect(fieldBounds('goodFraction')).toEqual({ min: 0, max: 1, whole: false })
  expect(fieldBounds('clipSigma')).toEqual({ min: 1, max: 100, whole: false })
})

test('a bound that is not taken itself lies just outside', () => {
  expect(fieldBounds('width')).toEqual({ min: 0.001, max: 40, whole: false })
  expect(fieldBounds('clipPercent').min).toBe(0.001)
})

test('a field without bounds takes any number that can be written', () => {
  expect(fieldBounds('maskThreshold')).toEqual({ min: -1e30, max: 1e30, whole: false })
})

test.each(['size', 'width', 'step', 'count', 'seed', 'beam', 'mapBeam', 'apodisation', 'softening'] as NumberName[])(
  'the schema takes both bounds of %s',
  (name) => {
    const { min, max } = fieldBounds(name)
    for (const value of [min, max]) expect(datasetRecipeSchema.safeParse({ [name]: value }).success).toBe(true)
  },
)
