import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { fillWithFlow } from '../../../src-main/engine/inpainting/fill-with-flow.ts'
import { train } from '../../../src-main/engine/training/train.ts'
import { writeCsv } from '../../../src-main/files/csv.ts'
import { readNpy, writeNpy } from '../../../src-main/files/npy.ts'
import type { Blur } from '../../../src-shared/inpainting/blur.ts'
import { covarianceWiener } from '../../../src-shared/inpainting/covariance-wiener.ts'
import { observation } from '../../../src-shared/inpainting/observation.ts'
import {
  covarianceOfField,
  randomField,
  windowOnTorus,
  type StationaryPrior,
} from '../../../src-shared/inpainting/stationary-prior.ts'
import type { TrainingConfig } from '../../../src-shared/model/configuration.ts'
import { normal, seedRandom } from '../../../src-shared/random/index.ts'
import { newFolder, smallFlow } from '../training/small-dataset.ts'

// Gaussian fields, whose posterior given blurred data is the Wiener filter's.
const size = 8
const pixels = size ** 2
const sigma = 0.05
const field = gaussianField()
const prior = { mean: new Float64Array(pixels), covariance: covarianceOfField(field, size) }
const beam: Blur = { beam: 1.6, pixelWindow: null, pixel: 0.01 }
const whole = new Uint8Array(pixels).fill(1)
const config: TrainingConfig = {
  ...smallFlow,
  ...{ preset: 'inpainting', observation: 'blurred', size, latentDimension: pixels, startShare: 0.5 },
  ...{
    encoderFilters: [16, 24],
    kernel: 3,
    epochs: 8,
    batchSize: 32,
    averaging: 0.98,
    validationSamples: 1,
    testEvery: 0,
  },
}

/** Of variance 1, on a torus twice as wide, with power ~ 1/k. */
function gaussianField(): StationaryPrior {
  const side = 2 * size
  const power = windowOnTorus((kx, ky) => (kx === 0 && ky === 0 ? 0 : 1 / Math.hypot(kx, ky)), side)
  const variance = power.reduce((sum, one) => sum + one) / side ** 2
  return { side, power: power.map((one) => one / variance), mean: 0 }
}

async function trained(changes: Partial<TrainingConfig> = {}, count = 2000): Promise<string> {
  const [datasetFolder, runFolder] = [newFolder(), newFolder()]
  const random = seedRandom(1)
  const values = new Float32Array(count * pixels)
  for (let i = 0; i < count; i++) values.set(randomField(field, size, random), i * pixels)
  await writeNpy(join(datasetFolder, 'patches.npy'), values, [count, size, size])
  const rows = Array.from({ length: count }, (_, i) => [i, 0, 0, 0, 1, i % 50 === 0 ? 'validation' : 'train'])
  const columns = ['index', 'lon', 'lat', 'mean', 'std', 'split']
  await writeCsv(join(datasetFolder, 'patches.csv'), { columns, rows })
  await train({ datasetFolder, runFolder, config: { ...config, ...changes } })
  return runFolder
}

async function mean(runFolder: string, data: ArrayLike<number>, blur: Blur | null): Promise<Float32Array> {
  const folder = newFolder()
  const files = { data: join(folder, 'data.npy'), mask: join(folder, 'mask.npy') }
  await writeNpy(files.data, Float32Array.from(data), [size, size])
  await writeNpy(files.mask, whole, [size, size])
  const settings = { checkpoint: 'last', samples: 1, seed: 3, solver: 'midpoint', solverSteps: 4 } as const
  await fillWithFlow({ runFolder, folder, ...files, sigma, blurs: [blur], ...settings })
  return (await readNpy(join(folder, 'mean.npy'))).data as Float32Array
}

const wiener = (data: Float64Array, blur: Blur | null) => {
  const variance = new Float64Array(pixels).fill(sigma ** 2)
  return covarianceWiener(prior, { observed: observation(whole, size, blur), variance, mask: whole })(data).mean
}
const squares = (one: ArrayLike<number>, other: ArrayLike<number>) =>
  Array.from(one, (value, i) => (value - other[i]) ** 2).reduce((sum, square) => sum + square, 0)

describe('a flow that was trained with beams', () => {
  let runFolder = ''
  beforeAll(async () => void (runFolder = await trained()), 120_000)

  it('undoes a beam as the Wiener filter of Gaussian fields does, if it is told of it', async () => {
    const random = seedRandom(2)
    const away = { flow: 0, data: 0, untold: 0 }
    for (let k = 0; k < 4; k++) {
      const seen = observation(whole, size, beam).apply(randomField(field, size, random))
      const data = seen.map((value) => value + sigma * normal(random))
      const exact = wiener(data, beam)
      away.flow += squares(await mean(runFolder, data, beam), exact)
      away.untold += squares(await mean(runFolder, data, null), exact)
      away.data += squares(data, exact)
    }
    expect(Math.sqrt(away.flow / away.data)).toBeLessThan(0.7)
    expect(Math.sqrt(away.untold / away.data)).toBeGreaterThan(0.8)
  })

  it('is refused other beams than those, and a pixel window', async () => {
    const data = new Float32Array(pixels)
    await expect(mean(runFolder, data, { ...beam, beam: 3 })).rejects.toThrow(/trained with beams of .*1 to 1.6 px/)
    const means: Blur = { ...beam, pixelWindow: { kind: 'patch' } }
    await expect(mean(runFolder, data, means)).rejects.toThrow(/can’t undo a pixel window/)
  })
})

describe('a flow that was trained to fill holes alone', () => {
  it('is refused a beam', async () => {
    const runFolder = await trained({ observation: 'masked', epochs: 1 }, 100)
    const data = new Float32Array(pixels)
    await expect(mean(runFolder, data, beam)).rejects.toThrow(/without a beam \(train one with observation=blurred\)/)
    expect(await mean(runFolder, data, null)).toHaveLength(pixels)
  })
})
