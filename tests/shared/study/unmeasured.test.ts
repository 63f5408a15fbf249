import { expect, test } from 'vitest'
import { presets } from '../../../src-shared/model/presets.ts'
import { whyUnmeasured } from '../../../src-shared/study/unmeasured.ts'

const { demo, flow } = presets

test('an objective on test patches needs them evaluated within the epochs', () => {
  expect(whyUnmeasured({ metric: 'testLoss' }, { ...demo, testEvery: 0 }, 20)).toBe('test')
  expect(whyUnmeasured({ metric: 'testKl' as never }, { ...demo, testEvery: 21 }, 20)).toBe('test')
  expect(whyUnmeasured({ metric: 'testReconstruction' }, { ...demo, testEvery: 20 }, 20)).toBeNull()
  expect(whyUnmeasured({ metric: 'validationLoss' }, { ...demo, testEvery: 0 }, 20)).toBeNull()
})

test('a flow has a loss, and no terms of it', () => {
  expect(whyUnmeasured({ metric: 'validationLoss' }, flow, 20)).toBeNull()
  expect(whyUnmeasured({ metric: 'imagesPerSecond' }, flow, 20)).toBeNull()
  for (const metric of ['validationKl', 'validationReconstruction', 'testReconstruction'] as const)
    expect(whyUnmeasured({ metric }, flow, 20)).toBe('term')
})
