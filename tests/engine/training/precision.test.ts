import { describe, expect, test } from 'vitest'
import { initialWeights } from '../../../src-main/engine/model/initial-weights.ts'
import { modelWeights } from '../../../src-main/engine/model/model.ts'
import { randomKey } from '../../../src-main/engine/runtime/random-numbers.ts'
import { fillNormal, randomStream } from '../../../src-main/engine/runtime/random.ts'
import { scheduleAt } from '../../../src-main/engine/training/schedules.ts'
import { compileTraining } from '../../../src-main/engine/training/compile-training.ts'
import { lossOf } from '../../../src-main/engine/training/training-program.ts'
import type { TrainingConfig } from '../../../src-shared/model/configuration.ts'
import { smallConfig, smallSpatialConfig } from './small-dataset.ts'

/** The losses of a few training steps on the same batches, and the weights and evaluation before the first. */
function trained(config: TrainingConfig, steps = 20) {
  const { batchSize, size, seed } = config
  const program = compileTraining(config, initialWeights(modelWeights(config), seed))
  const batch = (i: number) => ({
    patches: fillNormal(new Float32Array(batchSize * size ** 2), randomStream(1, i % 4)),
    key: randomKey(seed, i),
  })
  const patch = batch(0).patches.subarray(0, size ** 2)
  const [evaluation, shown] = [program.evaluate(batch(0)), program.show({ patch, conditions: new Float32Array() })]
  const schedule = scheduleAt(config, 1, 0, 1)
  const losses = Array.from({ length: steps }, (_, i) => lossOf(program.step(batch(i), schedule)))
  const weights = program.session.getAll([...program.session.variables.keys()])
  program.session.free()
  return { losses, weights, evaluation, shown }
}

describe.each([
  ['paper', { ...smallConfig, learningRate: 1e-4 }],
  ['spatial', smallSpatialConfig],
])('a training in bfloat16 (%s)', (_, config) => {
  const wide = trained(config)
  const narrow = trained({ ...config, precision: 'bfloat16' })

  test('has losses within 1 % of those in float32, but not equal', () => {
    for (const [i, loss] of wide.losses.entries()) expect(Math.abs(narrow.losses[i] / loss - 1)).toBeLessThan(0.01)
    expect(narrow.losses).not.toEqual(wide.losses)
    expect(narrow.losses.at(-1)).toBeLessThan(narrow.losses[0])
  })

  test('evaluates and decodes in float32, bit for bit', () => {
    expect(narrow.evaluation).toEqual(wide.evaluation)
    expect(narrow.shown).toEqual(wide.shown)
  })

  test('repeats itself, bit for bit', () => {
    const again = trained({ ...config, precision: 'bfloat16' })
    expect(again.losses).toEqual(narrow.losses)
    expect(again.weights).toEqual(narrow.weights)
  })
})
