import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { fillWithFlow, type FlowFillOptions } from '../../../src-main/engine/inpainting/fill-with-flow.ts'
import { train } from '../../../src-main/engine/training/train.ts'
import { readNpy, writeNpy } from '../../../src-main/files/npy.ts'
import type { TrainingConfig } from '../../../src-shared/model/configuration.ts'
import { channelOf, interleaved } from '../../../src-shared/sky/channels.ts'
import { figureMask } from '../../../src-shared/sky/masks/figure-masks.ts'
import { newFolder, smallFlow, writeDataset } from '../training/small-dataset.ts'

const [size, channels] = [16, 3]
const pixels = size ** 2
// I, Q and U of these patches are the same waves: what is seen of one tells the others, but not if they are turned.
const config: TrainingConfig = {
  ...smallFlow,
  ...{ preset: 'inpainting', observation: 'masked', startShare: 0.25, augment: false },
  ...{ channels, latentDimension: pixels * channels, encoderFilters: [16, 24], epochs: 20 },
}
const wave = Float32Array.from(
  { length: pixels },
  (_, i) => Math.sin(0.4 * Math.floor(i / size) + 0.15) + Math.cos(0.3 * (i % size) - 0.3),
)
const truth = interleaved([wave, wave, wave])
const [seen, none] = [new Uint8Array(pixels).fill(1), new Uint8Array(pixels)]
let runFolder = ''
beforeAll(async () => {
  runFolder = newFolder()
  await train({ datasetFolder: await writeDataset(newFolder(), size, () => {}, channels), runFolder, config })
}, 120_000)

async function fill(masks: Uint8Array[], changes: Partial<FlowFillOptions> = {}, hole = NaN) {
  const folder = newFolder()
  const files = { data: join(folder, 'data.npy'), mask: join(folder, 'mask.npy') }
  const mask = interleaved(masks)
  await writeNpy(files.mask, mask, [size, size, channels])
  const data = truth.map((value, i) => (mask[i] === 1 ? value : hole))
  await writeNpy(files.data, data, [size, size, channels])
  await fillWithFlow({
    ...{ runFolder, checkpoint: 'last', folder, ...files, sigma: 0.1, samples: 4, seed: 3 },
    ...{ solver: 'midpoint', solverSteps: 4, ...changes },
  })
  return { mean: await readNpy(join(folder, 'mean.npy')), samples: await readNpy(join(folder, 'samples.npy')) }
}
const error = (mean: ArrayLike<number | bigint>, channel: number) => {
  const own = channelOf(Float32Array.from(mean as ArrayLike<number>), channels, channel)
  return Math.sqrt(own.reduce((sum, value, i) => sum + (value - wave[i]) ** 2, 0) / pixels)
}

describe('a flow that was trained to fill holes in patches of several channels', () => {
  it('predicts channels of which nothing is seen from one that is', async () => {
    const { mean, samples } = await fill([seen, none, none])
    expect(mean.shape).toEqual([size, size, channels])
    expect(samples.shape).toEqual([4, size, size, channels])
    const nothing = Math.sqrt(wave.reduce((sum, value) => sum + value ** 2, 0) / pixels)
    for (const channel of [1, 2]) expect(error(mean.data, channel)).toBeLessThan(0.6 * nothing)
  })

  it('never looks at what is in the hole of a channel, and at all that is not', async () => {
    const disc = figureMask('disc', size)
    const [one, other] = [await fill([seen, disc, none]), await fill([seen, disc, none], {}, 50)]
    expect(other.samples.data).toEqual(one.samples.data)
    expect((await fill([seen, seen, none])).mean.data).not.toEqual(one.mean.data)
  })

  it('takes noise of another width for a channel', async () => {
    const noise = join(newFolder(), 'noise.npy')
    const widths = (q: number) => Float32Array.from({ length: pixels * channels }, (_, i) => (i % 3 === 1 ? q : 0.1))
    await writeNpy(noise, widths(0.1), [size, size, channels])
    const same = await fill([seen, seen, none], { noise, sigma: 1 })
    expect(same.mean.data).toEqual((await fill([seen, seen, none])).mean.data)
    await writeNpy(noise, widths(1), [size, size, channels])
    expect((await fill([seen, seen, none], { noise, sigma: 1 })).mean.data).not.toEqual(same.mean.data)
  })
})
