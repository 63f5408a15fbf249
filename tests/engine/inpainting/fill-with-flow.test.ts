import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { fillWithFlow, type FlowFillOptions } from '../../../src-main/engine/inpainting/fill-with-flow.ts'
import { decodeChosen } from '../../../src-main/engine/inference/decode-chosen.ts'
import { train } from '../../../src-main/engine/training/train.ts'
import { readNpy, writeNpy } from '../../../src-main/files/npy.ts'
import type { TrainingConfig } from '../../../src-shared/model/configuration.ts'
import { figureMask } from '../../../src-shared/sky/masks/figure-masks.ts'
import { newFolder, smallConfig, smallFlow, writeDataset } from '../training/small-dataset.ts'

const size = 16
const filler: TrainingConfig = {
  ...smallFlow,
  preset: 'inpainting',
  observation: 'masked',
  wavelets: 'haar',
  timeModulation: 'shift',
  startShare: 0.25,
  epochs: 60,
}
const mask = figureMask('disc', size)
/** A plane wave as those of the dataset, but for its phase and noise. */
const truth = Float32Array.from(
  { length: size ** 2 },
  (_, i) => Math.sin(0.4 * Math.floor(i / size) + 0.15) + Math.cos(0.3 * (i % size) - 0.3),
)

async function trained(config: TrainingConfig) {
  const [datasetFolder, runFolder] = [await writeDataset(), newFolder()]
  await train({ datasetFolder, runFolder, config })
  return { datasetFolder, runFolder }
}

async function fill(runFolder: string, changes: Partial<FlowFillOptions> = {}, hole = NaN) {
  const folder = newFolder()
  const files = { data: join(folder, 'data.npy'), mask: join(folder, 'mask.npy') }
  await writeNpy(files.mask, mask, [size, size])
  await writeNpy(
    files.data,
    truth.map((value, i) => (mask[i] === 1 ? value : hole)),
    [size, size],
  )
  const outcome = await fillWithFlow({
    ...{ runFolder, checkpoint: 'last', folder, ...files, sigma: 0.1, samples: 12, seed: 3 },
    ...{ solver: 'midpoint', solverSteps: 6, ...changes },
  })
  const read = async (name: string) => (await readNpy(join(folder, name))).data as Float32Array
  return { outcome, mean: await read('mean.npy'), std: await read('std.npy'), samples: await read('samples.npy') }
}

/** Root mean square of a picture less the truth, in the hole or outside. */
function error(picture: ArrayLike<number>, inside: boolean): number {
  const squares = Array.from(truth, (value, i) => (value - picture[i]) ** 2).filter(
    (_, i) => (mask[i] === 0) === inside,
  )
  return Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / squares.length)
}

describe.each([
  ['of one level', filler],
  ['with an octave', { ...filler, octaves: 1, octaveFilters: [8, 12], octaveCrop: 8 }],
])('a flow %s that was trained to fill holes', (_, config) => {
  let runFolder = ''
  beforeAll(async () => void ({ runFolder } = await trained(config)), 240_000)

  it('continues what is seen into the hole, and keeps what is seen', async () => {
    const { mean, std, samples, outcome } = await fill(runFolder)
    expect(outcome).toMatchObject({ epoch: config.epochs, samples: 12 })
    const flat = error(new Float32Array(size ** 2), true)
    expect(error(mean, true)).toBeLessThan(0.85 * flat)
    expect(error(mean, false)).toBeLessThan(0.5)
    expect(samples).toHaveLength(12 * size ** 2)
    const inHole = (values: Float32Array) => values.filter((_, i) => mask[i] === 0)
    const outside = (values: Float32Array) => values.filter((_, i) => mask[i] === 1)
    const average = (values: Float32Array) => values.reduce((sum, value) => sum + value, 0) / values.length
    expect(average(inHole(std))).toBeGreaterThan(average(outside(std)))
  })

  it('never looks at what is in the hole', async () => {
    const [one, other] = [await fill(runFolder, { samples: 1 }), await fill(runFolder, { samples: 1 }, 50)]
    expect(other.samples).toEqual(one.samples)
    expect(other.mean).toEqual(one.mean)
    expect([...one.std].every((value) => value === 0)).toBe(true)
  })

  it('draws sample n of a seed the same however many are drawn', async () => {
    const [few, many] = [await fill(runFolder, { samples: 2 }), await fill(runFolder, { samples: 11 })]
    expect(many.samples.subarray(0, few.samples.length)).toEqual(few.samples)
  })
})

describe('filling a hole with a flow', () => {
  it('is refused for a flow that draws without an observation, and draws for one that fills holes', async () => {
    const free = await trained({ ...smallFlow, epochs: 1 })
    await expect(fill(free.runFolder)).rejects.toThrow(/was not trained to fill holes\. Train a flow with the preset/)
    const { runFolder, datasetFolder } = await trained({ ...filler, epochs: 1 })
    const latents = { kind: 'samples', count: 1, seed: 0 } as const
    const order = { runFolder, datasetFolder, checkpoint: 'last', latents, prior: null, folder: newFolder() } as const
    await expect(decodeChosen({ ...order, solver: 'midpoint', solverSteps: 2 })).rejects.toThrow(/fill holes/)
  })

  it('is refused for other patches', async () => {
    const { runFolder } = await trained({ ...filler, epochs: 1 })
    const data = join(newFolder(), 'other.npy')
    await writeNpy(data, new Float32Array(9), [3, 3])
    await expect(fill(runFolder, { data })).rejects.toThrow(/is \[3, 3\]; the model takes patches of \[16, 16\]/)
  })

  it('stops when it is asked to', async () => {
    const { runFolder } = await trained({ ...filler, epochs: 1 })
    await expect(fill(runFolder, { signal: AbortSignal.abort() })).rejects.toThrow(/stopped/)
  })

  it('is trained only as a flow on patches', async () => {
    await expect(trained({ ...smallConfig, observation: 'masked' })).rejects.toThrow(
      /Only a flow on patches fills holes/,
    )
  })
})
