import { expect, test } from 'vitest'
import { classifierStatistic, classifyModels } from '../../../src-main/application/validations/classify-models.ts'
import type { ClassifiedSet } from '../../../src-main/application/validations/classify-sets.ts'
import { madeEngine } from '../made-engine.ts'

const size = 8
const set = (file: string, value = 0): ClassifiedSet => ({
  ...{ file, count: 3, rows: size, columns: size, positions: null },
  values: new Float32Array(3 * size ** 2).fill(value),
})
const settings = { folds: 2, steps: 3, seed: 1, width: 8 }

test('every model, and other sky, is told from the sky in turn', async () => {
  const engine = madeEngine()
  const models = [set('a.npy'), set('b.npy')]
  const found = await classifyModels(engine, { sky: set('sky.npy'), floor: set('other.npy'), models }, settings)
  expect(engine.calls.map(({ name }) => name)).toEqual(['classifier.run', 'classifier.run', 'classifier.run'])
  expect(found.models).toHaveLength(2)
  expect(found.floor).toEqual(found.models[0])
  const alone = await classifyModels(engine, { sky: set('sky.npy'), floor: null, models }, settings)
  expect(alone.floor).toBeNull()
})

test('masked pixels are refused', async () => {
  const sets = { sky: set('sky.npy'), floor: null, models: [set('holed.npy', NaN)] }
  await expect(classifyModels(madeEngine(), sets, settings)).rejects.toThrow(
    'holed.npy: a classifier takes no masked pixels; fill them, or leave --classifier out',
  )
})

test('an accuracy is as far from the sky as from 1/2, on either side', () => {
  const told = { low: 0, high: 1, pValue: 1, correct: 0, count: 90, parameters: 1, seconds: 1 }
  const folds = Array(5).fill({ accuracy: 0.5, correct: 9, count: 18 })
  const models = [0.8, 0.45].map((accuracy) => ({ ...told, accuracy, folds }))
  const statistic = classifierStatistic({ models, floor: null })
  expect(statistic.models.map(({ distance }) => distance)).toEqual([expect.closeTo(0.3, 12), expect.closeTo(0.05, 12)])
  // Ninety answers of five folds count as forty.
  expect(statistic.models[0].chance).toBeCloseTo(0.5 / Math.sqrt(40), 12)
  expect(statistic).toMatchObject({ name: 'classifier', x: [], sky: null, floor: null })
})
