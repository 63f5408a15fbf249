import { beforeAll, describe, expect, it } from 'vitest'
import { compileGenerator } from '../../../src-main/engine/inference/generator.ts'
import { readTrainedModel, type TrainedModel } from '../../../src-main/engine/inference/trained-model.ts'
import { fillNormal, randomStream } from '../../../src-main/engine/runtime/random.ts'
import { train } from '../../../src-main/engine/training/train.ts'
import { moments } from '../../../src-shared/statistics/moments.ts'
import { newFolder, smallFlow, writeDataset } from '../training/small-dataset.ts'

const batch = 3
const pixels = smallFlow.size ** 2
let model: TrainedModel

beforeAll(async () => {
  const runFolder = newFolder()
  await train({
    datasetFolder: await writeDataset(),
    runFolder,
    config: { ...smallFlow, timeModulation: 'shift', epochs: 1 },
  })
  model = await readTrainedModel(runFolder, 'last')
}, 60_000)

async function drawn(standardised: boolean, precision?: 'bfloat16') {
  const config = { ...model.config, standardised }
  const generator = await compileGenerator({ ...model, config }, { prior: null, batch, solverSteps: 4, precision })
  const patches = generator.generate(fillNormal(new Float32Array(batch * pixels), randomStream(3)))
  generator.free()
  return Array.from({ length: batch }, (_, i) => patches.subarray(i * pixels, (i + 1) * pixels))
}

describe('patches drawn from a flow', () => {
  it('are as the flow makes them, which is only near to a mean of 0 and a variance of 1', async () => {
    for (const patch of await drawn(false)) expect(Math.abs(moments(patch).variance - 1)).toBeGreaterThan(1e-3)
  })

  it('have both exactly if the patches that it was trained on had, and the same picture', async () => {
    const [free, fixed] = [await drawn(false), await drawn(true)]
    fixed.forEach((patch, i) => {
      const { mean, variance } = moments(patch)
      expect(Math.abs(mean)).toBeLessThan(1e-6)
      expect(Math.abs(variance - 1)).toBeLessThan(1e-5)
      const own = moments(free[i])
      patch.forEach((value, at) => {
        expect(Math.abs(value * Math.sqrt(own.variance) + own.mean - free[i][at])).toBeLessThan(1e-5)
      })
    })
  })

  it('are nearly the same with convolutions in bfloat16, which rounds to 8 bits', async () => {
    const [exact, rounded] = [await drawn(false), await drawn(false, 'bfloat16')]
    const error = (i: number) => Math.sqrt(moments(exact[i].map((value, at) => rounded[i][at] - value)).variance)
    exact.forEach((patch, i) => {
      expect(error(i)).toBeGreaterThan(1e-5)
      expect(error(i)).toBeLessThan(0.01 * Math.sqrt(moments(patch).variance))
    })
  })
})
