import { expect, test } from 'vitest'
import { measurePace } from '../../../src-main/engine/training/pace.ts'

test('the pace of a training is that of compiled steps, unknown until five of them were timed', () => {
  const pace = measurePace()
  pace.add('step with norm', 40)
  pace.add('step', 20)
  for (const seconds of [0.1, 0.2, 0.3, 0.4]) {
    pace.add('step', seconds)
    expect(pace.secondsPerStep()).toBeNull()
  }
  pace.add('step with norm', 0.5)
  expect(pace.secondsPerStep()).toBeCloseTo(0.3, 12)
})
