import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { noiseOf } from '../../../src-main/engine/flow/draw.ts'
import { readTrainedModel } from '../../../src-main/engine/inference/trained-model.ts'
import { flowPrior } from '../../../src-main/engine/prior/flow.ts'
import { fillNormal, randomStream } from '../../../src-main/engine/runtime/random.ts'
import { openPatches } from '../../../src-main/engine/training/patch-source.ts'
import { runFiles } from '../../../src-main/engine/training/run-folder.ts'
import { train } from '../../../src-main/engine/training/train.ts'
import { writeCsv } from '../../../src-main/files/csv.ts'
import { readNpy, writeNpy } from '../../../src-main/files/npy.ts'
import type { TrainingConfig } from '../../../src-shared/model/configuration.ts'
import { logDeterminantOfFractions, toFractions } from '../../../src-shared/model/polarisation.ts'
import { largestRelativeError } from '../relative-error.ts'
import { newFolder, smallFlow } from '../training/small-dataset.ts'

const size = 8
const length = 3 * size ** 2
const spread = 0.8
const config: TrainingConfig = {
  ...smallFlow,
  ...{ size, channels: 3, polarisation: 'fractions', latentDimension: length, epochs: 2 },
}
const recipe = { channels: 'IQU', scale: 'log', standardisation: 'dataset' }

/** Patches of a bright and a faint half, polarised by a tenth everywhere. */
async function writePolarised(change: Partial<typeof recipe> = {}) {
  const folder = newFolder()
  const count = 24
  const noise = fillNormal(new Float32Array(count * length), randomStream(3))
  const values = noise.map((value, at) => {
    const [channel, bright] = [at % 3, Math.floor(at / 3) % size < size / 2 ? 1 : -1]
    const intensity = bright + 0.1 * noise[at - channel]
    return channel === 0 ? intensity : (1 + 0.05 * value) * Math.exp(spread * intensity)
  })
  await writeNpy(join(folder, 'patches.npy'), values, [count, size, size, 3])
  const rows = Array.from({ length: count }, (_, i) => [i, 0.2, spread, 0, 0.1, 0, 0.1, i < 4 ? 'validation' : 'train'])
  const columns = ['index', 'mean_I', 'std_I', 'mean_Q', 'std_Q', 'mean_U', 'std_U', 'split']
  await writeCsv(join(folder, 'patches.csv'), { columns, rows })
  await writeFile(join(folder, 'dataset.json'), JSON.stringify({ recipe: { ...recipe, ...change } }))
  return folder
}

let datasetFolder: string
let runFolder: string
beforeAll(async () => {
  datasetFolder = await writePolarised()
  runFolder = newFolder()
  await train({ datasetFolder, runFolder, config })
})

describe('a flow of fractions', () => {
  it('is trained on Q and U over I', async () => {
    const [stokes, fractions] = [await openPatches(datasetFolder), await openPatches(datasetFolder, config)]
    const [one, other] = [new Float32Array(length + 5), new Float32Array(length + 5)]
    stokes.read(7, one, 5)
    fractions.read(7, other, 5)
    expect(other.subarray(5)).toEqual(toFractions(one.subarray(5), spread))
    expect([stokes.spread, fractions.spread]).toEqual([null, spread])
    // What is polarised alike everywhere is alike everywhere.
    const polarised = other.subarray(5).filter((_, i) => i % 3 > 0)
    expect(Math.max(...polarised) / Math.min(...polarised)).toBeLessThan(1.6)
  })

  it('draws, inverts and weighs Q and U', async () => {
    const model = await readTrainedModel(runFolder, 'last')
    const own = flowPrior(model, { batch: 1, solverSteps: 30 })
    const { 'polarisation/spread': kept, ...weights } = model.weights
    expect(kept.values).toEqual(Float32Array.of(spread))
    const ofFractions = flowPrior({ ...model, weights }, { batch: 1, solverSteps: 30 })
    try {
      const noise = noiseOf(1, 0, length)
      const patch = own.place(noise)
      expect(largestRelativeError(toFractions(patch, spread), ofFractions.place(noise))).toBeLessThan(1e-5)
      expect(largestRelativeError(own.noiseOf(patch), noise)).toBeLessThan(0.05)
      const [density] = own.logDensity(patch, [0])
      const [before] = ofFractions.logDensity(toFractions(patch, spread), [0])
      expect(density).toBeCloseTo(before + logDeterminantOfFractions(patch, spread), 3)
      const shown = await readNpy(runFiles(runFolder).sample(2))
      expect(shown.shape).toEqual([2, size, size, 3])
    } finally {
      own.free()
      ofFractions.free()
    }
  })

  it('starts from the weights of another with the spread of its own patches', async () => {
    const again = newFolder()
    const weights = runFiles(runFolder).checkpoint(2)
    const other = await writePolarised()
    const rows = Array.from({ length: 24 }, (_, i) => [i, 0.5, i < 4 ? 'validation' : 'train'])
    await writeCsv(join(other, 'patches.csv'), { columns: ['index', 'std_I', 'split'], rows })
    await train({ datasetFolder: other, runFolder: again, config: { ...config, epochs: 1 }, weights })
    const { weights: started } = await readTrainedModel(again, 'last')
    expect(started['polarisation/spread'].values).toEqual(Float32Array.of(0.5))
  })

  it.each([[{ scale: 'linear' }], [{ standardisation: 'patch' }], [{ channels: 'QU' }]])(
    'is refused for a dataset with %o',
    async (change) => {
      const refused = train({ datasetFolder: await writePolarised(change), runFolder: newFolder(), config })
      await expect(refused).rejects.toMatchObject({ kind: 'dataset' })
      await expect(refused).rejects.toThrow(/fractions of I need patches .* or set polarisation to stokes/)
    },
  )

  it('names a damaged or missing dataset.json', async () => {
    const folder = await writePolarised()
    await writeFile(join(folder, 'dataset.json'), '{')
    await expect(openPatches(folder, config)).rejects.toThrow(/dataset.json is damaged: it has no recipe/)
    await expect(openPatches(folder, config)).rejects.toMatchObject({ kind: 'dataset' })
  })
})
